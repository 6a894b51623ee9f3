import ArgumentParser
import Herald
import HeraldStore

struct JobsMoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Gives jobs that wait another time.",
    discussion: """
      herald jobs move 17 --at "tomorrow 9:00"
      herald jobs move 17 18 --now
      herald jobs move 17 --next-slot

      A slot that a post had is free then. With --next-slot each takes the first
      slot of its channel that no other post has. What is held (misfire) waits
      again.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID]
  @Option(help: ArgumentHelp("When: 2026-11-24T09:00:00+05:00, \"tomorrow 9:00\", 18:00.", valueName: "time"))
  var at: String?
  @Flag(help: "As soon as `herald run` works.") var now = false
  @Flag(help: "At the next free slot of their channel.") var nextSlot = false
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    guard [at != nil, now, nextSlot].count(where: \.self) == 1 else {
      throw ValidationError("say either --at TIME, --now or --next-slot")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let zone = newsroom.config.newsroom.timezone
    let moment = presentMoment()
    let due = try at.map { try MomentText.read($0, now: moment, zone: zone) } ?? moment
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    if nextSlot {
      for (id, due) in try await store.moveToSlots(ids, policies: newsroom.misfires, now: moment) {
        Terminal.say("job \(id) moved, due \(due.shown(in: zone)), its slot")
      }
      return
    }
    try await store.move(ids, to: due, catchUp: at == nil ? [:] : newsroom.misfires.mapValues(\.catchUp))
    for id in ids { Terminal.say("job \(id) moved, due \(due.shown(in: zone))") }
  }
}
