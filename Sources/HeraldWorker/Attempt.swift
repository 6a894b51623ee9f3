import Herald
import HeraldStore
import Synchronization

/// One attempt at one leased job: settle or send, decide, record. Lines 5 to 8 of the walk, in order.
struct Attempt: Sendable {
  let lease: Lease
  let channel: Channel
  let store: Store
  let surroundings: Surroundings

  /// What the attempt came to, and what follows.
  struct Result: Sendable {
    let outcome: Outcome
    let next: RetryPolicy.Next
  }

  /// Throws only what the store throws; then nothing may be sent any more.
  func run() async throws -> Result {
    let started = surroundings.now()
    let mark = MarkRecord()
    let outcome = await makeOutcome(mark)
    if let problem = mark.problem { throw problem }

    let ended = surroundings.now()
    let next = channel.retry.next(
      after: outcome, attempts: lease.job.attempts, doubts: lease.job.doubts, now: ended,
      random: surroundings.random())
    let delivery = Delivery(
      job: lease.job.id, token: lease.token, started: started, marked: mark.instant, ended: ended,
      ending: Delivery.Ending(outcome), receipt: outcome.receipt, failure: outcome.failure)
    if try await store.finish(lease, next: next, delivery: delivery) { return Result(outcome: outcome, next: next) }
    // A lease that ran out in our own hands is given back; one that another process took is not ours to give.
    try await store.release([lease])
    return Result(outcome: outcome, next: .nothing)
  }

  private func makeOutcome(_ mark: MarkRecord) async -> Outcome {
    if lease.job.isInDoubt {
      let doubt = Outcome.uncertain(Failure("an earlier attempt passed the gate and its end was not recorded"))
      let settlement = await channel.sender.settle(lease.message, note: lease.job.note)
      // Provably absent: this attempt may send it.
      if settlement != .absent { return doubt.settled(by: settlement) }
    }
    let outcome = await channel.sender.send(lease.message, gate: gate(mark))
    guard case .uncertain = outcome else { return outcome }
    return outcome.settled(by: await channel.sender.settle(lease.message, note: mark.note))
  }

  private func gate(_ mark: MarkRecord) -> Gate {
    Gate { wire, note in
      let now = surroundings.now()
      do {
        let answer = try await store.mark(
          lease, wire: wire, note: note, until: now + surroundings.leaseTime, now: now)
        if answer == .open { mark.passed(at: now, note: note) }
        return answer
      } catch {
        mark.failed(error)
        return .closed(.storeFailed)
      }
    }
  }
}

/// What the gate of one attempt did.
private final class MarkRecord: Sendable {
  private let state = Mutex<(instant: Instant?, note: String?, problem: (any Error)?)>((nil, nil, nil))

  var instant: Instant? { state.withLock { $0.instant } }
  var note: String? { state.withLock { $0.note } }
  /// The store could not write the mark.
  var problem: (any Error)? { state.withLock { $0.problem } }

  func passed(at instant: Instant, note: String?) { state.withLock { $0 = (instant, note, nil) } }
  func failed(_ problem: any Error) { state.withLock { $0.problem = problem } }
}

/// What a worker takes from outside, so that tests can bring their own.
public struct Surroundings: Sendable {
  public var now: @Sendable () -> Instant
  /// 0 ..< 1.
  public var random: @Sendable () -> Double
  /// How long a claim and a mark hold a job; default 20 minutes, longer than the longest attempt.
  public var leaseTime: Seconds
  /// How often an idle worker looks for new work; default 1 second.
  public var pulse: Duration
  /// How long a blocked channel pauses before one job probes it; default 60 seconds.
  public var pause: Duration

  public init(
    now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> Double,
    leaseTime: Seconds = .minutes(20), pulse: Duration = .seconds(1), pause: Duration = .seconds(60)
  ) {
    self.now = now
    self.random = random
    self.leaseTime = leaseTime
    self.pulse = pulse
    self.pause = pause
  }
}
