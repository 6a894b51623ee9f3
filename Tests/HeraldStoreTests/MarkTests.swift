import Herald
import Testing

@testable import HeraldStore

@Suite struct MarkTests {
  @Test(arguments: StoreKind.allCases)
  func aMarkIsStoredWithItsBytesAndNote(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      let job = try await store.look(id).job
      #expect(job.marked == .noon)
      #expect(job.wireSHA256 == SHA256Digest(of: "bytes"))
      #expect(job.note == "note")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theGateOpensOncePerLease(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      #expect(try await store.mark(lease) == .closed(.leaseLost))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theGateStaysShutAfterTheLeaseHasEnded(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease, at: .noon + 60) == .closed(.leaseLost))
      #expect(try await store.mark(lease, at: .noon + 59) == .open)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theGateStaysShutForACancelledJob(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      try await store.write { try $0.execute(sql: "UPDATE job SET cancel_asked = 1") }
      #expect(try await store.mark(lease) == .closed(.cancelled))
      #expect(try await store.finish(lease, .withheld(.cancelled)))
      #expect(try await store.look(id).job.state == .cancelled)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theGateStaysShutForAnExpiredEdition(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly(expiresAfter: 30))
      let lease = try #require(try await store.claimOne(channel: "mail"))
      #expect(try await store.mark(lease, at: .noon + 30) == .closed(.expired))
      #expect(try await store.finish(lease, .withheld(.expired)))
      let job = try await store.look(lease.job.id).job
      #expect(job.state == .failed)
      #expect(job.reason == .expired)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theGateStaysShutForAReaderWhoLeft(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      let lease = try #require(try await store.claimOne(channel: "mail"))
      #expect(try await store.unsubscribe(EmailAddress("ANN@mail.example"), from: "readers", now: .noon))
      #expect(try await store.mark(lease) == .closed(.unsubscribed))
      #expect(try await store.finish(lease, .withheld(.unsubscribed)))
      let job = try await store.look(lease.job.id).job
      #expect(job.state == .skipped)
      #expect(job.reason == .unsubscribed)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theGateStaysShutWhenTheBytesDiffer(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let first = try #require(try await store.claimOne())
      #expect(try await store.mark(first, "bytes") == .open)
      try await store.finish(first, .deferred(Failure("451")))
      let later = Instant.noon + 3_600
      let second = try #require(try await store.claimOne(at: later))
      #expect(try await store.mark(second, "other bytes", at: later) == .closed(.changed))
      #expect(try await store.finish(second, .withheld(.changed), at: later))
      #expect(try await store.look(id).job.state == .held)
      #expect(try await store.look(id).job.reason == .changed)
    }
  }
}
