import Foundation
import Herald
import Testing

/// A clock that goes forward and one that goes back, in six zones: every time of the day runs once, also of those that the
/// clocks skip or show twice, and looking for the next run at any moment around the change finds each.
@Suite struct ClockChangeTests {
  @Test(arguments: [
    ("Europe/Berlin", "2027-03-28", "2027-03-28T01:00:00Z", 60),
    ("America/New_York", "2027-03-14", "2027-03-14T07:00:00Z", 60),
    ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:30:00Z", 30),
    ("Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00Z", 60),
    ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 60),
    ("Antarctica/Troll", "2027-03-28", "2027-03-28T01:00:00Z", 120),
  ])
  func timesThatTheClocksSkipRunAtTheFirstInstantAfter(
    _ zone: String, _ day: String, _ change: String, _ skipped: Int
  ) throws {
    let (runs, zone) = try everyTenMinutes(zone, day)
    let change = try #require(Instant(rfc3339: change))
    let atTheChange = runs.filter { $0.instant == change }
    // Those that are skipped, and the one that the clocks show then.
    #expect(atTheChange.count == skipped / 10 + 1)
    #expect(atTheChange.map { $0.showing(in: zone) } == Array(repeating: .skipped, count: skipped / 10) + [.once])
    #expect(runs.allSatisfy { $0.showing(in: zone) != .twice })
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-10-25", "2026-10-25T01:00:00Z", 60),
    ("America/New_York", "2026-11-01", "2026-11-01T06:00:00Z", 60),
    ("Australia/Lord_Howe", "2027-04-04", "2027-04-03T15:00:00Z", 30),
    ("Africa/Cairo", "2026-10-29", "2026-10-29T21:00:00Z", 60),
    ("America/Santiago", "2027-04-03", "2027-04-04T03:00:00Z", 60),
    ("Antarctica/Troll", "2026-10-25", "2026-10-25T01:00:00Z", 120),
  ])
  func timesThatTheClocksShowTwiceRunTheFirstTime(
    _ zone: String, _ day: String, _ change: String, _ repeated: Int
  ) throws {
    let (runs, zone) = try everyTenMinutes(zone, day)
    let change = try #require(Instant(rfc3339: change))
    let twice = runs.filter { $0.showing(in: zone) == .twice }
    #expect(twice.count == repeated / 10)
    #expect(twice.allSatisfy { $0.instant < change && change - $0.instant <= Seconds(Double(repeated * 60)) })
    #expect(runs.allSatisfy { $0.showing(in: zone) != .skipped })
  }

  /// The runs of a day, each found by `next` from the one before and by `last` from the one after.
  private func everyTenMinutes(_ name: String, _ day: String) throws -> (runs: [Occurrence], zone: TimeZone) {
    let zone = try #require(TimeZone(identifier: name))
    let day = try #require(CalendarDay(day))
    let schedule = try Schedule("*/10 * * * *")
    let start = day.instant(at: try #require(WallTime("0:00")), in: zone) + -86_400
    let around = Array(schedule.occurrences(after: start, in: zone).prefix { $0.day <= day.adding(days: 1) })
    let runs = around.filter { $0.day == day }
    #expect(runs.map(\.time.description).count == 144 && Set(runs.map(\.nominal)).count == 144)
    // From every minute of the day: what comes next and what was last lie beside each other in the same row.
    for minute in 0..<(26 * 60) {
      let now = start + Seconds(Double(86_400 + minute * 60 + 30))
      let next = try #require(schedule.next(after: now, in: zone))
      let last = try #require(schedule.last(atOrBefore: now, in: zone))
      let index = try #require(around.firstIndex(of: next))
      #expect(around[index - 1] == last && last.instant <= now && now < next.instant)
    }
    return (runs, zone)
  }
}
