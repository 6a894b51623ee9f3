import Herald
import Testing

@testable import HeraldStore

@Suite struct FinishTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let outcome: Outcome
    let state: JobState
    var reason: Reason?
    var attempts = 0
    var ending: Delivery.Ending

    var testDescription: String { "\(outcome) → \(state)" }
  }

  static let cases = [
    Case(outcome: .sent(Receipt(id: "r")), state: .sent, ending: .sent),
    Case(outcome: .deferred(Failure("later")), state: .waiting, attempts: 1, ending: .deferred),
    Case(outcome: .rejected(Failure("no")), state: .failed, reason: .rejected, ending: .rejected),
    Case(outcome: .blocked(Failure("token")), state: .waiting, ending: .blocked),
    Case(outcome: .uncertain(Failure("?")), state: .held, reason: .uncertain, attempts: 1, ending: .uncertain),
    Case(outcome: .withheld(.cancelled), state: .cancelled, ending: .withheld),
    Case(outcome: .withheld(.expired), state: .failed, reason: .expired, ending: .withheld),
    Case(outcome: .withheld(.unsubscribed), state: .skipped, reason: .unsubscribed, ending: .withheld),
    Case(outcome: .withheld(.changed), state: .held, reason: .changed, ending: .withheld),
  ]

  @Test(arguments: StoreKind.allCases, cases)
  func everyOutcomeMovesTheJobAndIsRecorded(_ kind: StoreKind, _ example: Case) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      #expect(try await store.finish(lease, example.outcome))
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == example.state)
      #expect(job.reason == example.reason)
      #expect(job.attempts == example.attempts)
      #expect(job.marked == nil)
      #expect(deliveries.map(\.ending) == [example.ending])
      #expect(deliveries.first?.receipt == example.outcome.receipt)
      #expect(deliveries.first?.failure == example.outcome.failure)
      // An attempt is recorded once.
      #expect(try await !store.finish(lease, example.outcome))
      #expect(try await store.look(id).deliveries.count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases, [GateClosure.leaseLost, .storeFailed])
  func whoLostTheLeaseWritesNothing(_ kind: StoreKind, _ closure: GateClosure) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await !store.finish(lease, .withheld(closure)))
      #expect(try await store.look(id).job.state == .leased)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theLastDeferralFailsAndCounts(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      var now = Instant.noon
      for _ in 1...3 {
        let lease = try #require(try await store.claimOne(at: now))
        try await store.finish(lease, .deferred(Failure("later")), policy: RetryPolicy(maxAttempts: 3), at: now)
        now = now + 7_200
      }
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == .failed)
      #expect(job.reason == .exhausted)
      #expect(job.attempts == 3)
      #expect(deliveries.count == 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aBlockedJobKeepsItsPlace(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne(at: .noon + 5))
      try await store.finish(lease, .blocked(Failure("token")), at: .noon + 5)
      #expect(try await store.look(id).job.due == .noon)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aDoubtIsTriedASecondTimeOnceWhenTheChannelSaysSo(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let policy = RetryPolicy(onUncertain: .retry)
      let first = try #require(try await store.claimOne())
      #expect(try await store.mark(first) == .open)
      try await store.finish(first, .uncertain(Failure("?")), policy: policy)
      #expect(try await store.look(id).job.doubts == 1)
      #expect(try await store.claim(at: .noon + Seconds(microseconds: 899_999_999)).isEmpty)
      let later = Instant.noon + .minutes(15)
      let second = try #require(try await store.claimOne(at: later))
      #expect(try await store.mark(second, at: later) == .open)
      try await store.finish(second, .uncertain(Failure("?")), policy: policy, at: later)
      let job = try await store.look(id).job
      #expect(job.state == .held)
      #expect(job.reason == .uncertain)
      #expect(job.attempts == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anUncertainAttemptThatSettlingFoundIsRecordedAsSent(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      // The delivery as the sender told it, the next step as settling told it.
      let delivery = Delivery(
        job: id, token: lease.token, started: .noon, marked: .noon, ended: .noon, ending: .uncertain,
        failure: Failure("?"))
      #expect(try await store.finish(lease, next: .sent(Receipt(id: "found")), delivery: delivery))
      #expect(try await store.look(id).deliveries.map(\.receipt) == [Receipt(id: "found")])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anAnswerThatCameAfterRecoveryEndsTheDoubt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      #expect(try await store.recover(onlyExpired: true, now: .noon + 61).inDoubt == 1)
      // Only a proof that it went out: a late refusal changes nothing.
      #expect(try await !store.finish(lease, .deferred(Failure("451")), at: .noon + 62))
      #expect(try await store.finish(lease, .sent(Receipt(id: "250")), at: .noon + 62))
      let (job, deliveries) = try await store.look(id)
      #expect(job.state == .sent)
      #expect(!job.isInDoubt)
      #expect(deliveries.map(\.ending) == [.sent])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aDeferralDoesNotEndTheDoubtOfAnEarlierAttempt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      _ = try await store.recover(now: .noon)
      let second = try #require(try await store.claimSuspect())
      #expect(second.job.isInDoubt)
      try await store.finish(second, .deferred(Failure("429")))
      #expect(try await store.look(id).job.isInDoubt)
      #expect(try await store.look(id).job.crashes == 0)
      let later = Instant.noon + 3_600
      let third = try #require(try await store.claimOne(at: later))
      try await store.finish(third, .sent(Receipt(id: "r")), at: later)
      #expect(try await !store.look(id).job.isInDoubt)
    }
  }
}
