import Glibc
import Herald
import HeraldStore
import HeraldTransfer
import HeraldWorker
import Logging
import Synchronization

/// Works the queue until it is stopped: one worker after the other on one store, a new one for each configuration.
final class Daemon: Sendable {
  /// What the signals have asked for.
  private struct State {
    var worker: Worker?
    /// The beats of its loops; nil once it was told to end, because then it waits for answers alone.
    var pulse: Pulse?
    /// The file that is open.
    var store: String?
    /// Takes the place of the configuration in force when its worker has ended.
    var next: Newsroom?
    var isEnding = false
    var isHalted = false
  }

  private let options: NewsroomOptions
  private let log: Logger
  private let notify: NotifySocket?
  private let clock = SteadyClock(wall: presentMoment)
  private let state = Mutex(State())

  init(options: NewsroomOptions, logFormat: LineLog.Format?) {
    self.options = options
    log = RunLog.logger(logFormat)
    notify = NotifySocket(address: RunLog.variable("NOTIFY_SOCKET"))
  }

  func run(_ newsroom: Newsroom) async throws {
    let store = try await newsroom.openStore(.daemon, now: presentMoment())
    defer { store.close() }
    state.withLock { $0.store = newsroom.config.storePath }
    if let pause = try await store.pauseOfAll() {
      Terminal.warn("the store is paused: \(pause.detail)".shown())
      try await store.sayWhatWouldGo(zone: newsroom.config.newsroom.timezone)
    }
    let hadTerminal = isatty(2) == 1
    let listening = await StopSignals(stop: stop, halt: halt) { [self] in
      // A terminal that was closed sends the same signal, and nobody is left to stop what goes on without it.
      if hadTerminal, isatty(2) == 0 { stop() } else { reload() }
    }.listen()
    defer { listening.cancel() }
    let guarding = Task { await watchdog(of: store)?.run() }
    defer { guarding.cancel() }

    let progress = Progress(due: 0)
    var current = newsroom
    while true {
      try await work(current, on: store, progress)
      guard let next = state.withLock({ $0.next.take() }), !state.withLock({ $0.isEnding }) else { break }
      current = next
      try await store.register(digests: current.config.digests.map { ($0.name, $0.since) }, now: presentMoment())
      log.notice(
        "configuration in force",
        metadata: ["channels": "\(current.config.channels.count)", "digests": "\(current.config.digests.count)"])
    }
    if state.withLock({ $0.isHalted }) { throw Ending(.tryAgain, StopSignals.stoppedAtOnce) }
    let counts = try await store.counts(channels: current.config.channels.map(\.name), now: presentMoment())
    let skipped = progress.skipped > 0 ? ", skipped \(progress.skipped)" : ""
    Terminal.say(
      "sent \(progress.sent)\(skipped), waiting \(counts.waiting), held \(counts.held), failed \(counts.failed)")
  }

  /// Until the worker of this configuration has ended.
  private func work(_ newsroom: Newsroom, on store: Store, _ progress: Progress) async throws {
    let pulse = Pulse()
    var surroundings = Surroundings.ofProcess(clock)
    surroundings.beat = pulse.beat
    let watch = AlarmWatch(
      store: store, alerts: newsroom.alerts, rules: newsroom.alarmRules, now: surroundings.now, log: log
    ) { [notify] in notify?.status(Self.status($0, $1)) }
    let worker = Worker(
      store: store, channels: newsroom.channels, openers: try newsroom.openers(), mode: .serve,
      surroundings: surroundings, log: log, progress: progress.note, ended: watch.note(channel:_:),
      begun: { [notify] in notify?.ready() })
    let (mustEnd, mustHalt) = state.withLock { state in
      state.worker = worker
      let mustEnd = state.isEnding || state.next != nil
      state.pulse = mustEnd ? nil : pulse
      return (mustEnd, state.isHalted)
    }
    if mustEnd { worker.end() }
    if mustHalt { worker.halt() }
    let watching = Task { await watch.run() }
    defer { watching.cancel() }
    try await worker.run()
  }

  // MARK: - Signals

  @Sendable private func stop() {
    notify?.stopping()
    end { $0.isEnding = true }?.end()
  }

  @Sendable private func halt() { end { $0.isHalted = true }?.halt() }

  /// Reads the configuration again. One that is wrong is told, and the one in force stays; a right one takes its place
  /// when what is in hand has ended.
  private func reload() {
    guard !state.withLock({ $0.isEnding }) else { return }
    notify?.reloading()
    do {
      let next = try options.newsroom()
      try next.checkHasChannels()
      _ = try next.openers()
      try checkStore(of: next)
      log.notice("configuration read again")
      end { $0.next = next }?.end()
    } catch {
      let text = Ending(error)?.message ?? "\(error)"
      for line in text.split(separator: "\n") {
        log.error("configuration refused, the one before stays in force", metadata: ["problem": "\(line)"])
      }
      notify?.ready()
    }
  }

  /// Notes what was asked for, and gives the worker that has to end.
  private func end(_ note: (inout State) -> Void) -> Worker? {
    state.withLock { state in
      note(&state)
      state.pulse = nil
      return state.worker
    }
  }

  /// Locks and leases belong to the store that is open.
  private func checkStore(of next: Newsroom) throws(Ending) {
    let path = next.config.storePath
    guard let known = state.withLock({ $0.store }), known != path else { return }
    throw Ending(
      .configuration,
      "store: it is \(path.shown()) now and \(known.shown()) is open: stop `herald run` and start it again")
  }

  // MARK: - What the service manager sees

  private func watchdog(of store: Store) -> Watchdog? {
    guard let notify,
      let patience = Watchdog.patience(
        microseconds: RunLog.variable("WATCHDOG_USEC"), process: RunLog.variable("WATCHDOG_PID"), own: getpid())
    else { return nil }
    return Watchdog(
      patience: patience,
      parts: [
        .init(name: "store") {
          do {
            try await store.flush()
          } catch {
            // That it refuses is an answer: the claim loops meet the same, and end the process.
          }
        },
        .init(name: "transfer") { await TransferLoop.shared.answer() },
        .init(name: "http") { await HTTPTransfer.shared.answer() },
      ],
      loops: { [self] limit in
        state.withLock { $0.pulse }?.silent(longerThan: limit).map { "channel \($0)" } ?? []
      }, tell: notify.watchdog, log: log)
  }

  /// `12 wait; mail is blocked`.
  static func status(_ symptoms: Symptoms, _ alarms: [Alarm]) -> String {
    let waiting = symptoms.waiting == 0 ? "nothing waits" : "\(symptoms.waiting) wait"
    return ([waiting] + alarms.prefix(5).map(\.title)).joined(separator: "; ")
  }
}
