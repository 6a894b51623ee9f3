import Foundation

/// A time of day on a wall clock: 00:00 to 23:59.
public struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let hour: Int
  public let minute: Int

  /// Reads `9:00` or `09:00`.
  public init?(_ text: some StringProtocol) {
    guard let match = String(text).wholeMatch(of: /(\d{1,2}):(\d{2})/),
      let hour = Int(match.1), let minute = Int(match.2), hour < 24, minute < 60
    else { return nil }
    self.hour = hour
    self.minute = minute
  }

  /// For numbers that a calculation made valid.
  init(validHour hour: Int, minute: Int) { (self.hour, self.minute) = (hour, minute) }

  /// Since midnight.
  var minutes: Int { hour * 60 + minute }

  public var description: String { (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)" }

  public static func < (left: WallTime, right: WallTime) -> Bool {
    (left.hour, left.minute) < (right.hour, right.minute)
  }
}

extension CalendarDay {
  /// The day on which `instant` falls in a zone.
  public init(_ instant: Instant, in zone: TimeZone) {
    self = LocalMinute(instant, in: zone).day
  }

  /// Days since 1970-01-01; negative before.
  public var dayNumber: Int {
    // Howard Hinnant's days_from_civil.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Howard Hinnant's civil_from_days; clamped to the years 1 to 9999.
  public init(dayNumber: Int) {
    let clamped = min(max(dayNumber, -719_162), 2_932_896) + 719_468
    let era = clamped / 146_097
    let dayOfEra = clamped - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    self.init(
      validYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  public func adding(days: Int) -> CalendarDay { CalendarDay(dayNumber: dayNumber + days) }

  /// When a wall clock in `zone` shows that time on this day. A time that does not exist (the clock goes forward) is the
  /// first instant after; one that exists twice is the first of the two.
  public func instant(at time: WallTime, in zone: TimeZone) -> Instant {
    let wall = Int64(dayNumber) * 86_400 + Int64(time.minutes) * 60
    let (before, after) = (
      wall - zone.offset(at: wall - Self.aroundAChange), wall - zone.offset(at: wall + Self.aroundAChange)
    )
    let (first, second) = (min(before, after), max(before, after))
    if first + zone.offset(at: first) == wall { return Instant(seconds: first) }
    if first != second, second + zone.offset(at: second) == wall { return Instant(seconds: second) }
    // In a gap: the first instant whose wall clock is past this time.
    var (early, late) = (first - 1, second + 1)
    while late - early > 1 {
      let middle = (early + late) / 2
      if middle + zone.offset(at: middle) < wall { early = middle } else { late = middle }
    }
    return Instant(seconds: late)
  }

  /// Seconds before and after a wall time that are outside any change of the clocks around it.
  static let aroundAChange: Int64 = 129_600

  static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// What a wall clock shows at an instant, to the minute.
struct LocalMinute {
  let day: CalendarDay
  /// Since midnight, 0 to 1439.
  let minutes: Int

  init(_ instant: Instant, in zone: TimeZone) { self.init(instant, offset: zone.offset(at: instant)) }

  init(_ instant: Instant, offset: Int64) {
    let local = instant.wholeSeconds + offset
    let days = local >= 0 ? local / 86_400 : -((-local + 86_399) / 86_400)
    day = CalendarDay(dayNumber: Int(days))
    minutes = Int((local - days * 86_400) / 60)
  }
}

extension TimeZone {
  /// Seconds that its wall clocks are ahead of UTC, at so many seconds since 1970.
  func offset(at utc: Int64) -> Int64 { Int64(secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc)))) }
  func offset(at instant: Instant) -> Int64 { offset(at: instant.wholeSeconds) }
}

extension Instant {
  fileprivate init(seconds: Int64) { self.init(microseconds: seconds * 1_000_000) }

  /// Since 1970, rounded down.
  var wholeSeconds: Int64 { microseconds >= 0 ? microseconds / 1_000_000 : -((-microseconds + 999_999) / 1_000_000) }
}
