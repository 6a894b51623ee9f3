import ArgumentParser
import Herald
import HeraldStore

struct JobsMoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Gives jobs that wait another time, or another place among those that are due.",
    discussion: """
      herald jobs move 17 --at "tomorrow 9:00"
      herald jobs move 17 18 --now
      herald jobs move 17 --first          before all others that are due on its channel
      herald jobs move 17 --now --usual    in its turn again

      A job that expires keeps the time that it has: its expiry moves along.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID]
  @Option(help: ArgumentHelp("When: 2026-11-24T09:00:00+05:00, \"tomorrow 9:00\", 18:00.", valueName: "time"))
  var at: String?
  @Flag(help: "As soon as `herald run` works.") var now = false
  @Flag(exclusivity: .exclusive) var priority: Priority?
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    if at != nil && now { throw ValidationError("--at and --now say different things: give one of them") }
    guard at != nil || now || priority != nil else {
      throw ValidationError("say --at TIME or --now, or --first, --usual or --later")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let zone = newsroom.config.newsroom.timezone
    let moment = presentMoment()
    let due = try at.map { try MomentText.read($0, now: moment, zone: zone) } ?? (now ? moment : nil)
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    try await store.move(ids, to: due, priority: priority)
    let time = due.map { ", due \($0.shown(in: zone))" } ?? ""
    let place = priority.map { $0 == .usual ? ", in its turn" : ", \($0.name)" } ?? ""
    for id in ids { Terminal.say("job \(id) moved\(time)\(place)") }
  }
}

extension Priority: EnumerableFlag {
  public static func help(for priority: Priority) -> ArgumentHelp? {
    switch priority {
    case .first: "Before all others that are due."
    case .usual: "In its turn: where posts are."
    case .later: "After the others: where the mails of digests are."
    }
  }
}
