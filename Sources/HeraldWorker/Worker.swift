import Herald
import HeraldStore
import Logging
import ServiceLifecycle

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
public struct Worker: Service {
  let store: Store
  let channels: [Channel]
  let openers: [EditionOpener]
  let mode: WorkMode
  let surroundings: Surroundings
  let log: Logger
  /// What a log line says of a message that its sender took.
  let sentEvent: String
  let stop = StopSign()
  /// Called after each recorded outcome, from any thread.
  let progress: @Sendable (Outcome) -> Void
  /// Called at the end, with the channels that are blocked and why.
  let finished: @Sendable ([String: Failure]) -> Void

  public init(
    store: Store, channels: [Channel], openers: [EditionOpener] = [], mode: WorkMode, surroundings: Surroundings,
    log: Logger, sentEvent: String = "sent", progress: @escaping @Sendable (Outcome) -> Void = { _ in },
    finished: @escaping @Sendable ([String: Failure]) -> Void = { _ in }
  ) {
    self.store = store
    self.channels = channels
    self.openers = openers
    self.mode = mode
    self.surroundings = surroundings
    self.log = log
    self.sentEvent = sentEvent
    self.progress = progress
    self.finished = finished
  }

  /// Throws what the store throws: the process must end then, and loses nothing.
  public func run() async throws {
    try await withGracefulShutdownHandler {
      try await withTaskExecutorPreference(surroundings.executor) { try await work() }
    } onGracefulShutdown: {
      stop.putUp()
    }
  }

  private func work() async throws {
    let recovery = try await store.recover(now: surroundings.now())
    if !recovery.isNothing {
      log.notice(
        "recovered",
        metadata: [
          "waiting": "\(recovery.waiting)", "in-doubt": "\(recovery.inDoubt)", "poison": "\(recovery.poison)",
        ])
    }
    try await workSuspects()
    let blocked = try await workChannels()
    await withDiscardingTaskGroup { group in
      for channel in channels { group.addTask { await channel.sender.close() } }
    }
    finished(blocked)
  }

  /// Jobs that a dead process had in hand, one at a time and nothing beside them. Those of a channel that is blocked wait
  /// for its claim loop to find it open.
  private func workSuspects() async throws {
    let byName = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0) })
    var networks = byName.mapValues(\.network)
    while !stop.isUp, !networks.isEmpty {
      let now = surroundings.now()
      guard
        let lease = try await store.claimSuspect(networks: networks, until: now + surroundings.leaseTime, now: now),
        let channel = byName[lease.job.channel]
      else { return }
      let result = try await Attempt(lease: lease, channel: channel, store: store, surroundings: surroundings).run()
      report(lease, result)
      if case .blocked = result.outcome { networks[channel.name] = nil }
    }
  }

  private func workChannels() async throws -> [String: Failure] {
    var refused: Set<String> = []
    try await openEditions(refused: &refused)
    return try await withThrowingTaskGroup(of: (String, Failure?)?.self) { [refused] group in
      for channel in channels {
        let loop = ClaimLoop(
          channel: channel, store: store, surroundings: surroundings, mode: mode, stop: stop, report: report)
        group.addTask { (channel.name, try await loop.run()) }
      }
      group.addTask {
        try await keepHouse(refused: refused)
        return nil
      }
      var blocked: [String: Failure] = [:]
      var working = channels.count
      do {
        while working > 0, let ended = try await group.next() {
          guard let (name, failure) = ended else { continue }
          blocked[name] = failure
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

  /// Copies the store's log into its file when it has grown and, when serving, opens editions that become due.
  private func keepHouse(refused: Set<String>) async throws {
    var refused = refused
    while !stop.isUp, !Task.isCancelled {
      do {
        try await stop.sleep(surroundings.pulse)
      } catch is CancellationError {
        return
      }
      if mode == .serve { try await openEditions(refused: &refused) }
      store.checkpoint(whenLogExceeds: Self.longLog)
    }
  }

  /// 4 MB, a few thousand outcomes.
  private static let longLog = 4_000_000

  /// Opens what is due. A run that cannot be opened (no subscribers, say) is reported once, then left for a person;
  /// `refused` remembers those.
  private func openEditions(refused: inout Set<String>) async throws {
    for opener in openers {
      let now = surroundings.now()
      guard let run = try await opener.dueRun(store: store, now: now, log: log) else { continue }
      let name = "\(opener.plan.digest) \(run.nominal)"
      guard !refused.contains(name) else { continue }
      do {
        let edition = try await opener.open(run, store: store, now: now)
        log.info(
          "edition opened",
          metadata: ["digest": "\(edition.digest)", "number": "\(edition.number)", "owed": "\(edition.owed)"])
      } catch let problem as StoreProblem where problem.isFatal {
        throw problem
      } catch {
        refused.insert(name)
        log.error("edition not opened", metadata: ["run": "\(name)", "failure": "\(error)"])
      }
    }
  }

  /// One line per outcome, with the job's number.
  @Sendable private func report(_ lease: Lease, _ result: Attempt.Result) {
    progress(result.outcome)
    var metadata: Logger.Metadata = [
      "job": "\(lease.job.id)", "channel": "\(lease.job.channel)", "destination": "\(lease.job.destination)",
    ]
    if let receipt = result.outcome.receipt { metadata["receipt"] = "\(receipt.id)" }
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
