import Foundation
import Herald
import Servers
import Testing

@Suite struct CalendarDayTests {
  /// Python's proleptic Gregorian calendar: the date, its ISO weekday, and the days since 1970-01-01.
  @Test(.enabled(if: Python.isAvailable, "\(Python.absence)")) func everyDayIsWherePythonsCalendarHasIt() throws {
    let script = """
      import datetime, random
      random.seed(1)
      days = {1, 2, 59, 60, 365, 366, 719163, 3652058, 3652059}
      for year in (1, 4, 100, 400, 1600, 1900, 2000, 2024, 2026, 2100, 9999):
          days |= {datetime.date(year, month, 1).toordinal() for month in range(1, 13)}
          days.add(datetime.date(year, 2, 28).toordinal() + 1)
      for ordinal in sorted(days) + random.choices(range(1, 3652060), k=2000):
          day = datetime.date.fromordinal(ordinal)
          print(day.isoformat(), day.isoweekday(), ordinal - 719163)
      """
    let lines = try Python.run(script).split(separator: "\n")
    try #require(lines.count > 2_100)
    for line in lines {
      let fields = line.split(separator: " ")
      let day = try #require(CalendarDay(String(fields[0])))
      #expect(day.description == fields[0])
      #expect(String(day.weekday) == fields[1], "\(day)")
      #expect(String(day.dayNumber) == fields[2], "\(day)")
      #expect(CalendarDay(dayNumber: day.dayNumber) == day)
    }
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-11-31", "2026-02-29", "1900-02-29", "2100-02-29", "2026-00-01", "2026-13-01",
    "2026-01-00", "2026-01-32", "0000-01-01", "10000-01-01", "-001-01-01", "26-11-20", "2026-1-1", "2026/11/20",
    "20261120", "2026-11-20 ", " 2026-11-20", "2026-11-20x", "２０２６-11-20", "٢٠٢٦-11-20", "2026-11-2०",
  ])
  func aTextThatIsNoDayIsRefused(_ text: String) {
    #expect(CalendarDay(text) == nil)
    #expect(PublicationDate(text) == nil)
  }

  @Test(arguments: [
    (0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 4, 31), (.max, .max, .max),
    (.min, .min, .min),
  ])
  func numbersThatAreNoDayAreRefused(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CalendarDay(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    "2026-11-20", "2026-11-20T08:30", "2026-11-20 08:30", "2026-11-20T08:30:00", "2026-11-20T08:30:00Z",
    "2026-11-20T08:30:00.123+05:00", "2026-11-20 08:30:00 -0500", "2026-11-20T23:59:59+0545",
  ])
  func aPublicationDateIsKeptAsItWasWritten(_ text: String) throws {
    let date = try #require(PublicationDate(text))
    #expect(date.text == text)
    #expect(date.day == CalendarDay(year: 2026, month: 11, day: 20))
    #expect(try JSONDecoder().decode(PublicationDate.self, from: JSONEncoder().encode(date)) == date)
  }

  @Test(arguments: [
    "2026-11-20T", "2026-11-20T8:30", "2026-11-20T24:00", "2026-11-20T08:60", "2026-11-20T08:30:60",
    "2026-11-20T08:30:00+5", "2026-11-20T08:30:00+24:00", "2026-11-20T08:30:00+05:60", "2026-11-20T08:30:00Zx",
    "2026-11-20t08:30", "2026-11-20\n08:30", "2026-11-20T08:30\n", "2026-11-20T٠٨:30", "20 Nov 2026", "yesterday",
  ])
  func aTextThatIsNoPublicationDateIsRefused(_ text: String) {
    #expect(PublicationDate(text) == nil)
  }
}
