import Foundation
import Herald
import Servers
import Testing

@Suite struct ScheduleTests {
  @Test(arguments: [
    ("mon 08:00", [1], "08:00"), ("mon-fri 17:30", [1, 2, 3, 4, 5], "17:30"), ("tue,thu 9:00", [2, 4], "09:00"),
    ("daily 07:00", [1, 2, 3, 4, 5, 6, 7], "07:00"), ("MON 8:05", [1], "08:05"),
    ("fri-mon 00:00", [1, 5, 6, 7], "00:00"),
    ("sun-sun 23:59", [7], "23:59"), ("sat,sat,sun 1:00", [6, 7], "01:00"),
    ("mon-wed,fri 12:00", [1, 2, 3, 5], "12:00"),
    ("daily,mon 12:00", [1, 2, 3, 4, 5, 6, 7], "12:00"), ("  mon   8:00 ", [1], "08:00"),
    ("mon-fri 17:30,9:00,17:30", [1, 2, 3, 4, 5], "09:00 17:30"),
  ])
  func aScheduleIsDaysOfTheWeekAndTimes(_ text: String, _ weekdays: [Int], _ times: String) throws {
    let schedule = try Schedule(text)
    // A Monday and the six days after it.
    let monday = try #require(CalendarDay("2026-11-23"))
    #expect((0..<7).filter { schedule.days.takes(monday.adding(days: $0)) }.map { $0 + 1 } == weekdays)
    #expect(schedule.times.map(\.description).joined(separator: " ") == times)
  }

  @Test(arguments: [
    "", " ", "mon", "08:00", "mon08:00", "mon 08:00 UTC", "mon, tue 08:00", "mon 8", "mon 8:5", "mon 08:00:00",
    "mon 24:00", "mon 12:60", "mon -1:00", "mon 08.00", "mon 8:00pm", "mon 008:00", "mon ٠٨:٠٠", "mon ０8:00",
    "monday 08:00", "montag 08:00", "m 08:00", "mon- 08:00", "-mon 08:00", "- 08:00", "mon--tue 08:00",
    "mon-tue-wed 08:00", "mon,,tue 08:00", ",mon 08:00", "mon, 08:00", ", 08:00", "daily-mon 08:00", "mon-daily 08:00",
    "every 08:00", "* 08:00", "1 08:00", "mon;tue 08:00", "mon\t08:00", "mon\n08:00", "@daily", "08:00 mon",
    "1st 08:00", "6th mon 08:00", "0th mon 08:00", "1 mon 08:00", "first mon 08:00", "1st,mon 08:00", "1st daily 08:00",
    "last last 08:00", "mon 1st 08:00", "day 08:00", "day 0 08:00", "day 32 08:00", "day 1-5 08:00", "day mon 08:00",
    "day 1, 15 08:00", "day 1st 08:00", "days 1 08:00", "mon 08:00,", "mon ,08:00", "mon 08:00-09:00",
    "day 1 mon 08:00",
  ])
  func whatIsNoScheduleIsRefusedWithItsText(_ text: String) {
    #expect { try Schedule(text) } throws: { "\($0)".contains("“\(text)” is not a schedule: ") }
  }

  /// Local times that a clock skips (the first instant after) or shows twice (the first of the two).
  @Test(arguments: [
    ("Europe/Berlin", "2026-03-29", "2:30", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-03-29", "3:00", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25", "2:30", "2026-10-25T00:30:00Z"),
    ("Europe/Berlin", "2026-10-25", "3:00", "2026-10-25T02:00:00Z"),
    ("America/New_York", "2026-03-08", "2:00", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-03-08", "2:59", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01", "1:30", "2026-11-01T05:30:00Z"),
    ("Australia/Lord_Howe", "2026-10-04", "2:15", "2026-10-03T15:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-05", "1:45", "2026-04-04T14:45:00Z"),
    ("Asia/Almaty", "2024-02-29", "23:30", "2024-02-29T17:30:00Z"),
    ("Asia/Almaty", "2024-03-01", "0:00", "2024-02-29T19:00:00Z"),
    ("Asia/Almaty", "2024-03-01", "8:00", "2024-03-01T03:00:00Z"),
    ("Africa/Casablanca", "2026-02-15", "2:30", "2026-02-15T01:30:00Z"),
    ("Africa/Casablanca", "2026-03-22", "2:30", "2026-03-22T02:00:00Z"),
    ("Pacific/Apia", "2011-12-29", "8:00", "2011-12-29T18:00:00Z"),
    ("Pacific/Apia", "2011-12-30", "8:00", "2011-12-30T10:00:00Z"),
    ("Pacific/Apia", "2011-12-31", "8:00", "2011-12-30T18:00:00Z"),
  ])
  func aTimeThatIsSkippedOrRepeatedHasOneInstant(
    _ zone: String, _ day: String, _ time: String, _ instant: String
  ) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let day = try #require(CalendarDay(day))
    let expected = try #require(Instant(rfc3339: instant))
    let run = try #require(Schedule("daily \(time)").last(atOrBefore: expected, in: zone))
    #expect(run.day == day)
    #expect(run.instant == expected)
    #expect(day.instant(at: run.time, in: zone) == run.instant)
    #expect(run.nominal == "\(day) \(run.time)")
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-03-20"), ("Europe/Berlin", "2026-10-20"), ("America/New_York", "2026-10-28"),
    ("Australia/Lord_Howe", "2026-09-30"), ("Asia/Almaty", "2024-02-25"), ("Africa/Casablanca", "2026-02-10"),
    ("Pacific/Apia", "2011-12-25"),
  ])
  func everyLocalDayHasOneRun(_ zone: String, _ first: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let first = try #require(CalendarDay(first))
    for time in ["1:45", "2:30", "23:30"] {
      let schedule = try Schedule("daily \(time)")
      var instant = first.instant(at: schedule.times[0], in: zone)
      for number in 1...10 {
        let run = try #require(schedule.next(after: instant, in: zone))
        #expect(run.day == first.adding(days: number))
        #expect(run.instant > instant)
        #expect(schedule.last(atOrBefore: run.instant, in: zone) == run)
        let justBefore = Instant(microseconds: run.instant.microseconds - 1)
        #expect(schedule.last(atOrBefore: justBefore, in: zone)?.day == first.adding(days: number - 1))
        instant = run.instant
      }
    }
  }

  /// Samoa had no 30 December 2011: its midnight and that of the 31st are one instant, and one run.
  @Test func aDayThatAZoneSkippedHasNoMidnightOfItsOwn() throws {
    let zone = try #require(TimeZone(identifier: "Pacific/Apia"))
    let schedule = try Schedule("daily 0:00")
    let midnight = try #require(Instant(rfc3339: "2011-12-30T10:00:00Z"))
    #expect(schedule.last(atOrBefore: midnight, in: zone)?.nominal == "2011-12-31 00:00")
    #expect(schedule.next(after: midnight, in: zone)?.nominal == "2012-01-01 00:00")
  }

  @Test func onlyItsWeekdaysHaveARun() throws {
    let schedule = try Schedule("sat,mon 08:00")
    var instant = try #require(CalendarDay("2026-11-23")).instant(at: schedule.times[0], in: .gmt)
    var nominals: [String] = []
    for _ in 1...4 {
      let run = try #require(schedule.next(after: instant, in: .gmt))
      nominals.append(run.nominal)
      instant = run.instant
    }
    #expect(nominals == ["2026-11-28 08:00", "2026-11-30 08:00", "2026-12-05 08:00", "2026-12-07 08:00"])
  }
}
