import ArgumentParser
import Herald
import HeraldStore

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Counts every job by channel, state and age.",
    discussion: """
      herald status
      herald status --channel mail        its waiting mails by destination and age

      For each channel with something due: how fast it was in the last minute and
      how long the rest will take. Then what needs a person, as `herald alerts list`
      says it, and the editions that are not through. May be asked at any time,
      beside `herald run` too.
      """)

  @Option(help: "What waits for this channel, by destination.") var channel: String?
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStoreToLook(now: moment)
    defer { store.close() }
    if let channel {
      try newsroom.checkChannel(channel, orOneOf: try await store.ledgers().keys.sorted())
      return try show(try await store.agesByDestination(channel: channel, now: moment), of: channel)
    }
    let report = try await StatusReport(store: store, newsroom: newsroom, now: moment)
    if json {
      try Terminal.sayJSON(report)
    } else {
      report.show(in: newsroom.config.newsroom.timezone, now: moment)
    }
    if !json { try await store.sayStoppedThreads() }
  }

  private func show(_ ages: [QueueAges], of channel: String) throws {
    if json {
      return try Terminal.sayJSON(["destinations": ages.reduce(into: [:]) { $0[$1.place] = $1.due + [$1.later] }])
    }
    guard !ages.isEmpty else { return Terminal.say("nothing waits for \(channel)") }
    let rows = ages.map { [$0.place.shown()] + ($0.due + [$0.later]).map { $0 == 0 ? "·" : "\($0)" } }
    for line in Terminal.table([StatusReport.ageHeads] + rows) { Terminal.say(line) }
  }
}
