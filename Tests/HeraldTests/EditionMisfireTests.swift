import Foundation
import Herald
import Testing

@Suite struct EditionMisfireTests {
  private let now = Instant(rfc3339: "2026-11-23T12:00:00Z")

  /// Runs of a schedule that still wait at noon, so many of them, and what becomes of each.
  private func parting(
    _ schedule: String, _ count: Int, _ misfire: EditionMisfire = .once, catchUp: Seconds = .hours(2)
  ) throws -> (missed: [String], open: [String]) {
    let now = try #require(now)
    let runs = try Schedule(schedule).occurrences(backFrom: now, in: .gmt).prefix(count).reversed()
    let parted = misfire.parting(Array(runs), now: now, catchUp: catchUp)
    return (parted.missed.map(\.time.description), parted.open.map(\.time.description))
  }

  @Test func aRunThatIsOnTimeOpens() throws {
    for misfire in EditionMisfire.allCases {
      #expect(try parting("daily 12:00", 1, misfire) == ([], ["12:00"]))
      #expect(try parting("daily 12:00", 0, misfire) == ([], []))
    }
  }

  @Test func aLateRunOpensOnceWithinItsTimeOrNever() throws {
    #expect(try parting("daily 10:01", 1) == ([], ["10:01"]))
    #expect(try parting("daily 10:00", 1) == (["10:00"], []))
    #expect(try parting("daily 10:00", 1, catchUp: .hours(3)) == ([], ["10:00"]))
    #expect(try parting("daily 11:59", 1, .skip) == (["11:59"], []))
  }

  @Test func ofSeveralThatWaitTheLastOpens() throws {
    #expect(try parting("daily 8:00,10:30,11:30", 3) == (["08:00", "10:30"], ["11:30"]))
    #expect(try parting("daily 8:00,10:30,12:00", 3, .skip) == (["08:00", "10:30"], ["12:00"]))
    #expect(try parting("daily 8:00,9:00", 2) == (["08:00", "09:00"], []))
  }

  @Test func twoRunsOnOneInstantAreDecidedOneAfterTheOther() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let after = try #require(Instant(rfc3339: "2027-03-28T01:00:30Z"))
    let runs = try Schedule("daily 1:30,2:15,2:45").occurrences(backFrom: after, in: zone).prefix(3).reversed()
    let parted = EditionMisfire.once.parting(Array(runs), now: after, catchUp: .hours(2))
    #expect(parted.missed.map(\.time.description) == ["01:30"])
    #expect(parted.open.map(\.time.description) == ["02:15", "02:45"])
  }
}
