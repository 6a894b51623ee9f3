import Herald
import Testing

@Suite struct RetryPolicyTests {
  static let now = Instant(microseconds: 1_764_000_000_000_000)

  /// A small generator with a seed (SplitMix64), so that a failure repeats.
  private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let table: [(Outcome, RetryPolicy.Next)] = [
    (.sent(Receipt(id: "r")), .sent(Receipt(id: "r"))),
    (.rejected(Failure("no")), .ended(.failed, .rejected)),
    (.blocked(Failure("token")), .waiting(until: nil, doubt: false)),
    (.deferred(Failure("later")), .waiting(until: now + 30, doubt: false)),
    (.deferred(Failure("later"), notBefore: now + 900), .waiting(until: now + 900, doubt: false)),
    (.deferred(Failure("later"), notBefore: now + 3), .waiting(until: now + 30, doubt: false)),
    (.uncertain(Failure("?")), .ended(.held, .uncertain)),
    (.withheld(.leaseLost), .nothing),
    (.withheld(.storeFailed), .nothing),
    (.withheld(.cancelled), .ended(.cancelled, nil)),
    (.withheld(.expired), .ended(.failed, .expired)),
    (.withheld(.unsubscribed), .ended(.skipped, .unsubscribed)),
    (.withheld(.changed), .ended(.held, .changed)),
  ]

  @Test(arguments: table)
  func everyOutcomeHasOneNext(_ outcome: Outcome, _ next: RetryPolicy.Next) {
    #expect(RetryPolicy().next(after: outcome, attempts: 0, doubts: 0, now: Self.now, random: 0.5) == next)
  }

  @Test func theReasonOfAnEndExplainsItsState() {
    for (_, next) in Self.table {
      if case .ended(let state, let reason?) = next { #expect(reason.state == state) }
    }
  }

  @Test func theLastAttemptFails() {
    let policy = RetryPolicy(maxAttempts: 3)
    let deferred = Outcome.deferred(Failure("later"))
    for attempts in 0...1 {
      guard case .waiting = policy.next(after: deferred, attempts: attempts, doubts: 0, now: Self.now, random: 0) else {
        Issue.record("attempt \(attempts + 1) of 3 was the last")
        return
      }
    }
    #expect(
      policy.next(after: deferred, attempts: 2, doubts: 0, now: Self.now, random: 0) == .ended(.failed, .exhausted))
    #expect(RetryPolicy(maxAttempts: 0).maxAttempts == 1)
  }

  @Test func aDoubtIsRepeatedOnceAndOnlyWhereThatIsWanted() {
    let doubt = Outcome.uncertain(Failure("?"))
    let policy = RetryPolicy(onUncertain: .retry)
    #expect(
      policy.next(after: doubt, attempts: 0, doubts: 0, now: Self.now, random: 0)
        == .waiting(until: Self.now + .minutes(15), doubt: true))
    #expect(policy.next(after: doubt, attempts: 1, doubts: 1, now: Self.now, random: 0) == .ended(.held, .uncertain))
  }

  @Test func aJobInDoubtWhoseAttemptsAreUsedUpIsHeld() {
    let policy = RetryPolicy(maxAttempts: 3)
    func next(_ outcome: Outcome, isInDoubt: Bool) -> RetryPolicy.Next {
      policy.next(after: outcome, attempts: 2, doubts: 0, isInDoubt: isInDoubt, now: Self.now, random: 0)
    }
    #expect(next(.repeatable(Failure("?")), isInDoubt: false) == .ended(.held, .uncertain))
    #expect(next(.deferred(Failure("451")), isInDoubt: true) == .ended(.held, .uncertain))
    #expect(next(.slowed(Failure("451")), isInDoubt: true) == .ended(.held, .uncertain))
    #expect(next(.deferred(Failure("451")), isInDoubt: false) == .ended(.failed, .exhausted))
    #expect(
      policy.next(after: .repeatable(Failure("?")), attempts: 0, doubts: 0, now: Self.now, random: 0)
        == .waiting(until: Self.now, doubt: false))
  }

  @Test func settlingTurnsADoubtIntoWhatItFoundAndNothingElse() {
    let doubt = Outcome.uncertain(Failure("?"))
    #expect(doubt.settled(by: .sent(Receipt(id: "r"))) == .sent(Receipt(id: "r")))
    #expect(doubt.settled(by: .absent) == .deferred(Failure("?")))
    #expect(doubt.settled(by: .repeatable) == .repeatable(Failure("?")))
    #expect(doubt.settled(by: .unknown(Failure("nobody knows"))) == .uncertain(Failure("?; nobody knows")))
    let sure = Outcome.rejected(Failure("no"))
    #expect(sure.settled(by: .sent(Receipt(id: "r"))) == sure)
  }

  @Test func theWaitGrowsWithFullJitterUpToItsCap() {
    var generator = SeededGenerator(state: 20_261_123)
    for _ in 0..<2_000 {
      let policy = RetryPolicy(base: 60, cap: 4_000)
      let attempts = Int.random(in: -3...100, using: &generator)
      let random = Double.random(in: 0..<1, using: &generator)
      let wait = policy.backoff(attempts: attempts, random: random)
      let bound = min(4_000, 60 * Double(1 << min(max(attempts, 0), 10)))
      #expect(wait >= 0)
      #expect(wait.value <= bound)
      #expect(abs(wait.value - bound * random) < 0.000_001)
    }
    #expect(RetryPolicy().backoff(attempts: .max, random: 0.999).value < 4_000)
  }
}
