import Foundation

/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Every time that Herald stores is one of these; a wall-clock schedule keeps its local time and zone instead.
/// Range: the years 0001 to 9999. Nothing in the pure modules asks for the current time: `now` comes in as an argument.
public struct Instant: Hashable, Comparable, Sendable {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public init(_ date: Date) {
    self.init(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
  }

  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  public static func + (instant: Instant, seconds: Seconds) -> Instant {
    Instant(microseconds: instant.microseconds + seconds.microseconds)
  }

  /// The time from `earlier` to `later`; negative when they come the other way round.
  public static func - (later: Instant, earlier: Instant) -> Seconds {
    Seconds(microseconds: later.microseconds - earlier.microseconds)
  }
}

extension Instant: Codable, CustomStringConvertible {
  /// `2026-11-23T09:54:00Z`, with milliseconds only where they are not zero (RFC 3339, always UTC).
  public var description: String {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: microseconds % 1_000_000 != 0)
    return date.formatted(style)
  }

  /// Reads RFC 3339 with any offset and any number of decimals; nil for everything else.
  public init?(rfc3339 text: String) {
    let plain = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? plain.parse(text)) ?? (try? fractional.parse(text)) else { return nil }
    self.init(date)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(rfc3339: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
    }
    self = instant
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A length of time, in whole microseconds, so that adding and storing never round.
public struct Seconds: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }
  public init(_ seconds: Double) { self.init(microseconds: Int64((seconds * 1_000_000).rounded())) }
  public init(integerLiteral value: Int64) { self.init(microseconds: value * 1_000_000) }

  public var value: Double { Double(microseconds) / 1_000_000 }
  public static func minutes(_ count: Int64) -> Seconds { Seconds(microseconds: count * 60_000_000) }
  public static func hours(_ count: Int64) -> Seconds { .minutes(count * 60) }

  public static func < (left: Seconds, right: Seconds) -> Bool { left.microseconds < right.microseconds }
}
