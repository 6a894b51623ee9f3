import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct PriorityTests {
  @Test func theClaimTakesByPriorityThenByTime() async throws {
    try await withStore(.memory) { store in
      var usual: [Job.ID] = []
      for number in 0..<3 {
        usual.append(try await store.queueOne("Usual \(number).", due: .noon + Seconds(microseconds: -Int64(number))))
      }
      let later = try await store.queueOne("Later.", due: .noon + (-900))
      let first = try await store.queueOne("First.", due: .noon)
      try await store.move([later], to: nil, priority: .later)
      try await store.move([first], to: nil, priority: .first)
      let order = try await store.claim(10).map(\.job.id)
      #expect(order == [first] + usual.reversed() + [later])
      #expect(try await store.job(later, network: .plain).job.due == .noon + (-900), "its time is its own still")
    }
  }

  @Test func aSmallClaimLeavesTheLaterOnes() async throws {
    try await withStore(.memory) { store in
      let later = try await store.queueOne("Later.", due: .noon + (-900))
      try await store.move([later], to: nil, priority: .later)
      let usual = try await store.queueOne("Usual.")
      #expect(try await store.claim(1).map(\.job.id) == [usual])
      #expect(try await store.claim(1).map(\.job.id) == [later])
    }
  }

  @Test func digestsComeAfterPosts() async throws {
    try await withStore(.memory) { store in
      try await store.prepareWeekly(for: ["ann@example.net", "bob@example.net"])
      _ = try await store.open(.weekly())
      let post = try await store.queueOne("A post.", channel: "mail", due: .noon + 5)
      let claimed = try await store.claim(10, channel: "mail", at: .noon + 60)
      #expect(claimed.map(\.job.id).first == post)
      #expect(claimed.map(\.job.priority) == [.usual, .later, .later])
    }
  }

  /// Each priority is one range of the index, in its order: nothing is sorted, and nothing is scanned.
  @Test func noClaimSortsOrScans() async throws {
    try await withStore(.memory) { store in
      for (sql, ranges) in zip(Store.claimStatements, [3, 6, 6]) {
        let plan = try await store.read { database in
          let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
          statement.setUncheckedArguments(StatementArguments())
          return try Row.fetchAll(statement).map { $0["detail"] as String }
        }
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN j ") || $0 == "SCAN j" || $0 == "SCAN job" }, "\(plan)")
        #expect(plan.filter { $0.contains("INDEX job_waiting (channel=? AND priority=?") }.count == ranges, "\(plan)")
      }
    }
  }
}
