import Herald
import HeraldStore
import Logging
import Synchronization

/// Claims the due jobs of one channel and keeps up to `concurrency` attempts going. A slow channel delays no other.
///
/// An attempt makes room for the next when its outcome is known; the record of it rides the next commit, which the next
/// mark brings along. After one that was sent the next lease is begun with at once; whatever else happens takes a turn of
/// the loop. How much may go when says ``ChannelFlow``.
final class ClaimLoop: Sendable {
  let channel: Channel
  let flow: ChannelFlow
  let store: Store
  let surroundings: Surroundings
  let mode: WorkMode
  let stop: StopSign
  let solo: Solo
  let log: Logger
  /// Called when an outcome is on the disk, from the store's thread.
  let report: @Sendable (Lease, Attempt.Result) -> Void

  init(
    channel: Channel, flow: ChannelFlow, store: Store, surroundings: Surroundings, mode: WorkMode, stop: StopSign,
    solo: Solo, log: Logger, report: @escaping @Sendable (Lease, Attempt.Result) -> Void
  ) {
    self.channel = channel
    self.flow = flow
    self.store = store
    self.surroundings = surroundings
    self.mode = mode
    self.stop = stop
    self.solo = solo
    self.log = log
    self.report = report
  }

  enum Event: Sendable {
    case ended(Outcome?, destination: String, generation: Int)
    /// What was claimed, the places to go on from, and when the next permit comes, where one is waited for.
    case claimed([Lease], QueuePlaces?, permit: Instant?)
    /// The disk is too full to begin anything.
    case noRoom(Failure)
    /// Time to look for work that became due meanwhile.
    case tick
    /// Something that was waited for may go now.
    case wake
  }

  /// What is going on at a moment.
  struct Hands {
    var running = 0
    var isClaiming = false
    var isTicking = false
    var isWaking = false
    /// The last claim found nothing.
    var isIdle = false
    /// Nothing was due a moment ago: a look costs less than a claim.
    var mustLook = true
    /// Where claims around slow destinations have got to.
    var places = QueuePlaces()
    /// The rates allow nothing before.
    var permit: Instant?
    var noRoom: Failure?
    /// It was said that the disk is full, and it still was at the last look.
    var knowsNoRoom = false
  }

  /// A drain waits this long at most for a channel that is closed, or for a permit; default 10 seconds.
  static let patience: Seconds = 10

  private func standstill(_ hands: Hands, now: Instant) -> Standstill? {
    if let failure = hands.noRoom { return Standstill(.blocked, failure, until: nil) }
    if case .closed(let closing) = flow.standing(at: now) {
      return Standstill(.blocked, closing.failure, until: closing.until)
    }
    guard let permit = hands.permit, permit > now else { return nil }
    let rates = channel.limits.rates.map(\.description).joined(separator: ", ")
    return Standstill(.rate, Failure("its rate of \(rates) is used up"), until: permit)
  }

  /// Returns when asked to stop, or when draining and nothing is due. Answers what keeps the channel from going on, if
  /// something does. Throws what the store throws, once the attempts under way have ended: what they came to goes to the
  /// outcome journal.
  func run() async throws -> Standstill? {
    let trouble = Trouble(stop)
    let ready = ReadyLeases()
    return try await withThrowingTaskGroup(of: Event.self) { group in
      var hands = Hands()
      while true {
        if !stop.isUp { surroundings.beat(channel.name) }
        if let problem = trouble.problem, hands.running == 0, !hands.isClaiming { throw problem }
        let now = surroundings.now()
        let standstill = standstill(hands, now: now)
        if stop.isUp || standstill?.cause == .blocked {
          await giveBack(&hands, ready, trouble) { _ in true }
        } else {
          claim(&hands, ready, standstill, now: now, in: &group, trouble)
        }
        while hands.running < channel.concurrency, solo.enter() {
          guard let lease = ready.begin() else {
            solo.leave()
            break
          }
          hands.running += 1
          group.addTask { [self] in await attempts(from: lease, ready, trouble) }
        }
        // With few left and none on their way the loop has to claim first.
        let isFree = standstill == nil && channel.limits.isNone
        ready.reserve(!isFree ? .max : hands.isClaiming ? 0 : channel.concurrency)
        // A drain does not wait for a channel to open again.
        let isStuck =
          mode == .drain && standstill.map { $0.until.map { $0 - now > Self.patience } ?? true } == true
        if hands.running == 0, !hands.isClaiming, trouble.problem == nil,
          stop.isUp || (mode == .drain && ready.count == 0 && (hands.isIdle || isStuck))
        {
          // What was recorded in passing may be due again.
          try await store.flush()
          if let problem = trouble.problem { throw problem }
          if stop.isUp || isStuck { return end(&group, standstill) }
          guard
            case .claimed(let left, _, let permit) = try await look(order(room: 1, hands, ready, now: now), first: true),
            !left.isEmpty
          else { return end(&group, nil) }
          ready.add(left)
          hands.permit = permit
          continue
        }
        sleep(&hands, standstill, now: now, in: &group)
        switch try await group.next() {
        case .ended(let outcome, let destination, let generation):
          solo.leave()
          ready.end(destination)
          hands.running -= 1
          hands.isIdle = false
          await learn(outcome, destination, generation: generation, &hands, ready, trouble)
        case .claimed(let leases, let places, let permit):
          hands.isClaiming = false
          hands.isIdle = leases.isEmpty && permit == nil
          hands.mustLook = leases.isEmpty
          hands.permit = permit
          hands.places = places ?? QueuePlaces()
          if !leases.isEmpty { hands.knowsNoRoom = false }
          ready.add(leases)
        case .noRoom(let failure):
          hands.isClaiming = false
          if !hands.knowsNoRoom {
            log.error("no room", metadata: ["channel": "\(channel.name)", "failure": "\(failure)"])
          }
          hands.knowsNoRoom = true
          hands.noRoom = failure
        case .tick:
          hands.isTicking = false
          hands.isIdle = false
          hands.noRoom = nil
          hands.places = QueuePlaces()
          do { try await flow.heedResuming() } catch { trouble.note(error) }
        case .wake: hands.isWaking = false
        case nil: break
        }
      }
    }
  }

