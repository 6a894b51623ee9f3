import ArgumentParser
import Foundation
import Glibc
import Herald
import HeraldSenders
import HeraldStore
import HeraldTransfer
import HeraldWorker
import Logging
import UnixSignals

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Works the queue: until it is stopped, or until nothing is due.",
    discussion: """
      herald run --drain
      herald run --into /tmp/rehearsal

      Takes back what a process that died had in hand, opens editions on their
      schedule, and delivers what is due. One at a time per store; other commands
      may work beside it. SIGTERM or Ctrl-C lets what is going out finish, then
      stops; a second one stops at once, and what was not answered is in doubt.
      Killed at any moment it loses nothing. Logs one line per outcome on
      standard error, or on a terminal one line that shows how far a long drain
      is; the last line on standard output counts what waits, is held, failed.

      --into rehearses: everything that is due goes into files in DIR/CHANNEL,
      from a copy of the store. Nothing is sent, and the store stays as it is.
      """)

  @Flag(help: "Stop when nothing is due.")
  var drain = false

  @Option(help: ArgumentHelp("Rehearse into this folder.", valueName: "dir"))
  var into: String?

  @Option(help: ArgumentHelp("How log lines are written; default text.", valueName: "format"))
  var logFormat: LineLog.Format?

  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    guard !newsroom.config.channels.isEmpty else {
      throw Ending(.configuration, "there is no channel to work for: add one under `channels:`")
    }
    let report =
      if let into { try await rehearse(newsroom, into: into) } else { try await work(newsroom, drain: drain) }
    guard !report.blocked.isEmpty else { return }
    let causes = report.blocked.sorted { $0.key < $1.key }.map {
      "the channel \($0.key) is blocked: \($0.value)".shown()
    }
    throw Ending(.unavailable, causes.joined(separator: "\n") + "\nits jobs wait, and no attempt was spent")
  }

  private func work(_ newsroom: Newsroom, drain: Bool) async throws -> WorkReport {
    let moment = presentMoment()
    let store = try await newsroom.openStore(.daemon, now: moment)
    defer { store.close() }
    let openers = try newsroom.config.digests.compactMap { digest -> EditionOpener? in
      guard let schedule = digest.schedule else { return nil }
      return EditionOpener(
        schedule: schedule, zone: newsroom.config.newsroom.timezone, minimum: digest.minimum,
        hold: digest.hold.times(1), plan: try newsroom.plan(of: digest)
      ) { try newsroom.edition(of: digest, $0, day: $1) }
    }
    return try await work(
      store, channels: newsroom.config.channels.map(\.channel), openers: openers, mode: drain ? .drain : .serve,
      zone: newsroom.config.newsroom.timezone)
  }

  /// Works a copy, every channel being a folder.
  private func rehearse(_ newsroom: Newsroom, into folder: String) async throws -> WorkReport {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "herald-\(UUID().uuidString)")
    do {
      // The copy holds addresses: nobody else may look into its folder.
      try FileManager.default.createDirectory(
        at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Ending(.unavailable, "\(scratch.path): the folder for the copy of the store cannot be made")
    }
    defer { removeQuietly(scratch) }
    let copy = scratch.appending(path: "rehearsal.db").path
    let original = try await newsroom.openStoreToLook(now: presentMoment())
    try await original.copy(to: copy)
    original.close()
    let store = try Store(path: copy, role: .rehearsal)
    defer { store.close() }
    let channels = newsroom.config.channels.map { config in
      var channel = config.channel
      // A folder takes everything at once.
      channel.limits = .none
      channel.sender = File(
        settings: File.Settings(directory: "\(folder)/\(config.name)"), base: URL.currentDirectory())
      return channel
    }
    return try await work(
      store, channels: channels, openers: [], mode: .drain, zone: newsroom.config.newsroom.timezone,
      into: folder)
  }

  private func work(
    _ store: Store, channels: [Channel], openers: [EditionOpener], mode: WorkMode, zone: TimeZone,
    into folder: String? = nil
  ) async throws -> WorkReport {
    let names = channels.map(\.name)
    if let pause = try await store.pauseOfAll() {
      let says = "the store is paused: \(pause.detail)".shown()
      Terminal.warn(says)
      try await store.sayWhatWouldGo(zone: zone)
      if mode == .drain {
        throw Ending(.unavailable, "\(says); look at `herald jobs list`, then `herald channels resume --all`")
      }
    }
    let due = try await store.counts(channels: names, now: presentMoment()).due
    let progress = Progress(due: due)
    let display = ProgressDisplay(
      progress, isDraining: mode == .drain && due > 20, logs: logFormat != nil || isatty(2) == 0,
      isTerminal: (isatty(1) == 1, isatty(2) == 1))
    let log = Logger(label: "herald") { _ in
      LineLog(format: logFormat ?? .text, level: display.movesOverLog ? .warning : .info)
    }
    let ended = Blocked()
    let worker = Worker(
      store: store, channels: channels, openers: openers, mode: mode,
      surroundings: Surroundings(
        now: presentMoment, random: { Double.random(in: 0..<1) }, executor: TransferLoop.shared),
      log: log,
      sentEvent: folder == nil ? "sent" : "rehearsed", progress: progress.note, finished: ended.set)
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let listening = Task {
      var count = 0
      for await _ in signals {
        count += 1
        if count == 1 {
          worker.end()
        } else {
          worker.halt()
          await Self.endAtLast()
        }
      }
    }
    defer { listening.cancel() }
    try await display.whileShown(log) { try await worker.run() }
    if worker.isHalted { throw Ending(.tryAgain, Self.stoppedAtOnce) }
    let counts = try await store.counts(channels: names, now: presentMoment())
    let done = folder.map { "rehearsed \(progress.sent) into \($0.shown())" } ?? "sent \(progress.sent)"
    let skipped = progress.skipped > 0 ? ", skipped \(progress.skipped)" : ""
    Terminal.say(
      "\(done)\(skipped), waiting \(counts.waiting), held \(counts.held), failed \(counts.failed)")
    return WorkReport(blocked: ended.value)
  }

  private static let stoppedAtOnce =
    "stopped at once: what had passed its gate and was not answered is in doubt; the next run settles it"

  /// A transfer that waits for its answer holds the end up, for ten minutes: then the process ends as by a kill, which
  /// loses nothing. Returns when the run came to its end first.
  private static func endAtLast() async {
    do {
      try await Task.sleep(for: .seconds(1))
    } catch {
      return
    }
    Terminal.warn(stoppedAtOnce)
    LogLines.standardError.flush()
    _exit(Ending.Code.tryAgain.rawValue)
  }

  /// The copy of a rehearsal: what cannot be removed is left to the system's cleaning of temporary files.
  private func removeQuietly(_ folder: URL) {
    do { try FileManager.default.removeItem(at: folder) } catch { Terminal.warn("\(folder.path) was left behind") }
  }
}

private struct WorkReport {
  /// Channels that could not take anything, and why.
  let blocked: [String: Failure]
}

extension LineLog.Format: ExpressibleByArgument {}
