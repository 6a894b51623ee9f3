import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

/// Claims around destinations that have too much to do.
@Suite struct SlowDestinationTests {
  private func prepare(_ store: Store, _ domains: [String]) async throws {
    try await store.prepareWeekly(for: domains.enumerated().map { "reader\($0)@\($1)" })
    _ = try await store.open(.weekly())
  }

  private func claim(
    _ store: Store, _ limit: Int, around slow: [String: Int], from places: inout QueuePlaces
  ) async throws -> [String] {
    let claimed = try await store.claim(
      channel: "mail", network: .plain, limit: limit, around: slow, from: places, until: .noon + 60, now: .noon)
    places = claimed.places
    return claimed.leases.map(\.job.destination)
  }

  @Test func othersGoOnAndTheSlowOneGetsWhatItMay() async throws {
    try await withStore(.memory) { store in
      try await prepare(store, Array(repeating: "slow.example", count: 6) + ["a.example", "b.example", "c.example"])
      var places = QueuePlaces()
      #expect(try await claim(store, 2, around: ["slow.example": 0], from: &places) == ["a.example", "b.example"])
      #expect(
        try await claim(store, 4, around: ["slow.example": 1], from: &places) == ["slow.example", "c.example"])
      #expect(try await claim(store, 4, around: ["slow.example": 0], from: &places).isEmpty)
      #expect(
        try await claim(store, 4, around: ["slow.example": 2], from: &places) == ["slow.example", "slow.example"])
    }
  }

  @Test func whatComesBeforeThePlacesIsSeenWhenTheyAreForgotten() async throws {
    try await withStore(.memory) { store in
      try await prepare(store, ["slow.example", "a.example"])
      var places = QueuePlaces()
      #expect(try await claim(store, 2, around: ["slow.example": 0], from: &places) == ["a.example"])
      _ = try await store.queueOne("A post.", channel: "mail", due: .noon + (-10))
      #expect(try await claim(store, 2, around: ["slow.example": 0], from: &places).isEmpty)
      places = QueuePlaces()
      #expect(try await claim(store, 2, around: ["slow.example": 0], from: &places) == ["social.example"])
    }
  }

  /// 9,800 mails of a slow destination in front: their rows are not read, and the next claim does not pass them again.
  @Test func aLongQueueOfASlowDestinationIsPassedOverInItsIndex() async throws {
    try await withStore(.memory) { store in
      try await prepare(store, (1...10_000).map { $0 % 50 == 0 ? "a.example" : "slow.example" })
      let plan = try await store.read { database in
        let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + Store.claimStatements[2])
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { $0["detail"] as String }
      }
      let behind = plan.filter { $0.contains("job_waiting (channel=? AND priority=? AND due=? AND id>?)") }
      #expect(behind.count == Priority.allCases.count, "\(plan)")
      var places = QueuePlaces()
      var all: [String] = []
      for _ in 0..<30 { all += try await claim(store, 10, around: ["slow.example": 0], from: &places) }
      #expect(all.count == 200 && Set(all) == ["a.example"])
    }
  }
}