  private func end(
    _ group: inout ThrowingTaskGroup<Event, any Error>, _ standstill: Standstill?
  ) -> Standstill? {
    group.cancelAll()
    return mode == .drain || standstill?.cause == .blocked ? standstill : nil
  }

  /// Until the next pulse, and until what is waited for when that is sooner.
  private func sleep(
    _ hands: inout Hands, _ standstill: Standstill?, now: Instant, in group: inout ThrowingTaskGroup<Event, any Error>
  ) {
    guard !stop.isUp else { return }
    if !hands.isTicking {
      hands.isTicking = true
      group.addTask { [stop, surroundings] in
        try await stop.sleep(surroundings.pulse)
        return .tick
      }
    }
    guard !hands.isWaking, let until = standstill?.until else { return }
    let left = Duration.microseconds(max(1_000, (until - now).microseconds))
    guard left < surroundings.pulse else { return }
    hands.isWaking = true
    group.addTask { [stop] in
      try await stop.sleep(left)
      return .wake
    }
  }

  /// What an attempt's end says of the channel and of its destination.
  private func learn(
    _ outcome: Outcome?, _ destination: String, generation: Int, _ hands: inout Hands, _ ready: ReadyLeases,
    _ trouble: Trouble
  ) async {
    guard let outcome else { return }
    if case .withheld(.paused) = outcome { await giveBack(&hands, ready, trouble) { _ in true } }
    do {
      guard try await flow.note(outcome, to: destination, generation: generation) else { return }
    } catch {
      return trouble.note(error)
    }
    hands.places = QueuePlaces()
    if case .slowed = outcome { await giveBack(&hands, ready, trouble) { $0.job.destination == destination } }
  }

  /// One attempt after the other, until one ends otherwise than sent or something calls for a turn of the loop.
  private func attempts(from first: Lease, _ ready: ReadyLeases, _ trouble: Trouble) async -> Event {
    var lease = first
    while true {
      let destination = lease.job.destination
      let generation = flow.generation(of: destination)
      let outcome = await attempt(lease, trouble)
      guard case .sent = outcome, !stop.isUp, surroundings.isSettled, flow.noteSent(to: destination),
        solo.mayGoOn, let next = ready.next(after: destination)
      else { return .ended(outcome, destination: destination, generation: generation) }
      lease = next
    }
  }

  /// Nil when the store failed.
  private func attempt(_ lease: Lease, _ trouble: Trouble) async -> Outcome? {
    let attempt = Attempt(
      lease: lease, channel: channel, store: store, surroundings: surroundings, stop: stop, judge: flow.judged)
    do {
      let ended = try await attempt.make()
      attempt.record(ended) { [report] recorded in
        switch recorded {
        case .success(let result): report(attempt.lease, result)
        case .failure(let problem): trouble.note(problem)
        }
      }
      return ended.result.outcome
    } catch {
      trouble.note(error)
      return nil
    }
  }
}
