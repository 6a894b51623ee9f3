import Herald
import HeraldStore

/// Claims the due jobs of one channel and keeps up to `concurrency` attempts going. A slow channel delays no other.
struct ClaimLoop: Sendable {
  let channel: Channel
  let store: Store
  let surroundings: Surroundings
  let mode: WorkMode
  let stop: StopSign
  let report: @Sendable (Lease, Attempt.Result) -> Void

  private enum Event: Sendable {
    case finished(Attempt.Result)
    /// Time to look for work that became due meanwhile.
    case tick
  }

  /// Returns when asked to stop, or when draining and nothing is due. Answers the failure that blocks the channel, if one
  /// does. Throws what the store throws.
  func run() async throws -> Failure? {
    try await withThrowingTaskGroup(of: Event.self) { group in
      var ready: ArraySlice<Lease> = []
      var running = 0
      var isTicking = false
      var block: Block?
      while true {
        if stop.isUp || block?.isOver == false {
          try await store.release(Array(ready))
          ready = []
        } else {
          // At most twice the slots are leased at once, in chunks. A channel that was blocked is probed with one job.
          let room = 2 * channel.concurrency - running - ready.count
          if block != nil {
            ready += try await claim(room: 1 - running)
          } else if room >= channel.concurrency {
            ready += try await claim(room: room)
          }
        }
        while running < channel.concurrency, let lease = ready.popFirst() {
          running += 1
          group.addTask { .finished(try await attempt(lease)) }
        }
        if running == 0, stop.isUp || mode == .drain {
          group.cancelAll()
          return block?.failure
        }
        if !isTicking, !stop.isUp {
          isTicking = true
          group.addTask {
            try await stop.sleep(surroundings.pulse)
            return .tick
          }
        }
        switch try await group.next() {
        case .finished(let result):
          running -= 1
          if case .blocked(let failure) = result.outcome {
            block = Block(failure: failure, until: .now + surroundings.pause)
          } else if block?.isOver == true {
            block = nil
          }
        case .tick, nil: isTicking = false
        }
      }
    }
  }

  /// Why the channel takes nothing, and when it is tried again.
  private struct Block {
    let failure: Failure
    let until: ContinuousClock.Instant
    var isOver: Bool { ContinuousClock.now >= until }
  }

  private func claim(room: Int) async throws -> [Lease] {
    guard room > 0 else { return [] }
    let now = surroundings.now()
    guard let due = try await store.nextDue(channels: [channel.name]), due <= now else { return [] }
    return try await store.claim(
      channel: channel.name, network: channel.network, limit: room, until: now + surroundings.leaseTime, now: now)
  }

  private func attempt(_ lease: Lease) async throws -> Attempt.Result {
    let result = try await Attempt(lease: lease, channel: channel, store: store, surroundings: surroundings).run()
    report(lease, result)
    return result
  }
}
