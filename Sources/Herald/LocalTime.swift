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

  public var description: String { (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)" }

  public static func < (left: WallTime, right: WallTime) -> Bool {
    (left.hour, left.minute) < (right.hour, right.minute)
  }
}

extension CalendarDay {
  /// The day on which `instant` falls in a zone.
  public init(_ instant: Instant, in zone: TimeZone) {
    let local = Int64(instant.date.timeIntervalSince1970.rounded(.down)) + Int64(zone.secondsFromGMT(for: instant.date))
    let days = local >= 0 ? local / 86_400 : -((-local + 86_399) / 86_400)
    self.init(dayNumber: Int(days))
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
    let wall = Int64(dayNumber) * 86_400 + Int64(time.hour * 3_600 + time.minute * 60)
    func offset(at utc: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc))))
    }
    let offsets = [offset(at: wall - 129_600), offset(at: wall + 129_600)]
    if let first = offsets.map({ wall - $0 }).filter({ $0 + offset(at: $0) == wall }).min() {
      return Instant(microseconds: first * 1_000_000)
    }
    // In a gap: the first instant whose wall clock is past this time.
    var before = wall - (offsets.max() ?? 0) - 1
    var after = wall - (offsets.min() ?? 0) + 1
    while after - before > 1 {
      let middle = (before + after) / 2
      if middle + offset(at: middle) < wall { before = middle } else { after = middle }
    }
    return Instant(microseconds: after * 1_000_000)
  }
}
