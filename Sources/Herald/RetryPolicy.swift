/// Decides what follows an outcome. Pure: the clock and the dice come in as arguments.
///
/// | outcome | next |
/// | --- | --- |
/// | sent | `sent` |
/// | deferred, attempts left | waits for a random part of `base` × 2ⁿ, at most `cap` (full jitter), never before the far side's own time |
/// | slowed | as deferred; its destination slows |
/// | deferred or slowed, none left | `failed (exhausted)`; `held (uncertain)` when an earlier attempt is in doubt |
/// | repeatable | as deferred, and stays in doubt |
/// | rejected | `failed (rejected)` |
/// | blocked, unreachable, busy | waits, nothing spent, its due time stays; the channel closes (``ClosingPolicy``) |
/// | uncertain (settling found nothing out) | `onUncertain`: one second try after `doubtWait`, or `held (uncertain)` |
/// | withheld | what closed the gate: `cancelled`, `failed (expired)`, `skipped (unsubscribed)`, `held (changed)` |
public struct RetryPolicy: Hashable, Sendable {
  /// What to do with a message that may have arrived and that nobody can ask about.
  public enum OnUncertain: String, Sendable, Codable, CaseIterable { case retry, hold }

  /// The first wait's upper bound; default 60 seconds.
  public var base: Seconds
  /// The longest wait; default 4,000 seconds, as Postfix.
  public var cap: Seconds
  /// Attempts in all before `failed (exhausted)`; default 12, at least 1.
  public var maxAttempts: Int
  /// Default `hold`: nothing is sent twice unless the newsroom says so.
  public var onUncertain: OnUncertain
  /// Longer than any server keeps a transaction open (RFC 5321 4.5.3.2.6: 10 minutes); default 15 minutes.
  public var doubtWait: Seconds

  public init(
    base: Seconds = 60, cap: Seconds = 4_000, maxAttempts: Int = 12, onUncertain: OnUncertain = .hold,
    doubtWait: Seconds = .minutes(15)
  ) {
    self.base = base
    self.cap = cap
    self.maxAttempts = max(1, maxAttempts)
    self.onUncertain = onUncertain
    self.doubtWait = doubtWait
  }

  /// What the store writes when an attempt is finished.
  public enum Next: Hashable, Sendable {
    case sent(Receipt)
    /// `until` nil: its due time stays, so it keeps its place.
    case waiting(until: Instant?, doubt: Bool)
    case ended(JobState, Reason?)
    /// Another process has the job: write nothing.
    case nothing
  }

  /// - Parameters:
  ///   - attempts: recorded attempts before this one.
  ///   - doubts: second tries already made after a doubt.
  ///   - isInDoubt: an earlier attempt may have arrived.
  ///   - random: 0 ..< 1; asked for only when the job waits.
  public func next(
    after outcome: Outcome, attempts: Int, doubts: Int, isInDoubt: Bool = false, now: Instant,
    random: @autoclosure () -> Double
  ) -> Next {
    switch outcome {
    case .sent(let receipt): .sent(receipt)
    case .rejected: .ended(.failed, .rejected)
    case .blocked, .unreachable, .busy: .waiting(until: nil, doubt: false)
    case .deferred(_, let notBefore):
      again(attempts: attempts, isInDoubt: isInDoubt, notBefore: notBefore, now: now, random: random())
    case .slowed: again(attempts: attempts, isInDoubt: isInDoubt, now: now, random: random())
    case .repeatable: again(attempts: attempts, isInDoubt: true, now: now, random: random())
    case .withheld(let closure): ended(by: closure, now: now)
    case .uncertain:
      onUncertain == .retry && doubts == 0
        ? .waiting(until: now + doubtWait, doubt: true) : .ended(.held, .uncertain)
    }
  }

  /// The wait before attempt `attempts` + 1, with full jitter: 0 to `base` × 2^attempts, at most `cap`.
  public func backoff(attempts: Int, random: Double) -> Seconds {
    let bound = base.value * Double(1 << min(max(attempts, 0), 30))
    return Seconds(min(bound, cap.value) * random)
  }

  private func again(
    attempts: Int, isInDoubt: Bool, notBefore: Instant? = nil, now: Instant, random: @autoclosure () -> Double
  ) -> Next {
    guard attempts + 1 < maxAttempts else {
      return isInDoubt ? .ended(.held, .uncertain) : .ended(.failed, .exhausted)
    }
    let due = now + backoff(attempts: attempts, random: random())
    return .waiting(until: max(due, notBefore ?? due), doubt: false)
  }

  private func ended(by closure: GateClosure, now: Instant) -> Next {
    switch closure {
    case .leaseLost, .storeFailed, .stopping, .paused: .nothing
    case .cancelled: .ended(.cancelled, nil)
    case .expired: .ended(.failed, .expired)
    case .unsubscribed: .ended(.skipped, .unsubscribed)
    case .changed: .ended(.held, .changed)
    }
  }
}
