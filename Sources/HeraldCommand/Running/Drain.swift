import Glibc
import Herald
import HeraldStore
import HeraldWorker
import Logging

/// Works the queue until nothing is due, says what became of it, and lets what needs a person be told.
struct Drain {
  let store: Store
  let channels: [Channel]
  var openers: [EditionOpener] = []
  /// Nil when nobody is told.
  var alerts: [any Alert]?
  let rules: AlarmRules
  let logFormat: LineLog.Format?
  /// Where a rehearsal goes; nil for the real thing.
  var folder: String?

  func run() async throws {
    let names = channels.map(\.name)
    if let pause = try await store.pauseOfAll() {
      let says = "the store is paused: \(pause.detail)".shown()
      Terminal.warn(says)
      try await store.sayWhatWouldGo(zone: rules.zone)
      throw Ending(.unavailable, "\(says); look at `herald jobs list`, then `herald channels resume --all`")
    }
    let due = try await store.counts(channels: names, now: presentMoment()).due
    let progress = Progress(due: due)
    let display = ProgressDisplay(
      progress, isDraining: due > 20, logs: logFormat != nil || isatty(2) == 0,
      isTerminal: (isatty(1) == 1, isatty(2) == 1))
    let log = RunLog.logger(logFormat, level: display.movesOverLog ? .warning : .info)
    let watch = alerts.map { AlarmWatch(store: store, alerts: $0, rules: rules, now: presentMoment, log: log) }
    let standstills = Standstills()
    let worker = Worker(
      store: store, channels: channels, openers: openers, mode: .drain,
      surroundings: .ofProcess(SteadyClock(wall: presentMoment)),
      log: log,
      sentEvent: folder == nil ? "sent" : "rehearsed", progress: progress.note, finished: standstills.set)
    let listening = await StopSignals(stop: worker.end, halt: worker.halt).listen()
    defer { listening.cancel() }
    try await display.whileShown(log) { try await worker.run() }
    if worker.isHalted { throw Ending(.tryAgain, StopSignals.stoppedAtOnce) }
    await watch?.finish()
    let counts = try await store.counts(channels: names, now: presentMoment())
    let done = folder.map { "rehearsed \(progress.sent) into \($0.shown())" } ?? "sent \(progress.sent)"
    let skipped = progress.skipped > 0 ? ", skipped \(progress.skipped)" : ""
    Terminal.say("\(done)\(skipped), waiting \(counts.waiting), held \(counts.held), failed \(counts.failed)")
    guard standstills.value.isEmpty else {
      let causes = standstills.value.sorted { $0.key < $1.key }.map { says($0, $1).shown() }
      throw Ending(.unavailable, causes.joined(separator: "\n") + "\nits jobs wait, and no attempt was spent")
    }
  }

  private func says(_ channel: String, _ standstill: Standstill) -> String {
    let what = standstill.cause == .blocked ? "is blocked" : "waits"
    let until = standstill.until.map { "; nothing goes before \($0.shown(in: rules.zone))" } ?? ""
    return "the channel \(channel) \(what): \(standstill.failure)\(until)"
  }
}
