import Herald
import HeraldText
import Testing

@Suite struct CalendarDayInWordsTests {
  @Test(
    arguments: [
      ("en", "2026-11-03", "3 November 2026"),
      ("en-GB", "2026-01-31", "31 January 2026"),
      ("EN", "2026-05-01", "1 May 2026"),
      ("ru", "2026-11-23", "23 ноября 2026 года"),
      ("kk", "2026-11-23", "2026 жылғы 23 қараша"),
      ("de-AT", "2026-03-01", "1. März 2026"),
      ("fr", "2026-08-01", "1er août 2026"),
      ("fr", "2026-02-14", "14 février 2026"),
      ("es", "2026-12-24", "24 de diciembre de 2026"),
      ("tlh", "2026-12-24", "2026-12-24"),
      (nil, "2026-12-24", "2026-12-24"),
    ] as [(String?, String, String)])
  func aDayIsWrittenInItsLanguage(_ sample: (String?, String, String)) throws {
    let day = try #require(CalendarDay(sample.1))
    #expect(day.inWords(sample.0) == sample.2)
  }
}
