import ArgumentParser
import Herald
import HeraldStore

struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "See what needs a person, and try whether alarms arrive.",
    discussion: """
      herald alerts list       what stands, since when, told to whom or why not
      herald alerts test       sends one marked test alarm by every way

      The ways are under `alerts:` in the configuration; `herald run` tells.
      """,
    subcommands: [List.self, TestCommand.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the alarms that stand, and by which way each was told.",
      discussion: "Exit code 0, whatever stands: `herald check` says it in its exit code.")

    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let moment = presentMoment()
      let store = try await newsroom.openStoreToLook(now: moment)
      defer { store.close() }
      let report = AlertsReport(
        alarms: try await newsroom.alarms(in: store, now: moment), kept: try await store.alarms(),
        troubles: try await store.alarmTroubles(), alerts: newsroom.alerts)
      if json { try Terminal.sayJSON(report) } else { report.show(in: newsroom.config.newsroom.timezone) }
    }
  }

  struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Sends one marked test alarm by every way.",
      discussion: """
        One line for each way. Nothing is stored, and no alarm counts as told. Exit
        code 1 when a way took nothing, 78 when the configuration names none.
        """)

    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let alerts = newsroom.alerts
      guard !alerts.isEmpty else {
        throw Ending(
          .configuration, "nobody is told of anything: name a command, mail or webhook under `alerts:`")
      }
      let rules = newsroom.alarmRules
      let notice = Notice(newsroom: rules.newsroom, zone: rules.zone, isTest: true)
      let failures = await withTaskGroup(of: (String, Failure?).self) { group in
        for alert in alerts { group.addTask { (alert.way, await alert.tell(notice)) } }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      for alert in alerts where failures[alert.way] == nil { Terminal.say("\(alert.way): taken") }
      let lines = alerts.compactMap { alert in failures[alert.way].map { "\(alert.way): \($0)".shown() } }
      guard lines.isEmpty else { throw Ending(.failed, lines.joined(separator: "\n")) }
    }
  }
}
