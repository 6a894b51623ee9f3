import ArgumentParser
import Herald
import HeraldStore

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

      SIGHUP reads configuration and templates again: what is in hand ends, then
      the new ones are in force; what is wrong with them is logged, and the old
      ones stay. A drain ends at SIGHUP as at any death, and loses nothing.
      What needs a person is told by the ways under `alerts:`.

      --into rehearses: everything that is due goes into files in DIR/CHANNEL, from
      a copy of the store; DIR has to be new or empty. Nothing is sent, and the
      store stays as it is.
      """)

  @Flag(help: "Stop when nothing is due.")
  var drain = false

  @Option(help: ArgumentHelp("Rehearse into this folder.", valueName: "dir"))
  var into: String?

  @Option(
    help: ArgumentHelp("How log lines are written; default text, or what systemd's journal wants.", valueName: "format")
  )
  var logFormat: LineLog.Format?

  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    try newsroom.checkHasChannels()
    if let into {
      try await Rehearsal(newsroom: newsroom, folder: into, logFormat: logFormat).run()
    } else if drain {
      let store = try await newsroom.openStore(.daemon, now: presentMoment())
      defer { store.close() }
      try await Drain(
        store: store, channels: newsroom.channels, openers: try newsroom.openers(),
        alerts: newsroom.alerts, rules: newsroom.alarmRules, logFormat: logFormat
      ).run()
    } else {
      try await Daemon(options: options, logFormat: logFormat).run(newsroom)
    }
  }
}

extension LineLog.Format: ExpressibleByArgument {}
