import Herald
import HeraldStore
import Logging

/// How long a worker works.
public enum WorkMode: Sendable {
  /// Until it is stopped.
  case serve
  /// Until nothing is due.
  case drain
}

/// Moves each due job through claim, send and finish, one claim loop per channel, and opens editions on time.
///
/// At its start it recovers what a dead process left: a job that was not marked waits again, a marked one is settled
/// first. Those jobs run one by one, before anything else, so that a job which kills its process is found out and no
/// neighbour is blamed.
public struct Worker: Sendable {
  let store: Store
  let channels: [Channel]
  let openers: [EditionOpener]
  let mode: WorkMode
  let surroundings: Surroundings
  let log: Logger
  /// What a log line says of a message that its sender took.
  let sentEvent: String
  let stop = StopSign()
  let solo = Solo()
  /// Called after each recorded outcome, from any thread.
  let progress: @Sendable (Outcome) -> Void
  /// Called when what a dead process left is recovered, before anything is sent.
  let begun: @Sendable () -> Void
  /// Called at the end, with the channels that cannot go on and why.
  let finished: @Sendable ([String: Standstill]) -> Void

  public init(
    store: Store, channels: [Channel], openers: [EditionOpener] = [], mode: WorkMode, surroundings: Surroundings,
    log: Logger, sentEvent: String = "sent", progress: @escaping @Sendable (Outcome) -> Void = { _ in },
    begun: @escaping @Sendable () -> Void = {},
    finished: @escaping @Sendable ([String: Standstill]) -> Void = { _ in }
  ) {
    self.store = store
    self.channels = channels
    self.openers = openers
    self.mode = mode
    self.surroundings = surroundings
    self.log = log
    self.sentEvent = sentEvent
    self.progress = progress
    self.begun = begun
    self.finished = finished
  }

  /// Works until it is stopped or, draining, until nothing is due. Throws what the store throws: the process must end
  /// then, and loses nothing.
  public func run() async throws {
    do {
      try await withTaskExecutorPreference(surroundings.executor) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await work() }
          group.addTask { await hurry() }
          // Either the work is done, or nothing is waited for any more.
          try await group.next()
          group.cancelAll()
          try await group.waitForAll()
        }
      }
    } catch is CancellationError where stop.isHalted {
      finished([:])
    }
  }

  /// Asks it to end: nothing new begins, and what is in hand has `grace` to pass its gate; an answer that is outstanding
  /// is waited for. From any thread; more than once is the same as once.
  public func end() { stop.putUp() }

  /// Asks it to end at once: nothing passes its gate any more, and no answer is waited for. What was past its gate is
  /// `uncertain`.
  public func halt() { stop.halt() }

  public var isHalted: Bool { stop.isHalted }

  /// Returns when the worker is halted. Shuts the gate when its grace is over.
  private func hurry() async {
    do {
      while !stop.isUp { try await stop.sleep(.seconds(3_600)) }
      let deadline = ContinuousClock.now + surroundings.grace
      while !stop.isHalted {
        if ContinuousClock.now > deadline { stop.shutGate() }
        try await Task.sleep(for: .milliseconds(20))
      }
    } catch {
      // Cancelled: the work is done.
    }
  }

  private func work() async throws {
    try await checkClock()
    say(try await store.recover(now: surroundings.now()))
    begun()
    if let pause = try await store.pauseOfAll() {
      log.error("paused", metadata: ["cause": "\(pause.detail)", "remedy": "herald channels resume --all"])
    }
    let flows = Dictionary(
      uniqueKeysWithValues: channels.map {
        ($0.name, ChannelFlow(channel: $0, store: store, surroundings: surroundings, log: log))
      })
    for flow in flows.values { try await flow.begin() }
    try await expire()
    let blocked = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await keepLeases() }
      group.addTask { await watchClock() }
      defer { group.cancelAll() }
      try await workSuspects(flows)
      // A daemon comes back to those that wait for a permit; a drain would end before.
      while mode == .drain, let wait = try await suspectsPermit(flows) {
        try await stop.sleep(wait)
        try await workSuspects(flows)
      }
      return try await workChannels(flows)
    }
    await withDiscardingTaskGroup { group in
      for channel in channels { group.addTask { await channel.sender.close() } }
    }
    finished(blocked)
  }

  func say(_ recovery: Store.Recovery) {
    guard !recovery.isNothing else { return }
    log.notice(
      "recovered",
      metadata: [
        "waiting": "\(recovery.waiting)", "in-doubt": "\(recovery.inDoubt)", "poison": "\(recovery.poison)",
        "replayed": "\(recovery.replayed)",
      ])
  }

  private func workChannels(_ flows: [String: ChannelFlow]) async throws -> [String: Standstill] {
    var times = OpeningTimes()
    try await applyMisfires()
    try await openEditions(&times)
    return try await withThrowingTaskGroup(of: (String, Standstill?)?.self) { [times] group in
      for channel in channels {
        guard let flow = flows[channel.name] else { continue }
        let loop = ClaimLoop(
          channel: channel, flow: flow, store: store, surroundings: surroundings, mode: mode, stop: stop, solo: solo,
          log: log, report: report)
        group.addTask { (channel.name, try await loop.run()) }
      }
      group.addTask {
        try await keepHouse(flows, times)
        return nil
      }
      var blocked: [String: Standstill] = [:]
      var working = flows.count
      do {
        while working > 0, let ended = try await group.next() {
          guard let (name, standstill) = ended else { continue }
          blocked[name] = standstill
          working -= 1
        }
        group.cancelAll()
      } catch {
        stop.putUp()
        throw error
      }
      return blocked
    }
  }

  /// One line per outcome, with the job's number.
  @Sendable func report(_ lease: Lease, _ result: Attempt.Result) {
    progress(result.outcome)
    let job = lease.job
    // Made for each reader: it does not grow.
    var metadata = Logger.Metadata(minimumCapacity: 6)
    metadata["job"] = .string(String(job.id))
    metadata["channel"] = .string(job.channel)
    metadata["destination"] = .string(job.destination)
    if let receipt = result.outcome.receipt { metadata["receipt"] = .string(receipt.id) }
    if let failure = result.outcome.failure { metadata["failure"] = "\(failure)" }
    switch result.next {
    case .sent: log.info("\(sentEvent)", metadata: metadata)
    case .waiting(let until, _):
      if let until { metadata["again"] = "\(until)" }
      log.warning("\(Delivery.Ending(result.outcome).rawValue)", metadata: metadata)
    case .ended(let state, let reason):
      if let reason { metadata["reason"] = "\(reason.rawValue)" }
      // Nothing went wrong with a mail that its reader does not want any more.
      log.log(level: state == .skipped ? .info : .error, "\(state.rawValue)", metadata: metadata)
    case .nothing: log.warning("lease lost", metadata: metadata)
    }
  }
}
