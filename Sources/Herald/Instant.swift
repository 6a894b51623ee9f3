import Foundation

/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Every time that Herald stores is one of these; a wall-clock schedule keeps its local time and zone instead.
/// Range: the years 0001 to 9999; sums beyond what 64 bits hold stay at the end. Nothing in the pure modules asks for the
/// current time: `now` comes in as an argument.
public struct Instant: Hashable, Comparable, Sendable {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public init(_ date: Date) {
    self.init(microseconds: Seconds(date.timeIntervalSince1970).microseconds)
  }

  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  public static func + (instant: Instant, seconds: Seconds) -> Instant {
    let (sum, overflow) = instant.microseconds.addingReportingOverflow(seconds.microseconds)
    return Instant(microseconds: overflow ? (seconds.microseconds < 0 ? .min : .max) : sum)
  }

  /// The time from `earlier` to `later`; negative when they come the other way round.
  public static func - (later: Instant, earlier: Instant) -> Seconds {
    let (span, overflow) = later.microseconds.subtractingReportingOverflow(earlier.microseconds)
    return Seconds(microseconds: overflow ? (later < earlier ? .min : .max) : span)
  }
}

/// A length of time, in whole microseconds, so that adding and storing never round.
public struct Seconds: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Rounded to the microsecond; what is too large becomes the largest, not a number becomes zero, because such numbers come
  /// from servers (`Retry-After: 1e400`).
  public init(_ seconds: Double) {
    let microseconds = (seconds * 1_000_000).rounded()
    if let exact = Int64(exactly: microseconds) {
      self.init(microseconds: exact)
    } else {
      self.init(microseconds: microseconds.isNaN ? 0 : microseconds < 0 ? .min : .max)
    }
  }

  public init(integerLiteral value: Int64) { self.init(microseconds: value * 1_000_000) }

  public var value: Double { Double(microseconds) / 1_000_000 }
  public static func minutes(_ count: Int64) -> Seconds { Seconds(microseconds: count * 60_000_000) }
  public static func hours(_ count: Int64) -> Seconds { .minutes(count * 60) }

  public static func < (left: Seconds, right: Seconds) -> Bool { left.microseconds < right.microseconds }
}
