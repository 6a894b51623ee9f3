import Foundation
import Herald
import Testing

@Suite struct SlotsTests {
  private func slots(_ schedules: String..., zone: String = "Europe/Berlin") throws -> Slots {
    Slots(try schedules.map { try Schedule($0) }, in: try #require(TimeZone(identifier: zone)))
  }

  private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  @Test func slotsOfSeveralSchedulesComeInOneOrderAndEachOnce() throws {
    let slots = try slots("mon-fri 17:30", "mon-fri 09:00", "mon 9:00,12:00", "day 24 9:00")
    let names = slots.occurrences(after: try instant("2026-11-22T00:00:00Z")).prefix(6).map(\.nominal)
    #expect(
      names == [
        "2026-11-23 09:00", "2026-11-23 12:00", "2026-11-23 17:30", "2026-11-24 09:00", "2026-11-24 17:30",
        "2026-11-25 09:00",
      ])
  }

  @Test func theFirstFreeSlotIsTheFirstThatNobodyHas() throws {
    let slots = try slots("daily 09:00")
    let start = try instant("2026-11-23T08:00:00Z")
    #expect(slots.firstFree(after: start) { _ in false }?.nominal == "2026-11-24 09:00", "9:00 is now, and not after")
    let taken: Set = ["2026-11-24 09:00", "2026-11-25 09:00"]
    #expect(slots.firstFree(after: start) { taken.contains($0.nominal) }?.nominal == "2026-11-26 09:00")
    #expect(slots.firstFree(after: start) { _ in true } == nil)
  }

  /// Berlin's clocks go from 02:00 to 03:00 on 2027-03-28, and from 03:00 back to 02:00 on 2026-10-25.
  @Test func aSlotSaysWhetherTheClocksShowIt() throws {
    let slots = try slots("daily 2:15,2:45,3:00")
    let zone = slots.zone
    let spring = slots.occurrences(after: try instant("2027-03-27T23:00:00Z")).prefix(3)
    #expect(spring.map { $0.showing(in: zone) } == [.skipped, .skipped, .once])
    #expect(Set(spring.map(\.instant.description)) == ["2027-03-28T01:00:00Z"])
    #expect(spring.map(\.nominal) == ["2027-03-28 02:15", "2027-03-28 02:45", "2027-03-28 03:00"])
    let autumn = slots.occurrences(after: try instant("2026-10-24T22:00:00Z")).prefix(3)
    #expect(autumn.map { $0.showing(in: zone) } == [.twice, .twice, .once])
  }
}
