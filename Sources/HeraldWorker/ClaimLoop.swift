import Herald
import HeraldStore
import Logging
import Synchronization

/// Claims the due jobs of one channel and keeps up to `concurrency` attempts going. A slow channel delays no other.
///
/// An attempt leaves its slot when its outcome is known; the record of it rides the next commit, which the next mark
/// brings along.
final class ClaimLoop: Sendable {
  let channel: Channel
  let store: Store
  let surroundings: Surroundings
  let mode: WorkMode
  let stop: StopSign
  let solo: Solo
  let log: Logger
  /// Called when an outcome is on the disk, from the store's thread.
  let report: @Sendable (Lease, Attempt.Result) -> Void

  init(
    channel: Channel, store: Store, surroundings: Surroundings, mode: WorkMode, stop: StopSign, solo: Solo, log: Logger,
    report: @escaping @Sendable (Lease, Attempt.Result) -> Void
  ) {
    self.channel = channel
    self.store = store
    self.surroundings = surroundings
    self.mode = mode
    self.stop = stop
    self.solo = solo
    self.log = log
    self.report = report
  }

  private enum Event: Sendable {
    case ended(Outcome?)
    case claimed([Lease])
    /// The disk is too full to begin anything.
    case noRoom(Failure)
    /// Time to look for work that became due meanwhile.
    case tick
  }

  /// What is going on at a moment.
  private struct Hands {
    var ready: ArraySlice<Lease> = []
    var running = 0
    var isClaiming = false
    var isTicking = false
    /// The last claim found nothing.
    var isIdle = false
    /// Nothing was due a moment ago: a look costs less than a claim.
    var mustLook = true
    var block: Block?
    /// It was said that the disk is full, and it still was at the last look.
    var knowsNoRoom = false

    /// A drain does not wait for a channel to open again.
    func isBlocked(_ mode: WorkMode) -> Bool { mode == .drain ? block != nil : block?.isOver == false }
  }

  /// Returns when asked to stop, or when draining and nothing is due. Answers the failure that blocks the channel, if one
  /// does. Throws what the store throws, once the attempts under way have ended: what they came to goes to the outcome
  /// journal.
  func run() async throws -> Failure? {
    let trouble = Trouble(stop)
    return try await withThrowingTaskGroup(of: Event.self) { group in
      var hands = Hands()
      while true {
        if !stop.isUp { surroundings.beat(channel.name) }
        if let problem = trouble.problem, hands.running == 0, !hands.isClaiming { throw problem }
        if stop.isUp || hands.isBlocked(mode) {
          await giveBack(&hands, trouble)
        } else {
          claim(&hands, in: &group, trouble)
        }
        while hands.running < channel.concurrency, !hands.ready.isEmpty, solo.enter() {
          let lease = hands.ready.removeFirst()
          hands.running += 1
          group.addTask { [self] in await attempt(lease, trouble) }
        }
        if hands.running == 0, !hands.isClaiming, trouble.problem == nil,
          stop.isUp || (mode == .drain && hands.ready.isEmpty && (hands.isIdle || hands.isBlocked(mode)))
        {
          // What was recorded in passing may be due again.
          try await store.flush()
          if let problem = trouble.problem { throw problem }
          if stop.isUp || hands.isBlocked(mode) { return end(&group, hands) }
          guard case .claimed(let left) = try await look(room: 1, first: true), !left.isEmpty else {
            return end(&group, hands)
          }
          hands.ready += left
          continue
        }
        if !hands.isTicking, !stop.isUp {
          hands.isTicking = true
          group.addTask { [stop, surroundings] in
            try await stop.sleep(surroundings.pulse)
            return .tick
          }
        }
        switch try await group.next() {
        case .ended(let outcome):
          solo.leave()
          hands.running -= 1
          hands.isIdle = false
          if case .blocked(let failure) = outcome {
            hands.block = Block(failure: failure, until: .now + surroundings.pause)
          } else if hands.block?.isOver == true {
            hands.block = nil
          }
        case .claimed(let leases):
          hands.isClaiming = false
          hands.isIdle = leases.isEmpty
          hands.mustLook = leases.isEmpty
          if !leases.isEmpty { hands.knowsNoRoom = false }
          hands.ready += leases
        case .noRoom(let failure):
          hands.isClaiming = false
          if !hands.knowsNoRoom {
            log.error("no room", metadata: ["channel": "\(channel.name)", "failure": "\(failure)"])
          }
          hands.knowsNoRoom = true
          hands.block = Block(failure: failure, until: .now + surroundings.pulse, isOfDisk: true)
        case .tick, nil:
          hands.isTicking = false
          hands.isIdle = false
        }
      }
    }
  }

