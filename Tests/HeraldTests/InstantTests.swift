import Foundation
import Herald
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("2026-11-23T09:54:00Z", 1_795_427_640_000_000),
    ("2026-11-23T09:54:00.500Z", 1_795_427_640_500_000),
    ("2026-11-23T09:54:00.123456Z", 1_795_427_640_123_456),
    ("2026-11-23T09:54:00.000001Z", 1_795_427_640_000_001),
    ("1969-12-31T23:59:59.999999Z", -1),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ("2000-02-29T12:34:56Z", 951_827_696_000_000),
  ])
  func anInstantIsWrittenAndReadToTheMicrosecond(_ text: String, _ microseconds: Int64) {
    #expect(Instant(rfc3339: text) == Instant(microseconds: microseconds))
    #expect(Instant(microseconds: microseconds).description == text)
  }

  @Test(arguments: [
    ("2026-11-23T14:54:00+05:00", "2026-11-23T09:54:00Z"),
    ("2026-11-23T04:54:00.25-05:00", "2026-11-23T09:54:00.250Z"),
    ("2026-11-23T09:54:00-00:00", "2026-11-23T09:54:00Z"),
    ("2026-11-23t09:54:00z", "2026-11-23T09:54:00Z"),
    ("2026-11-23 09:54:00Z", "2026-11-23T09:54:00Z"),
    ("2026-11-23T09:54:00.1234567Z", "2026-11-23T09:54:00.123456Z"),
    ("2026-11-23T09:54:00.000Z", "2026-11-23T09:54:00Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
  ])
  func everyFormOfRFC3339IsRead(_ text: String, _ expected: String) {
    #expect(Instant(rfc3339: text)?.description == expected)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T09:54:00", "2026-11-23T09:54Z", "2026-11-23T24:00:00Z", "2026-11-23T09:60:00Z",
    "2026-11-23T09:54:61Z", "2026-11-23T09:54:60Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "26-11-23T09:54:00Z",
    "2026-11-23T09:54:00.Z", "2026-11-23T09:54:00,5Z", "2026-11-23T09:54:00+0500", "2026-11-23T09:54:00+24:00",
    "2026-11-23T09:54:00+05:60", "2026-11-23T09:54:00Zx", " 2026-11-23T09:54:00Z", "2026-11-23T09:54:00 Z",
    "2026-11-23T9:54:00Z", "+2026-11-23T09:54:00Z", "2026-11-23T09:54:٠٠Z", "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00Z",
  ])
  func aTextThatIsNoTimeIsRefused(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func anyNumberOfDecimalsIsReadAndOnlyDecimals() {
    let decimals = "2026-11-23T09:54:00." + String(repeating: "9", count: 200_000)
    #expect(Instant(rfc3339: decimals + "Z")?.description == "2026-11-23T09:54:00.999999Z")
    #expect(Instant(rfc3339: decimals) == nil)
  }

  @Test func everyInstantComesBackAsItWas() throws {
    // Some 2,000 moments over all years, the step being prime to every unit of time.
    for microseconds in stride(
      from: -62_135_596_800_000_000 as Int64, through: 253_402_300_799_999_999, by: 157_768_948_801_007)
    {
      let instant = Instant(microseconds: microseconds)
      #expect(Instant(rfc3339: instant.description) == instant, "\(microseconds)")
    }
  }

  @Test func numbersBeyondEveryClockStayAtTheEnd() {
    #expect(Seconds(.infinity).microseconds == .max)
    #expect(Seconds(-1e300).microseconds == .min)
    #expect(Seconds(.nan).microseconds == 0)
    #expect(Instant(microseconds: 5) + Seconds(1e300) == Instant(microseconds: .max))
    #expect(Instant(microseconds: -5) + Seconds(-1e300) == Instant(microseconds: .min))
    #expect(Instant(microseconds: .min) - Instant(microseconds: 5) == Seconds(microseconds: .min))
  }

  @Test func aSumStaysWhole() {
    #expect(Instant(microseconds: 1) + .hours(1) == Instant(microseconds: 3_600_000_001))
    #expect(Instant(microseconds: 5) - Instant(microseconds: 7) == Seconds(microseconds: -2))
  }
}
