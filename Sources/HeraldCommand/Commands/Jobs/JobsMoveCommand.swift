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
      herald jobs move 17 --next-slot
      herald jobs move 17 --first          before all others that are due on its channel
      herald jobs move 17 --now --usual    in its turn again

      A slot that a post had is free then. With --next-slot each takes the first
      slot of its channel that no other post has. What is held (misfire) waits
      again. A job that expires keeps the time that it has: its expiry moves along,
      and so do the parts of a thread that wait behind it.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID]
  @Option(help: ArgumentHelp("When: 2026-11-24T09:00:00+05:00, \"tomorrow 9:00\", 18:00.", valueName: "time"))
  var at: String?
  @Flag(help: "As soon as `herald run` works.") var now = false
  @Flag(help: "At the next free slot of their channel.") var nextSlot = false
  @Flag(exclusivity: .exclusive) var priority: Priority?
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    let times = [at != nil, now, nextSlot].count(where: \.self)
    guard times <= 1 else { throw ValidationError("say one of --at TIME, --now and --next-slot") }
    guard times == 1 || priority != nil else {
      throw ValidationError("say --at TIME, --now or --next-slot, or --first, --usual or --later")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let zone = newsroom.config.newsroom.timezone
    let moment = presentMoment()
    let due = try at.map { try MomentText.read($0, now: moment, zone: zone) } ?? (now ? moment : nil)
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    let place = priority.map { $0 == .usual ? ", in its turn" : ", \($0.name)" } ?? ""
    if nextSlot {
      let moved = try await store.moveToSlots(ids, priority: priority, policies: newsroom.misfires, now: moment)
      for (id, due) in moved { Terminal.say("job \(id) moved, due \(due.shown(in: zone)), its slot\(place)") }
      return
    }
    try await store.move(
      ids, to: due, priority: priority, catchUp: at == nil ? [:] : newsroom.misfires.mapValues(\.catchUp))
    let time = due.map { ", due \($0.shown(in: zone))" } ?? ""
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
