import Foundation
import Herald
import Testing

@testable import HeraldCommand

@Suite struct MomentTextTests {
  /// A Monday, 13:00 in Berlin.
  private let now = Instant(rfc3339: "2026-11-23T12:00:00Z")
  private let berlin = TimeZone(identifier: "Europe/Berlin")

  private func read(_ text: String, at moment: String? = nil) throws -> Instant {
    let moment = try #require(moment.map { Instant(rfc3339: $0) } ?? now)
    return try MomentText.read(text, now: moment, zone: try #require(berlin))
  }

  @Test(arguments: [
    ("2026-11-24T09:00:00+05:00", "2026-11-24T04:00:00Z"), ("2026-11-24t09:00:00z", "2026-11-24T09:00:00Z"),
    ("2026-11-24 09:00 +05:00", "2026-11-24T04:00:00Z"), ("2026-11-24 09:00", "2026-11-24T08:00:00Z"),
    ("2026-11-24T09:00", "2026-11-24T08:00:00Z"),
    ("2026-11-24 09:00:00", "2026-11-24T08:00:00Z"), ("2026-11-24T9:00:00", "2026-11-24T08:00:00Z"),
    ("  tomorrow 9:00 ", "2026-11-24T08:00:00Z"), ("TOMORROW 9:00", "2026-11-24T08:00:00Z"),
    ("today 18:00", "2026-11-23T17:00:00Z"), ("18:00", "2026-11-23T17:00:00Z"), ("9:00", "2026-11-24T08:00:00Z"),
    ("mon 14:00", "2026-11-23T13:00:00Z"), ("mon 09:00", "2026-11-30T08:00:00Z"), ("tue 09:00", "2026-11-24T08:00:00Z"),
    ("sat 09:00", "2026-11-28T08:00:00Z"), ("thu 09:00", "2026-11-26T08:00:00Z"),
    ("daily 8:00", "2026-11-24T07:00:00Z"),
  ])
  func aMomentIsReadInTheNewsroomsZone(_ text: String, _ expected: String) throws {
    #expect(try read(text).description == expected)
  }

  /// On 2027-03-28 Berlin's clocks go from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00.
  @Test func aTimeThatTheClocksSkipIsTheMomentAfterTheGap() throws {
    #expect(try read("2027-03-28 02:30").description == "2027-03-28T01:00:00Z")
    #expect(try read("2026-10-25 02:30", at: "2026-10-01T00:00:00Z").description == "2026-10-25T00:30:00Z")
  }

  @Test(arguments: [
    ("2027-03-28 02:30", true), ("2027-03-28T02:30", true), ("sun 2:30", true), ("2027-03-28 03:30", false),
    ("2027-03-28 02:30 +01:00", false), ("2027-03-28T02:30:00+01:00", false), ("tomorrow 9:00", false),
    ("18:00", false),
  ])
  func whatTheClocksSkipIsSaid(_ text: String, _ isSkipped: Bool) throws {
    let instant = try read(text, at: "2027-03-26T12:00:00Z")
    #expect(MomentText.isSkipped(text, became: instant, zone: try #require(berlin)) == isSkipped)
  }

  @Test(arguments: [
    "", "soon", "25:00", "9", "18:00x", "18:60", "tomorrow", "tomorrow 24:00", "2026-11-31 09:00", "2026-02-30T09:00",
    "2026-11-24 10:00xx", "2026-11-24 09:00:30", "2026-11-24T", "T09:00", "moon 09:00", "mon 09:00 sharp", "\u{1B}[2J",
    "sa 09:00", "tuesday 09:00",
  ])
  func whatIsNoTimeIsRefusedWithExamples(_ text: String) throws {
    let ending = #expect(throws: Ending.self) { try read(text) }
    #expect(ending?.code == .usage)
    #expect(ending?.message.contains("is not a time: write 2026-11-24T09:00:00+05:00") == true)
    #expect(ending?.message.contains("\u{1B}") == false)
  }

  @Test(arguments: ["2026-11-22 09:00", "today 12:59", "today 13:00", "2020-01-01T00:00:00Z"])
  func aPastMomentIsRefused(_ text: String) throws {
    let ending = #expect(throws: Ending.self) { try read(text) }
    #expect(ending?.code == .usage)
    #expect(ending?.message.contains("is past") == true)
  }
}
