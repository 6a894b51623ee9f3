/// When a source says that it was published: a calendar date, with a time only where the source gives one.
///
/// Kept as written (`2026-11-20` or `2026-11-20T08:30:00+05:00`, RFC 3339), because a bare date has no instant until
/// someone picks a zone for it.
public struct PublicationDate: Hashable, Sendable, CustomStringConvertible {
  public let text: String
  public let day: CalendarDay

  /// Reads `YYYY-MM-DD`, or that with a time after `T` or a space (`08:30`, `08:30:00`, with `Z` or `±HH:MM`).
  public init?(_ text: String) {
    guard let day = CalendarDay(String(text.prefix(10))) else { return nil }
    let rest = text.dropFirst(10)
    if !rest.isEmpty {
      let pattern =
        /[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?( ?(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9]))?/
      guard rest.wholeMatch(of: pattern) != nil else { return nil }
    }
    self.text = text
    self.day = day
  }

  public var description: String { text }
}

/// A day of the Gregorian calendar without a zone: year 1 to 9999, month 1 to 12, day 1 to 31 as the month allows.
public struct CalendarDay: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  public init?(year: Int, month: Int, day: Int) {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...9999).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// For numbers that a calculation made valid.
  init(validYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `YYYY-MM-DD` and nothing else.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// ISO 8601: 1 is Monday, 7 is Sunday.
  public var weekday: Int {
    // Sakamoto's method.
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let year = month < 3 ? self.year - 1 : self.year
    let sunday0 = (year + year / 4 - year / 100 + year / 400 + offsets[month - 1] + day) % 7
    return sunday0 == 0 ? 7 : sunday0
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension PublicationDate: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = PublicationDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
