import Foundation
import Herald
import Testing

/// Every form of a schedule, by the days on which it runs.
@Suite struct ScheduleFormsTests {
  /// Its next runs after the first instant of a day, UTC.
  private func runs(_ text: String, after day: String, _ count: Int = 4) throws -> [String] {
    let start = try #require(CalendarDay(day)).instant(at: try #require(WallTime("0:00")), in: .gmt)
    return try Schedule(text).occurrences(after: start, in: .gmt).prefix(count).map(\.nominal)
  }

  @Test(arguments: [
    ("1st mon 09:00", ["2026-12-07 09:00", "2027-01-04 09:00", "2027-02-01 09:00", "2027-03-01 09:00"]),
    ("2nd,4th fri 12:00", ["2026-11-27 12:00", "2026-12-11 12:00", "2026-12-25 12:00", "2027-01-08 12:00"]),
    ("last fri 17:00", ["2026-11-27 17:00", "2026-12-25 17:00", "2027-01-29 17:00", "2027-02-26 17:00"]),
    ("5th mon 8:00", ["2026-11-30 08:00", "2027-03-29 08:00", "2027-05-31 08:00", "2027-08-30 08:00"]),
    ("1st sat,sun 8:00", ["2026-12-05 08:00", "2026-12-06 08:00", "2027-01-02 08:00", "2027-01-03 08:00"]),
    ("1st,last mon-tue 8:00", ["2026-11-24 08:00", "2026-11-30 08:00", "2026-12-01 08:00", "2026-12-07 08:00"]),
    ("day 1,15 08:00", ["2026-12-01 08:00", "2026-12-15 08:00", "2027-01-01 08:00", "2027-01-15 08:00"]),
    ("day last 08:00", ["2026-11-30 08:00", "2026-12-31 08:00", "2027-01-31 08:00", "2027-02-28 08:00"]),
    ("day 31 08:00", ["2026-12-31 08:00", "2027-01-31 08:00", "2027-03-31 08:00", "2027-05-31 08:00"]),
    ("day 28,last 9:00", ["2026-11-28 09:00", "2026-11-30 09:00", "2026-12-28 09:00", "2026-12-31 09:00"]),
    ("mon 9:00,17:30", ["2026-11-23 09:00", "2026-11-23 17:30", "2026-11-30 09:00", "2026-11-30 17:30"]),
    ("0 8 * * 1-5", ["2026-11-23 08:00", "2026-11-24 08:00", "2026-11-25 08:00", "2026-11-26 08:00"]),
    ("*/20 9 * * *", ["2026-11-23 09:00", "2026-11-23 09:20", "2026-11-23 09:40", "2026-11-24 09:00"]),
    ("5,35 8-17/9 24 dec *", ["2026-12-24 08:05", "2026-12-24 08:35", "2026-12-24 17:05", "2026-12-24 17:35"]),
    ("0 8 29 2 *", ["2028-02-29 08:00", "2032-02-29 08:00", "2036-02-29 08:00", "2040-02-29 08:00"]),
    ("0 8 * FEB,Apr sun", ["2027-02-07 08:00", "2027-02-14 08:00", "2027-02-21 08:00", "2027-02-28 08:00"]),
    ("0 8 * * 7", ["2026-11-29 08:00", "2026-12-06 08:00", "2026-12-13 08:00", "2026-12-20 08:00"]),
    ("0 8 * * fri-sun", ["2026-11-27 08:00", "2026-11-28 08:00", "2026-11-29 08:00", "2026-12-04 08:00"]),
    ("0 8 * * */3", ["2026-11-25 08:00", "2026-11-28 08:00", "2026-11-29 08:00", "2026-12-02 08:00"]),
  ])
  func aFormRunsOnItsDays(_ text: String, _ expected: [String]) throws {
    #expect(try runs(text, after: "2026-11-23") == expected)
  }

