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

  /// Returns when asked to stop, or when draining and nothing is due. Answers the failure that blocks the channel, if one
  /// does. Throws what the store throws.
  func run() async throws -> Failure? {
    try await withThrowingTaskGroup(of: Attempt.Result.self) { attempts in
      var ready: ArraySlice<Lease> = []
      var running = 0
      var blocked: Failure?
      var isProbing = false
      while true {
        if stop.isUp {
          try await store.release(Array(ready))
          ready = []
        } else if blocked == nil {
          ready += try await claim(room: isProbing ? 1 - running : 2 * channel.concurrency - running - ready.count)
        }
        while running < channel.concurrency, let lease = ready.popFirst() {
          running += 1
          attempts.addTask { try await attempt(lease) }
        }
        if running > 0, let result = try await attempts.next() {
          running -= 1
          if case .blocked(let failure) = result.outcome {
            blocked = failure
            try await store.release(Array(ready))
            ready = []
          } else if isProbing {
            isProbing = false
          }
          continue
        }
        if stop.isUp || mode == .drain { return blocked }
        isProbing = blocked != nil
        try await stop.sleep(blocked == nil ? surroundings.pulse : surroundings.pause)
        blocked = nil
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