  private func end(_ group: inout ThrowingTaskGroup<Event, any Error>, _ hands: Hands) -> Failure? {
    group.cancelAll()
    return hands.block?.failure
  }

  /// Leases that nobody began with. A store that takes nothing keeps them until recovery.
  private func giveBack(_ hands: inout Hands, _ trouble: Trouble) async {
    guard !hands.ready.isEmpty else { return }
    do {
      try await store.release(Array(hands.ready))
    } catch {
      trouble.note(error)
    }
    hands.ready = []
  }

  /// Why the channel takes nothing, and when it is tried again.
  private struct Block {
    let failure: Failure
    let until: ContinuousClock.Instant
    var isOfDisk = false
    var isOver: Bool { ContinuousClock.now >= until }
  }

  /// Fetches the next leases while others are still at work: at most twice the slots are ready beside those that run. A
  /// channel that was blocked is probed with one job.
  private func claim(_ hands: inout Hands, in group: inout ThrowingTaskGroup<Event, any Error>, _ trouble: Trouble) {
    guard !hands.isClaiming, !hands.isIdle, surroundings.isSettled else { return }
    if hands.block?.isOfDisk == true { hands.block = nil }
    let room: Int
    if hands.block != nil {
      room = hands.running == 0 && hands.ready.isEmpty ? 1 : 0
    } else {
      // The next ones are on their way before a slot has to wait for them.
      room = hands.ready.count < channel.concurrency ? 2 * channel.concurrency - hands.ready.count : 0
    }
    guard room > 0 else { return }
    hands.isClaiming = true
    group.addTask { [self, mustLook = hands.mustLook] in
      do {
        return try await look(room: room, first: mustLook)
      } catch {
        trouble.note(error)
        return .claimed([])
      }
    }
  }

  private func look(room: Int, first mustLook: Bool) async throws -> Event {
    let now = surroundings.now()
    if mustLook {
      guard let due = try await store.nextDue(channels: [channel.name]), due <= now else { return .claimed([]) }
    }
    if let room = store.room, room.isLow {
      let problem = StoreProblem.diskLow(path: store.path, free: room.free, needed: room.needed)
      return .noRoom(Failure(problem.description, code: "ENOSPC"))
    }
    return .claimed(
      try await store.claim(
        channel: channel.name, network: channel.network, limit: room, until: now + surroundings.leaseTime, now: now))
  }

  private func attempt(_ lease: Lease, _ trouble: Trouble) async -> Event {
    let attempt = Attempt(lease: lease, channel: channel, store: store, surroundings: surroundings, stop: stop)
    do {
      let ended = try await attempt.make()
      attempt.record(ended) { [report] recorded in
        switch recorded {
        case .success(let result): report(attempt.lease, result)
        case .failure(let problem): trouble.note(problem)
        }
      }
      return .ended(ended.result.outcome)
    } catch {
      trouble.note(error)
      return .ended(nil)
    }
  }
}

/// The first thing that the store could not record; everything stops then.
private final class Trouble: Sendable {
  private let first = Mutex<(any Error)?>(nil)
  private let stop: StopSign

  init(_ stop: StopSign) { self.stop = stop }

  var problem: (any Error)? { first.withLock { $0 } }

  func note(_ problem: any Error) {
    first.withLock { $0 = $0 ?? problem }
    stop.putUp()
  }
}
