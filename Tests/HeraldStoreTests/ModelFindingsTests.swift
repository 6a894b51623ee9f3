import Herald
import Testing

@testable import HeraldStore

/// What the model of the queue found, each as a life of its own.
@Suite struct ModelFindingsTests {
  /// Settling took longer than the lease: recovery takes it while nothing was marked, so no delivery bears its token yet.
  @Test(arguments: StoreKind.allCases)
  func whatSettlingFindsAfterItsLeaseIsRecordedToo(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let first = try #require(try await store.claimOne())
      #expect(try await store.mark(first) == .open)
      _ = try await store.recover(now: .noon)
      let second = try #require(try await store.claimSuspect())
      #expect(try await store.recover(onlyExpired: true, now: .noon + 61).waiting == 1)
      #expect(try await store.finish(second, .sent(Receipt(id: "found")), at: .noon + 62))
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == .sent)
      #expect(deliveries.map(\.ending) == [.uncertain, .sent])
    }
  }

  /// An attempt passed the gate and died; the next died before its gate, after a person had asked to cancel the job.
  @Test(arguments: StoreKind.allCases)
  func aCancelledJobThatMayBeOutIsHeldNotCancelled(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let first = try #require(try await store.claimOne())
      #expect(try await store.mark(first) == .open)
      _ = try await store.recover(now: .noon)
      _ = try #require(try await store.claimSuspect())
      try await store.write { try $0.execute(sql: "UPDATE job SET cancel_asked = 1") }
      _ = try await store.recover(now: .noon)
      let job = try await store.look(id).job
      #expect(job.state == .held)
      #expect(job.reason == .uncertain)
    }
  }
}
