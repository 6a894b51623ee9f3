import Herald
import HeraldStore
import Synchronization

/// One attempt at one leased job. Lines 5 to 8 of the walk, in order.
///
/// A reference, because it is handed from task to task and a lease is large.
final class Attempt: Sendable {
  let lease: Lease
  let channel: Channel
  let store: Store
  let surroundings: Surroundings
  let stop: StopSign
  /// What the outcome means beside those before it.
  let judge: @Sendable (Outcome) -> Outcome

  init(
    lease: Lease, channel: Channel, store: Store, surroundings: Surroundings, stop: StopSign,
    judge: @escaping @Sendable (Outcome) -> Outcome
  ) {
    self.lease = lease
    self.channel = channel
    self.store = store
    self.surroundings = surroundings
    self.stop = stop
    self.judge = judge
  }

  /// What the attempt came to, and what follows.
  struct Result: Sendable {
    let outcome: Outcome
    let next: RetryPolicy.Next
  }

  /// Settle or send, decide, record. Throws only what the store throws; then nothing may be sent any more.
  func run() async throws -> Result {
    let ended = try await make()
    let isRecorded = try await store.finish(
      lease, next: ended.result.next, delivery: ended.delivery, isQuestion: ended.isQuestion)
    if isRecorded { return ended.result }
    // A lease that ran out in our own hands is given back; one that another process took is not ours to give.
    try await store.release([lease])
    return Result(outcome: ended.result.outcome, next: .nothing)
  }

  /// An attempt that was made and is still to be recorded.
  struct Ended: Sendable {
    let result: Result
    let delivery: Delivery
    /// It only asked what became of an earlier attempt, and learnt nothing.
    let isQuestion: Bool
  }

  /// Settle or send, and decide.
  func make() async throws -> Ended {
    let started = surroundings.now()
    let mark = MarkRecord()
    let (outcome, isQuestion): (Outcome, Bool)
    do {
      store.expectMark()
      defer { store.expectNoMark() }
      let (found, asked) = try await makeOutcome(mark)
      (outcome, isQuestion) = (judge(found), asked)
    }
    if let problem = mark.problem { throw problem }

    let now = surroundings.now()
    let decided = channel.retry.next(
      after: outcome, attempts: lease.job.attempts, doubts: lease.job.doubts, isInDoubt: lease.job.isInDoubt, now: now,
      random: surroundings.random())
    // What the end of this process cut short before its gate spends no attempt.
    let isCutShort = stop.isGateShut && mark.instant == nil && Delivery.Ending(outcome) == .deferred
    let next = isCutShort ? .nothing : decided
    return Ended(
      result: Result(outcome: outcome, next: next),
      delivery: Delivery(
        job: lease.job.id, token: lease.token, started: started, marked: mark.instant, ended: now,
        ending: Delivery.Ending(outcome), receipt: outcome.receipt, failure: outcome.failure),
      isQuestion: isQuestion)
  }

  /// Records what was made with the next commit, without waiting for it. `recorded` is called then, from the store's
  /// thread.
  func record(_ ended: Ended, recorded: @escaping @Sendable (Swift.Result<Attempt.Result, any Error>) -> Void) {
    store.finishSoon(
      lease, next: ended.result.next, delivery: ended.delivery, isQuestion: ended.isQuestion
    ) { [store, lease] written in
      switch written {
      case .success(true): recorded(.success(ended.result))
      case .success(false):
        // A lease that ran out in our own hands is given back; one that another process took is not ours to give.
        store.releaseSoon(lease)
        recorded(.success(Result(outcome: ended.result.outcome, next: .nothing)))
      case .failure(let problem): recorded(.failure(problem))
      }
    }
  }

