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
    case ended(Attempt.Result)
    case pulse
  }

  /// Returns when asked to stop, or when draining and nothing is due. Answers the failure that blocks the channel, if one
  /// does. Throws what the store throws.
  func run() async throws -> Failure? {
    try await withThrowingTaskGroup(of: Event.self) { events in
      var ready: ArraySlice<Lease> = []
      var running = 0
      var isPulsing = false
      var blocked: Failure?
      var isProbing = false
      while true {
        if stop.isUp {
          try await store.release(Array(ready))
          ready = []
        } else if blocked == nil, isProbing {
          ready += try await claim(room: 1 - running)
        } else if blocked == nil, ready.count <= channel.concurrency / 2 {
          ready += try await claim(room: 2 * channel.concurrency - running - ready.count)
        }
        while running < channel.concurrency, let lease = ready.popFirst() {
          running += 1
          events.addTask { .ended(try await attempt(lease)) }
        }
        if running > 0 {
          // A free slot looks for new work too, however long its neighbours take.
          if !isPulsing, !stop.isUp {
            isPulsing = true
            events.addTask {
              try await stop.sleep(surroundings.pulse)
              return .pulse
            }
          }
          switch try await events.next() {
          case .ended(let result):
            running -= 1
            if case .blocked(let failure) = result.outcome {
              blocked = failure
              try await store.release(Array(ready))
              ready = []
            } else {
              isProbing = false
            }
          case .pulse, nil: isPulsing = false
          }
          continue
        }
        if stop.isUp || mode == .drain {
          events.cancelAll()
          return blocked
        }
        if blocked == nil {
          try await stop.sleep(surroundings.pulse)
        } else {
          try await stop.sleep(surroundings.pause)
          blocked = nil
          isProbing = true
        }
      }
    }
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
