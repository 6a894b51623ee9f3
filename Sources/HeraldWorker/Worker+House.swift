import Herald
import HeraldStore
import Logging

/// What goes on beside the claim loops.
extension Worker {
  /// The heartbeat: extends the leases in hand and takes back those of the dead, four times in a lease's time, until
  /// what is in hand has ended.
  func keepLeases() async throws {
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: beat)
      } catch is CancellationError {
        return
      }
      let now = surroundings.now()
      do {
        say(try await store.keepLeases(until: now + surroundings.leaseTime, now: now))
      } catch {
        // The claim loops meet the same, and end when what is in hand has ended.
        stop.putUp()
      }
    }
  }

  private var beat: Duration { .microseconds(surroundings.leaseTime.microseconds / 4) }

  /// Looks whether the store's file is still in its place, ends what is worth nothing any more, copies the store's log into
  /// its file when it has grown, tries jobs of processes that died beside this one and, when serving, looks after what
  /// missed its time and opens editions that become due.
  func keepHouse(_ flows: [String: ChannelFlow], _ times: OpeningTimes) async throws {
    var times = times
    var nextLook = ContinuousClock.now + beat
    while !stop.isUp, !Task.isCancelled {
      do {
        try await stop.sleep(surroundings.pulse)
      } catch is CancellationError {
        return
      }
      do {
        try store.checkFile()
      } catch {
        // The store refuses from now on: the claim loops meet it, and end when what is in hand has ended.
        stop.putUp()
        return
      }
      try await expire()
      if mode == .serve, surroundings.isSettled {
        try await applyMisfires()
        try await openEditions(&times)
      }
      store.checkpoint(whenLogExceeds: Self.longLog)
      guard ContinuousClock.now >= nextLook else { continue }
      nextLook = ContinuousClock.now + beat
      if try await haveSuspects(flows) {
        _ = try await solo.alone(patience: .seconds(5)) { try await workSuspects(flows) }
      }
    }
  }

  func expire() async throws {
    for (channel, count) in try await store.expire(now: surroundings.now()).sorted(by: { $0.key < $1.key }) {
      log.error("expired", metadata: ["channel": "\(channel)", "jobs": "\(count)"])
    }
  }

  /// 16 MB: a daemon keeps 8 for its commits, so this is what a large edition or another process left.
  private static let longLog = 16_000_000
}
