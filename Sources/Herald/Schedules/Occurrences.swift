import Foundation

/// One run: the local day and time it is named by, and the instant it falls on.
///
/// Two runs may fall on one instant, when the clocks skip both of their times; they have two names.
public struct Occurrence: Hashable, Sendable {
  public let day: CalendarDay
  public let time: WallTime
  public let instant: Instant

  /// `2026-11-23 08:00`, the same however clocks change.
  public var nominal: String { "\(day) \(time)" }

  /// Whether clocks in `zone` show its time on that day.
  public enum Showing: String, Sendable, Codable {
    case once
    /// They go forward over it: it runs at the first instant after.
    case skipped
    /// They go back over it: it runs the first time.
    case twice
  }

  public func showing(in zone: TimeZone) -> Showing {
    let wall = Int64(day.dayNumber) * 86_400 + Int64(time.minutes) * 60
    let utc = instant.microseconds / 1_000_000
    guard utc + zone.offset(at: utc) == wall else { return .skipped }
    let again = wall - zone.offset(at: wall + CalendarDay.aroundAChange)
    return again > utc && again + zone.offset(at: again) == wall ? .twice : .once
  }
}

/// The runs of a schedule from a moment on, in order, or back from it, the latest first. By months and bits, so that a
/// schedule that comes once in four years costs no more than one that comes every minute.
public struct Occurrences: Sequence, IteratorProtocol, Sendable {
  private let schedule: Schedule
  private let zone: TimeZone
  private let bound: Instant
  private let isBack: Bool
  private var year: Int
  private var month: Int
  /// The days of this month that are still to come.
  private var days: UInt32
  private var day: CalendarDay?
  /// Of the next time on that day.
  private var index = 0

  /// A time that the wall clock has shown cannot have its run after.
  init(of schedule: Schedule, after instant: Instant, in zone: TimeZone) {
    let wall = LocalMinute(instant, in: zone)
    self.init(schedule, zone, instant, isBack: false, from: wall.day)
    guard schedule.days.takes(wall.day) else { return }
    days &= ~(1 << UInt32(wall.day.day))
    day = wall.day
    index = schedule.times.firstIndex { $0.minutes > wall.minutes } ?? schedule.times.count
  }

  /// A time has its run before when the wall clock shows it now, or has shown it before it was set back.
  init(of schedule: Schedule, backFrom instant: Instant, in zone: TimeZone) {
    let earlier = instant + Seconds(microseconds: -CalendarDay.aroundAChange * 1_000_000)
    let wall = LocalMinute(instant, offset: Swift.max(zone.offset(at: instant), zone.offset(at: earlier)))
    self.init(schedule, zone, instant, isBack: true, from: wall.day)
    guard schedule.days.takes(wall.day) else { return }
    days &= ~(1 << UInt32(wall.day.day))
    day = wall.day
    index = (schedule.times.lastIndex { $0.minutes <= wall.minutes } ?? -1)
  }

  private init(_ schedule: Schedule, _ zone: TimeZone, _ bound: Instant, isBack: Bool, from day: CalendarDay) {
    (self.schedule, self.zone, self.bound, self.isBack) = (schedule, zone, bound, isBack)
    (year, month) = (day.year, day.month)
    let bit = UInt32(1) << UInt32(day.day)
    days = schedule.days.days(of: month, in: year) & (isBack ? bit | (bit - 1) : ~(bit - 1))
  }

  public mutating func next() -> Occurrence? {
    while true {
      while let day, schedule.times.indices.contains(index) {
        let time = schedule.times[index]
        index += isBack ? -1 : 1
        let instant = day.instant(at: time, in: zone)
        if isBack ? instant <= bound : instant > bound { return Occurrence(day: day, time: time, instant: instant) }
      }
      if days != 0 {
        let number = isBack ? 31 - days.leadingZeroBitCount : days.trailingZeroBitCount
        days &= ~(1 << UInt32(number))
        day = CalendarDay(validYear: year, month: month, day: number)
        index = isBack ? schedule.times.count - 1 : 0
        continue
      }
      day = nil
      month += isBack ? -1 : 1
      if month == 13 { (year, month) = (year + 1, 1) }
      if month == 0 { (year, month) = (year - 1, 12) }
      guard (1...9998).contains(year) else { return nil }
      days = schedule.days.days(of: month, in: year)
    }
  }
}
