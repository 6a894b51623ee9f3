import Herald
import HeraldStore

extension Worker {
  /// Follows the wall clock where it was set, once the leases in hand hold by the new time too, and says when it jumped.
  /// A jump is not believed for a minute; what came due in it is then late, and goes by the policies for what is.
  func watchClock() async {
    guard let clock = surroundings.clock else { return }
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: surroundings.pulse)
      } catch {
        return
      }
      switch clock.look() {
      case .steady, .doubtful: break
      case .jumped(let step):
        log.error(
          "clock jumped",
          metadata: ["seconds": "\(Int(step.value))", "remedy": "nothing new begins until it has stood"])
      case .cameBack: log.notice("clock came back")
      case .set(let step):
        guard await follow(clock) else { continue }
        log.notice("clock followed", metadata: ["seconds": "\(Int(step.value))"])
      }
    }
  }

  /// False when the store could not extend the leases: they would be over by the new time.
  private func follow(_ clock: SteadyClock) async -> Bool {
    do {
      // By the old time as well: who looks for leases that are over still goes by it.
      let latest = max(clock.following, clock.now)
      try await store.keepLeases(until: latest + surroundings.leaseTime, now: clock.now)
      clock.follow()
      // What was claimed in between.
      let now = clock.now
      try await store.keepLeases(until: now + surroundings.leaseTime, now: now)
      return true
    } catch {
      // The claim loops meet the same, and end when what is in hand has ended.
      stop.putUp()
      return false
    }
  }

  /// A clock that was set back between two runs is told; editions that opened stay opened, because runs go by their
  /// names; what was passed over by a clock that was ahead is decided again.
  func checkClock() async throws {
    let now = surroundings.now()
    guard let latest = try await store.latestMoment(), now + Store.plausibleClock < latest else { return }
    log.error("clock is behind the store", metadata: ["clock": "\(now)", "store": "\(latest)"])
    let forgotten = try await store.forgetRunsAhead(now: now)
    if forgotten > 0 { log.notice("runs are decided again", metadata: ["count": "\(forgotten)"]) }
  }
}