  private func makeOutcome(_ mark: MarkRecord) async throws -> (Outcome, isQuestion: Bool) {
    // While a doubt stays, so does what its attempt noted: how long a repeat is harmless counts from there.
    var note: String?
    if lease.job.isInDoubt {
      let doubt = Outcome.uncertain(Failure("an earlier attempt passed the gate and its end was not recorded"))
      let settlement = try await settle(note: lease.job.note)
      switch settlement {
      case .absent: break
      case .repeatable: note = lease.job.note
      case .sent, .unknown:
        let outcome = doubt.settled(by: settlement)
        return (outcome, Delivery.Ending(outcome) == .uncertain)
      }
    }
    let outcome = await channel.sender.send(lease.message, gate: gate(mark, note: note))
    guard case .uncertain = outcome, !stop.isHalted else { return (outcome, false) }
    return (outcome.settled(by: try await settle(note: mark.note)), false)
  }

  private func settle(note: String?) async throws -> Settlement {
    let settlement = await channel.sender.settle(lease.message, note: note)
    // Two jobs may say the same, and what a sender finds there by its text may be the other's.
    guard case .sent(let receipt) = settlement, let other = try await store.job(with: receipt, besides: lease.job)
    else {
      return settlement
    }
    return .unknown(Failure("what \(channel.name) shows is job \(other): look there whether this one stands beside it"))
  }

  /// - Parameter kept: what an earlier attempt noted; stays instead of what this one notes.
  private func gate(_ mark: MarkRecord, note kept: String?) -> Gate {
    Gate { [self] wire, note in
      let note = kept ?? note
      if stop.isGateShut { return .closed(.stopping) }
      let now = surroundings.now()
      // A process that was stopped between its mark and its first byte may wake when another has the job.
      let deadline = ContinuousClock.now + .microseconds(surroundings.leaseTime.microseconds)
      do {
        let answer = try await store.mark(
          lease, wire: wire, note: note, until: now + surroundings.leaseTime, now: now)
        if answer == .open {
          mark.passed(at: now, note: note)
          if ContinuousClock.now > deadline { return .closed(.leaseLost) }
        }
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
  private struct State {
    var instant: Instant?
    var note: String?
    var problem: (any Error)?
  }

  private let state = Mutex(State())

  var instant: Instant? { state.withLock { $0.instant } }
  var note: String? { state.withLock { $0.note } }
  /// The store could not write the mark.
  var problem: (any Error)? { state.withLock { $0.problem } }

  func passed(at instant: Instant, note: String?) {
    state.withLock { ($0.instant, $0.note) = (instant, note) }
  }
  func failed(_ problem: any Error) { state.withLock { $0.problem = problem } }
}

/// What a worker takes from outside, so that tests can bring their own.
public struct Surroundings: Sendable {
  public var now: @Sendable () -> Instant
  /// 0 ..< 1.
  public var random: @Sendable () -> Double
  /// How long a claim and a mark hold a job; default 40 seconds. The heartbeat extends it four times in that time, so
  /// that what a dead process held is taken back within a minute.
  public var leaseTime: Seconds
  /// How often an idle worker looks for new work; default 1 second.
  public var pulse: Duration
  /// When a channel closes by itself, and for how long.
  public var closing: ClosingPolicy
  /// How long what is in hand may still pass its gate after the worker was told to stop; default 30 seconds.
  public var grace: Duration
  /// The thread that attempts run on; default the shared pool. The one that carries the transfers saves every message
  /// some switches of threads.
  public var executor: (any TaskExecutor)?
  /// Called by each claim loop, with its channel's name, once in a turn.
  public var beat: @Sendable (String) -> Void = { _ in }
  /// What `now` reads, where the wall clock may be set while the worker works; default nil: `now` is believed.
  public var clock: SteadyClock?

  public init(
    now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> Double,
    leaseTime: Seconds = 40, pulse: Duration = .seconds(1), closing: ClosingPolicy = ClosingPolicy(),
    grace: Duration = .seconds(30), executor: (any TaskExecutor)? = nil
  ) {
    self.now = now
    self.random = random
    self.leaseTime = leaseTime
    self.pulse = pulse
    self.closing = closing
    self.grace = grace
    self.executor = executor
  }

  /// False while the clock has jumped and is not believed: nothing new begins.
  var isSettled: Bool { clock?.isSettled ?? true }
}
