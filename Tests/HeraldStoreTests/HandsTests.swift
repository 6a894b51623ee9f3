import Herald
import Testing

@testable import HeraldStore

/// What a person can do to single jobs, and what is refused.
@Suite struct HandsTests {
  /// Ends the next attempt of the only channel so.
  private func end(_ store: Store, _ outcome: Outcome, marked: Bool = false, at now: Instant = .noon) async throws {
    let lease = try #require(try await store.claimOne(at: now))
    if marked { #expect(try await store.mark(lease, at: now) == .open) }
    try await store.finish(lease, outcome, at: now)
  }

  @Test(arguments: StoreKind.allCases)
  func aFailedJobIsTriedAgainWithAllItsAttempts(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      try await end(store, .rejected(Failure("no", code: "550 5.1.1")))
      #expect(try await store.retryable() == [id])
      #expect(try await store.retryable(code: "550") == [id])
      #expect(try await store.retryable(code: "5.1.1") == [id])
      #expect(try await store.retryable(code: "421").isEmpty)
      #expect(try await store.retryable(channel: "y").isEmpty)
      try await store.retry([id], now: .noon + 10)
      let job = try await store.look(id).job
      #expect((job.state, job.attempts, job.due) == (.waiting, 0, .noon + 10))
      try await end(store, .sent(Receipt(id: "a")), at: .noon + 10)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aDoubtThatAPersonRetriesIsHeldAtTheSecondDoubt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      try await end(store, .uncertain(Failure("silence")), marked: true)
      #expect(try await store.look(id).job.reason == .uncertain)
      try await store.retry([id], now: .noon)
      #expect(try await !store.look(id).job.isInDoubt, "the person has decided")
      let lease = try #require(try await store.claimOne())
      try await store.finish(lease, .uncertain(Failure("silence")), policy: RetryPolicy(onUncertain: .retry))
      #expect(try await store.look(id).job.reason == .uncertain)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsSentOrWaitsIsNotRetried(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let why = "is waiting: only what failed or is held can be tried again"
      await #expect(throws: StoreProblem.jobRefuses(id, why: why)) { try await store.retry([id], now: .noon) }
      await #expect(throws: StoreProblem.noSuchJob(99)) { try await store.retry([99], now: .noon) }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func oneRefusalChangesNothing(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let failed = try await store.queueOne("Story 1")
      try await end(store, .rejected(Failure("no")))
      let waiting = try await store.queueOne("Story 2")
      await #expect(throws: StoreProblem.self) { try await store.retry([failed, waiting], now: .noon) }
      #expect(try await store.look(failed).job.state == .failed)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPartThatIsCancelledInHandTakesThoseBehindItAlong(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let jobs = try await store.queue(.market, postings: [.thread(["One.", "Two.", "Three."])], now: .noon).jobs
      let lease = try #require(try await store.claimOne())
      #expect(try await store.cancel([jobs[0].id], now: .noon).map(\.came) == [.asked])
      #expect(try await store.mark(lease) == .closed(.cancelled))
      try await store.finish(lease, .withheld(.cancelled))
      #expect(try await store.ledgers()["x"]?[.cancelled] == 3)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: [false, true])
  func soDoesOneWhoseAttemptWasDeferredOrWhoseProcessDied(_ dies: Bool) async throws {
    try await withStore(.memory) { store in
      let jobs = try await store.queue(.market, postings: [.thread(["One.", "Two."])], now: .noon).jobs
      let lease = try #require(try await store.claimOne())
      _ = try await store.cancel([jobs[0].id], now: .noon)
      if dies {
        _ = try await store.recover(now: .noon)
      } else {
        try await store.finish(lease, .deferred(Failure("busy")))
      }
      #expect(try await store.ledgers()["x"]?[.cancelled] == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCancelledThreadTakesItsPartsWithIt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let jobs = try await store.queue(.market, postings: [.thread(["One.", "Two.", "Three."])], now: .noon).jobs
      let came = try await store.cancel([jobs[1].id], now: .noon)
      #expect(came.map(\.job) == [jobs[1].id, jobs[2].id])
      #expect(try await store.look(jobs[0].id).job.state == .waiting)
      #expect(try await store.unsentBefore(came.map(\.job)) == [jobs[1].id: jobs[0].id])
      #expect(try await store.ledgers()["x"]?[.cancelled] == 2)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aJobThatRunsIsCancelledAtItsGate(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.cancel([id], now: .noon).map(\.came) == [.asked])
      #expect(try await store.mark(lease) == .closed(.cancelled))
      try await store.finish(lease, .withheld(.cancelled))
      #expect(try await store.look(id).job.state == .cancelled)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aJobPastItsGateIsCancelledTooLateAndNotTriedAgain(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      _ = try await store.mark(lease)
      #expect(try await store.cancel([id], now: .noon).map(\.came) == [.tooLate])
      try await store.finish(lease, .deferred(Failure("451")))
      #expect(try await store.look(id).job.state == .cancelled)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCancelledJobOfADeadProcessIsCancelledOrHeld(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let unmarked = try await store.queueOne("Story 1")
      _ = try await store.claimOne()
      let marked = try await store.queueOne("Story 2")
      _ = try await store.mark(#require(try await store.claimOne()))
      _ = try await store.cancel([unmarked, marked], now: .noon)
      #expect(try await store.recover(now: .noon).isNothing)
      #expect(try await store.look(unmarked).job.state == .cancelled)
      #expect(try await store.look(marked).job.reason == .uncertain)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatWaitsCanBeMoved(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      try await store.move([id], to: .noon + 3_600)
      #expect(try await store.claim().isEmpty)
      #expect(try await store.claim(at: .noon + 3_600).count == 1)
      await #expect(throws: StoreProblem.self) { try await store.move([id], to: .noon) }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPersonWhoKnowsMarksItSent(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      await #expect(throws: StoreProblem.self) {
        try await store.markSent([(id, Receipt(id: "seen"))], now: .noon)
      }
      try await end(store, .uncertain(Failure("silence")), marked: true)
      try await store.markSent([(id, Receipt(id: "seen"))], now: .noon + 5)
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == .sent)
      #expect(deliveries.map(\.ending) == [.uncertain, .sent])
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatWaitsForApprovalGoesOutWithItsHashAlone(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      var posting = try Posting.one()
      posting.needsApproval = true
      let id = try await store.queue(.dam, postings: [posting], now: .noon).jobs[0].id
      #expect(try await store.claim().isEmpty)
      let sha256 = posting.content.sha256.hex
      await #expect(throws: StoreProblem.noSuchContent(sha256: "0123456789")) {
        try await store.approve(sha256: "0123456789")
      }
      await #expect(throws: StoreProblem.noSuchContent(sha256: String(sha256.prefix(7)))) {
        try await store.approve(sha256: String(sha256.prefix(7)))
      }
      #expect(try await store.approve([id], sha256: String(sha256.prefix(12))) == [id])
      #expect(try await store.claim().count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditVoidsTheApproval(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      var posting = try Posting.one()
      posting.needsApproval = true
      let id = try await store.queue(.dam, postings: [posting], now: .noon).jobs[0].id
      _ = try await store.approve(sha256: posting.content.sha256.hex)
      let edited = try await store.edit(id, content: .post(["Another text."]), now: .noon)
      #expect(edited == Store.Edited(jobs: [id], revision: 2, needsApproval: true))
      #expect(try await store.look(id).job.reason == .approval)
      #expect(try await store.claim().isEmpty)
      let old = posting.content.sha256.hex
      await #expect(throws: StoreProblem.noSuchContent(sha256: old)) { try await store.approve(sha256: old) }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditLetsAFailedPostWaitAgainWithItsNewText(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      try await end(store, .rejected(Failure("too long")), marked: true)
      _ = try await store.edit(id, content: .post(["Shorter."]), now: .noon)
      let lease = try #require(try await store.claimOne())
      #expect(lease.message.text == "Shorter.")
      #expect(lease.message.key == MessageKey(job: id, revision: 2, part: 0))
      #expect(try await store.mark(lease, "new bytes") == .open)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aSentPartOfAThreadStaysAsItWas(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let jobs = try await store.queue(.market, postings: [.thread(["One.", "Two."])], now: .noon).jobs
      try await end(store, .sent(Receipt(id: "1")))
      await #expect(throws: StoreProblem.jobRefuses(jobs[0].id, why: "is sent: part 1 has to stay as it was")) {
        try await store.edit(jobs[1].id, content: .post(["Uno.", "Two!"]), now: .noon)
      }
      let edited = try await store.edit(jobs[1].id, content: .post(["One.", "Two!"]), now: .noon)
      #expect(edited.jobs == [jobs[1].id])
      #expect(try await store.claimOne()?.message.text == "Two!")
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatMayHaveBeenSentIsNotEdited(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      try await end(store, .uncertain(Failure("silence")), marked: true)
      await #expect(throws: StoreProblem.self) { try await store.edit(id, content: .post(["New."]), now: .noon) }
      #expect(try await store.look(id).job.revision == 1)
    }
  }
}
