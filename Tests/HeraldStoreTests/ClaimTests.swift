import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct ClaimTests {
  @Test(arguments: StoreKind.allCases)
  func theOldestDueIsClaimedFirstAndNoMoreThanAskedFor(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      for offset: Int64 in [3, 1, 2] {
        try await store.queueOne("Story \(offset)", due: .noon + Seconds(microseconds: offset))
      }
      #expect(try await store.claim(2, at: .noon + 1).map(\.message.text) == ["Story 1", "Story 2"])
      #expect(try await store.claim(2, at: .noon + 1).map(\.message.text) == ["Story 3"])
      #expect(try await store.claim(2, at: .noon + 1).isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func nothingIsClaimedBeforeItIsDueNorByAnotherChannel(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne(due: .noon + 10)
      #expect(try await store.nextDue(channels: ["x", "y"]) == .noon + 10)
      #expect(try await store.nextDue(channels: ["y"]) == nil)
      #expect(try await store.claim(at: .noon + Seconds(microseconds: 9_999_999)).isEmpty)
      #expect(try await store.claim(channel: "y", at: .noon + 10).isEmpty)
      #expect(try await store.claim(at: .noon + 10).count == 1)
      #expect(try await store.nextDue(channels: ["x"]) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPartWaitsForThePartBeforeAndGetsItsReceipt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.thread(["One.", "Two."])], now: .noon)
      let first = try #require(try await store.claimOne())
      #expect(first.message.text == "One.")
      #expect(try await store.claim().isEmpty)
      // Or a loop that asks for the next due time would spin.
      #expect(try await store.nextDue(channels: ["x"]) == nil)
      #expect(try await store.counts(channels: ["x"], now: .noon).due == 0)
      try await store.finish(first, .rejected(Failure("no")))
      #expect(try await store.claim().isEmpty)
      #expect(try await store.nextDue(channels: ["x"]) == nil)
    }
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.thread(["One.", "Two."])], now: .noon)
      let first = try #require(try await store.claimOne())
      try await store.finish(first, .sent(Receipt(id: "post-1")))
      #expect(try await store.nextDue(channels: ["x"]) == .noon)
      let second = try #require(try await store.claimOne())
      #expect(second.message.text == "Two.")
      #expect(second.message.previous == Receipt(id: "post-1"))
      try await store.finish(second, .sent(Receipt(id: "post-2")))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aLateClaimantChangesNothing(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let late = try #require(try await store.claimOne())
      _ = try await store.recover(onlyExpired: true, now: .noon + 61)
      let current = try #require(try await store.claimSuspect(at: .noon + 61))
      #expect(current.token == late.token + 1)
      #expect(try await store.mark(late, at: .noon + 61) == .closed(.leaseLost))
      #expect(try await !store.finish(late, .sent(Receipt(id: "late")), at: .noon + 61))
      #expect(try await !store.finish(late, .rejected(Failure("late")), at: .noon + 61))
      try await store.release([late])
      #expect(try await store.look(id).job.state == .leased)
      #expect(try await store.look(id).deliveries.isEmpty)
      #expect(try await store.mark(current, at: .noon + 62) == .open)
      #expect(try await store.finish(current, .sent(Receipt(id: "mine")), at: .noon + 63))
      #expect(try await store.look(id).deliveries.map(\.receipt) == [Receipt(id: "mine")])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aReleasedJobWaitsUntouchedUnlessItIsMarked(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne("Story 1")
      try await store.queueOne("Story 2")
      let leases = try await store.claim()
      #expect(try await store.mark(leases[1]) == .open)
      try await store.release(leases)
      #expect(try await store.look(leases[0].job.id).job.state == .waiting)
      #expect(try await store.look(leases[0].job.id).job.crashes == 0)
      #expect(try await store.look(leases[1].job.id).job.state == .leased)
      #expect(try await store.claim().map(\.job.id) == [leases[0].job.id])
    }
  }

  @Test(
    arguments: StoreKind.allCases,
    [
      "UPDATE content SET parts = 'no JSON' WHERE id = 2", "UPDATE content SET parts = '[]' WHERE id = 2",
      "UPDATE content SET parts = '{}' WHERE id = 2", #"UPDATE content SET parts = '[""]' WHERE id = 2"#,
      #"UPDATE content SET parts = '["Another text."]' WHERE id = 2"#,
      "UPDATE content SET parts = CAST(x'ff' AS TEXT) WHERE id = 2", "UPDATE content SET kind = 'digest' WHERE id = 2",
      "UPDATE content SET sha256 = replace(hex(zeroblob(32)), '0', '1') WHERE id = 2",
      "UPDATE job SET part = 7 WHERE id = 2",
    ])
  func whatCannotBeReadIsHeldWhileItsNeighboursAreClaimed(_ kind: StoreKind, _ damage: String) async throws {
    try await withFolder { folder in
      let path = kind == .memory ? ":memory:" : folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      for story in 1...3 { try await store.queueOne("Story \(story)") }
      if kind == .file {
        let other = try DatabaseQueue(path: path)
        try await other.write { try $0.execute(sql: damage) }
        try other.close()
      } else {
        try await store.write { try $0.execute(sql: damage) }
      }
      #expect(try await store.claim().map(\.message.text) == ["Story 1", "Story 3"])
      #expect(try await store.claim().isEmpty)
      #expect(try await store.jobs(state: .held).map(\.reason) == [.undecodable])
      #expect(try await store.counts(channels: ["x"], now: .noon).held == 1)
    }
  }
}
