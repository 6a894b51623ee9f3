import Herald
import HeraldStore

/// What a dead process had in hand.
extension Worker {
  /// Jobs that a dead process had in hand, one at a time and nothing beside them. Those of a channel that is closed wait
  /// until it is open.
  func workSuspects(_ flows: [String: ChannelFlow]) async throws {
    let byName = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0) })
    let limits = byName.mapValues(\.limits).filter { !$0.value.isNone }
    var networks = Dictionary(uniqueKeysWithValues: channelsNotClosed(flows).map { ($0.name, $0.network) })
    while !stop.isUp, !networks.isEmpty {
      let now = surroundings.now()
      guard
        let lease = try await store.claimSuspect(
          networks: networks, limits: limits, until: now + surroundings.leaseTime, now: now),
        let channel = byName[lease.job.channel], let flow = flows[channel.name]
      else { return }
      let result = try await Attempt(
        lease: lease, channel: channel, store: store, surroundings: surroundings, stop: stop,
        judge: flow.judged
      ).run()
      report(lease, result)
      _ = try await flow.note(
        result.outcome, to: lease.job.destination, generation: flow.generation(of: lease.job.destination))
      if result.outcome.blockage != nil { networks[channel.name] = nil }
    }
  }

  /// Whether one of them could go now: all other work stands still for them, and is not stopped for nothing.
  func haveSuspects(_ flows: [String: ChannelFlow]) async throws -> Bool {
    let now = surroundings.now()
    for channel in channelsNotClosed(flows) {
      guard let due = try await store.suspectDue(channels: [channel.name]), due <= now else { continue }
      if channel.limits.isNone { return true }
      if try await store.nextPermit(of: channel.name, channel.limits, now: now) <= now { return true }
    }
    return false
  }

  private func channelsNotClosed(_ flows: [String: ChannelFlow]) -> [Channel] {
    let now = surroundings.now()
    return channels.filter { if case .closed? = flows[$0.name]?.standing(at: now) { false } else { true } }
  }

  /// How long until the first permit of a suspect that is due, where its channel's rate is used up and a drain would wait for
  /// it; nil when none is waited for.
  func suspectsPermit(_ flows: [String: ChannelFlow]) async throws -> Duration? {
    guard !stop.isUp else { return nil }
    let now = surroundings.now()
    var soonest: Instant?
    for channel in channelsNotClosed(flows) where !channel.limits.isNone {
      guard let due = try await store.suspectDue(channels: [channel.name]), due <= now else { continue }
      let permit = try await store.nextPermit(of: channel.name, channel.limits, now: now)
      if permit > now, permit - now <= ClaimLoop.patience { soonest = min(soonest ?? permit, permit) }
    }
    return soonest.map { .microseconds(max(1_000, ($0 - now).microseconds)) }
  }
}
