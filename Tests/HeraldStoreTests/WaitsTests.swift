import Herald
import HeraldStore
import Testing

/// A part never waits silently behind one that will not be sent.
@Suite struct WaitsTests {
  @Test(arguments: StoreKind.allCases)
  func everyPartNamesTheFirstThatIsNotSent(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let ids = try await store.queue(.dam, postings: [.thread(["One.", "Two.", "Three."])], now: .noon).jobs.map(\.id)
      let before = try await store.waits(of: store.jobs())
      #expect(before[ids[0]] == nil)
      #expect(before[ids[1]]?.job == ids[0])
      #expect(before[ids[2]]?.job == ids[0])
      #expect(before[ids[2]]?.needsPerson == false)
      #expect(try await store.stoppedThreads().isEmpty)

      let lease = try #require(try await store.claimOne())
      try await store.finish(lease, .sent(Receipt(id: "1")))
      let after = try await store.waits(of: store.jobs())
      #expect(after[ids[1]] == nil)
      #expect(after[ids[2]]?.job == ids[1])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPartThatFailedIsNamedWithAllThatWaitBehindIt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let ids = try await store.queue(.dam, postings: [.thread(["One.", "Two.", "Three."])], now: .noon).jobs.map(\.id)
      let lease = try #require(try await store.claimOne())
      try await store.finish(lease, .rejected(Failure("too rude")))
      let waits = try await store.waits(of: store.jobs())
      #expect(waits[ids[2]]?.job == ids[0])
      #expect(waits[ids[2]]?.state == .failed)
      #expect(waits[ids[2]]?.reason == .rejected)
      #expect(waits[ids[2]]?.needsPerson == true)
      let stopped = try await store.stoppedThreads()
      #expect(stopped.map(\.at.job) == [ids[0]])
      #expect(stopped.map(\.parts) == [2])
      #expect(try await store.claimOne() == nil)
    }
  }
}
