import Herald
import Testing

@testable import HeraldStore

@Suite struct RecoveryTests {
  @Test(arguments: StoreKind.allCases)
  func aCrashBeforeTheMarkWaitsAgain(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      _ = try await store.claim()
      #expect(try await store.recover(now: .noon) == Store.Recovery(waiting: 1))
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == .waiting)
      #expect(!job.isInDoubt)
      #expect(job.crashes == 1)
      #expect(job.attempts == 0)
      #expect(deliveries.isEmpty)
      #expect(try await store.recover(now: .noon).isNothing)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCrashAfterTheMarkIsUncertain(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      #expect(try await store.recover(now: .noon) == Store.Recovery(inDoubt: 1))
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == .waiting)
      #expect(job.isInDoubt)
      #expect(job.attempts == 1)
      #expect(job.note == "note")
      #expect(deliveries.map(\.ending) == [.uncertain])
      #expect(try await store.claimSuspect()?.job.isInDoubt == true)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func onlyLeasesWhoseTimeIsOverAreTakenFromTheLiving(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne("Story 1")
      _ = try await store.claim()
      try await store.queueOne("Story 2")
      _ = try await store.claim(at: .noon + 30)
      #expect(try await store.recover(onlyExpired: true, now: .noon + 59).isNothing)
      #expect(try await store.recover(onlyExpired: true, now: .noon + 60).waiting == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aJobWithADeathBehindItIsClaimedAlone(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      for story in 1...3 { try await store.queueOne("Story \(story)") }
      _ = try await store.claim(2)
      #expect(try await store.recover(now: .noon).waiting == 2)
      #expect(try await store.claim().map(\.message.text) == ["Story 3"])
      #expect(try await store.nextDue(channels: ["x"]) == .noon)
      #expect(try await store.claimSuspect()?.message.text == "Story 1")
      #expect(try await store.claimSuspect()?.message.text == "Story 2")
      #expect(try await store.claimSuspect() == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theThirdDeathAloneIsPoison(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      _ = try await store.claim()
      #expect(try await store.recover(now: .noon).waiting == 1)
      for death in 1...3 {
        #expect(try await store.claimSuspect() != nil)
        let recovery = try await store.recover(now: .noon)
        #expect(recovery == (death < 3 ? Store.Recovery(waiting: 1) : Store.Recovery(poison: 1)))
      }
      let job = try await store.look(id).job
      #expect(job.state == .held)
      #expect(job.reason == .poison)
      #expect(job.crashes == 4)
      #expect(try await store.claimSuspect() == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anOutcomeClearsTheDeaths(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      _ = try await store.claim()
      _ = try await store.recover(now: .noon)
      let suspect = try #require(try await store.claimSuspect())
      try await store.finish(suspect, .deferred(Failure("later")))
      #expect(try await store.look(id).job.crashes == 0)
      #expect(try await store.claim(at: .noon + 3_600).count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anUnreadableJobInTheHandsOfTheDeadIsHeldToo(_ kind: StoreKind) async throws {
    try await withFolder { folder in
      let store = try Store(path: kind == .memory ? ":memory:" : folder + "/herald.db", role: .daemon)
      defer { store.close() }
      try await store.queueOne()
      // Leased by a dead process; this one has never read the content.
      try await store.write {
        try $0.execute(sql: "UPDATE job SET state = 'leased', token = 1, leased_until = 1, first_claimed_at = 1")
        try $0.execute(sql: "UPDATE content SET parts = 'no JSON'")
      }
      #expect(try await store.recover(now: .noon).waiting == 1)
      #expect(try await store.claimSuspect() == nil)
      #expect(try await store.jobs(state: .held).map(\.reason) == [.undecodable])
    }
  }
}
