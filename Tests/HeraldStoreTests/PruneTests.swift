import Herald
import Testing

@testable import HeraldStore

@Suite struct PruneTests {
  private func send(_ count: Int, _ store: Store, at now: Instant) async throws {
    for lease in try await store.claim(count, channel: "mail", at: now) {
      _ = try await store.mark(lease, at: now)
      try await store.finish(lease, .sent(Receipt(id: "\(lease.job.id)")), at: now)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func finishedMailsFoldIntoTheTotalsOfTheirEdition(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      try await send(3, store, at: .noon)
      let before = try await store.ledgers()
      // The last job stays, so that its number is not given again.
      let last = try await store.queueOne()
      #expect(try await store.prune(before: .noon) == Store.Pruned())
      #expect(try await store.prune(before: .noon + 1, isDryRun: true) == Store.Pruned(editions: 1, mails: 3))
      #expect(try await store.jobs(channel: "mail").count == 3)
      #expect(try await store.prune(before: .noon + 1) == Store.Pruned(editions: 1, mails: 3))
      #expect(try await store.jobs(channel: "mail").isEmpty)
      #expect(try await store.ledgers()["mail"] == before["mail"])
      #expect(try await store.audit() == [])
      #expect(try await store.queueOne("Another") == last + 1)
      #expect(try await store.prune(before: .noon + 1) == Store.Pruned())
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditionThatIsNotThroughStaysWhole(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      try await send(2, store, at: .noon)
      #expect(try await store.prune(before: .noon + 100) == Store.Pruned())
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theLastNumberIsNeverGivenTwice(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      try await send(3, store, at: .noon)
      #expect(try await store.prune(before: .noon + 1, isDryRun: true) == Store.Pruned(editions: 1, mails: 2))
      #expect(try await store.prune(before: .noon + 1) == Store.Pruned(editions: 1, mails: 2))
      #expect(try await store.prune(before: .noon + 1, isDryRun: true) == Store.Pruned(), "the last stays for ever")
      #expect(try await store.audit() == [])
      #expect(try await store.queueOne() == 4)
    }
  }
}