  /// As Vixie cron has it: a field that begins with an asterisk restricts nothing.
  @Test func ofCronsTwoDaysEitherIsEnoughUnlessOneBeginsWithAnAsterisk() throws {
    #expect(
      try runs("0 8 1,15 * fri", after: "2026-12-01")
        == ["2026-12-01 08:00", "2026-12-04 08:00", "2026-12-11 08:00", "2026-12-15 08:00"])
    #expect(
      try runs("0 8 */2 * fri", after: "2026-12-01")
        == ["2026-12-11 08:00", "2026-12-25 08:00", "2027-01-01 08:00", "2027-01-15 08:00"])
  }

  @Test(arguments: [
    ("* * * * * *", "it has 6 words: cron's fields are five"),
    ("0 0 8 * * 1", "seconds and years are none of them"),
    ("@every -1s", "it says a span, not a time of day"),
    ("@every 1h", "for every hour write “0 * * * *”"),
    ("@daily", "say at which time, as in “daily 07:00”"), ("@weekly", "as in “mon 08:00”"),
    ("@hourly", "as in “0 * * * *”"), ("@monthly", "as in “day 1 08:00”"), ("@yearly", "as in “0 8 1 1 *”"),
    ("@reboot", "nothing begins with @"),
    ("0 2 30 2 *", "it never comes: no month that it names has such a day"),
    ("0 8 31 4,6,9,11 *", "it never comes"), ("0 8 31 feb *", "it never comes"),
    ("60 8 * * *", "“60” is no minute: it may be 0 to 59"), ("0 24 * * *", "“24” is no hour"),
    ("0 8 0 * *", "“0” is no day of the month: it may be 1 to 31"), ("0 8 * 13 *", "or jan to dec"),
    ("0 8 * * 8", "“8” is no day of the week: it may be 0 to 7, or sun to sat"),
    ("0 8 l * *", "“l” in the day of the month is of another cron: write “day last 08:00”"),
    ("0 8 * * 5l", "write “day last 08:00”, “last fri 09:00” or “2nd mon 09:00”"),
    ("0 8 * * 1#2", "is of another cron"), ("0 8 ? * mon", "is of another cron"), ("0 8 15w * *", "is of another cron"),
    ("*/0 8 * * *", "“0” is no step of the minute: write 1 to 59"), ("*/60 8 * * *", "“60” is no step of the minute"),
    ("5/10 8 * * *", "has a step and no range: write “5-59/10”"), ("0 17-9 * * *", "runs backwards: write “17-23,0-9”"),
    ("0 8 * * fri-mon", "runs backwards"), ("0 8 1, * *", "“” is no day of the month"),
    ("-1 8 * * *", "“-1” is no minute"),
    ("0 8 1-2-3 * *", "“1-2-3” is no day of the month"), ("0 8 */2/2 * *", "“*/2/2” is no day of the month"),
    ("000 8 * * *", "“000” is no minute"), ("٠ 8 * * *", "is no minute"),
    ("0 8 monday * *", "“monday” is no day of the month"),
  ])
  func aWrongScheduleSaysWhatIsWrongAndWhatToWrite(_ text: String, _ reason: String) {
    #expect { try Schedule(text) } throws: { error in
      "\(error)".contains("“\(text)” is not a schedule: ") && "\(error)".contains(reason)
    }
  }

  @Test func aRuleThatFiresOnlyInLeapYearsComes() throws {
    #expect(try runs("0 8 29 2 *", after: "2096-03-01", 2) == ["2104-02-29 08:00", "2108-02-29 08:00"])
  }

  @Test func aLongTextIsRefusedAndNotRepeatedWhole() {
    let text = String(repeating: "mon,", count: 100_000) + "mon 08:00"
    #expect { try Schedule(text) } throws: { "\($0)".contains("more than 500 octets") && "\($0)".count < 300 }
  }

  /// A schedule writes itself so that it reads the same again.
  @Test func aScheduleIsReadAgainFromItsOwnWords() throws {
    for text in ["  MON-Fri   9:00,17:30 ", "1ST mon 8:00", "Day LAST 08:00", "0  8 * JAN Mon"] {
      let schedule = try Schedule(text)
      #expect(try Schedule(schedule.description) == schedule)
      #expect(!schedule.description.contains("  "))
    }
  }
}
