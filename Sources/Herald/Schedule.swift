import Foundation

/// When something recurs on a wall clock: days of the week and one time of day, `mon 08:00`, `mon-fri 17:30`,
/// `tue,thu 9:00`, `daily 07:00`. The zone is the newsroom's and comes in as an argument.
public struct Schedule: Hashable, Sendable, CustomStringConvertible {
  /// ISO 8601 numbers, 1 is Monday; never empty.
  public let weekdays: Set<Int>
  public let time: WallTime
  public let description: String

  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  public init(_ text: String) throws(ScheduleProblem) {
    let words = text.lowercased().split(separator: " ")
    guard words.count == 2 else { throw ScheduleProblem(text, "it needs days and a time, as in “mon-fri 09:00”") }
    guard let time = WallTime(words[1]) else {
      throw ScheduleProblem(text, "“\(words[1])” is not a time of day from 00:00 to 23:59")
    }
    var weekdays: Set<Int> = []
    for range in words[0].split(separator: ",", omittingEmptySubsequences: false) {
      if range == "daily" {
        weekdays.formUnion(1...7)
        continue
      }
      let ends = range.split(separator: "-", omittingEmptySubsequences: false)
      let numbers = ends.compactMap { Self.names.firstIndex(of: String($0)).map { $0 + 1 } }
      guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last, numbers.count <= 2 else {
        let days = Self.names.joined(separator: ", ")
        throw ScheduleProblem(text, "“\(range)” is not a day or a range of days (\(days), daily)")
      }
      var day = first
      weekdays.insert(day)
      while day != last {
        day = day % 7 + 1
        weekdays.insert(day)
      }
    }
    self.weekdays = weekdays
    self.time = time
    description = text
  }

  /// One run: the local day and time it is named by, and the instant it falls on.
  public struct Occurrence: Hashable, Sendable {
    public let day: CalendarDay
    public let time: WallTime
    public let instant: Instant

    /// `2026-11-23 08:00`, the same however clocks change.
    public var nominal: String { "\(day) \(time)" }
  }

  /// The first run after `instant`.
  public func next(after instant: Instant, in zone: TimeZone) -> Occurrence? {
    runs(from: CalendarDay(instant, in: zone).adding(days: -1), through: 9, in: zone).first { $0.instant > instant }
  }

  /// The last run at or before `instant`.
  public func last(atOrBefore instant: Instant, in zone: TimeZone) -> Occurrence? {
    runs(from: CalendarDay(instant, in: zone).adding(days: -8), through: 9, in: zone).last { $0.instant <= instant }
  }

  private func runs(from day: CalendarDay, through days: Int, in zone: TimeZone) -> [Occurrence] {
    (0...days).map { day.adding(days: $0) }.filter { weekdays.contains($0.weekday) }.map {
      Occurrence(day: $0, time: time, instant: $0.instant(at: time, in: zone))
    }
  }
}

/// Why a text is no schedule.
public struct ScheduleProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ text: String, _ reason: String) { description = "“\(text)” is not a schedule: \(reason)" }
}
