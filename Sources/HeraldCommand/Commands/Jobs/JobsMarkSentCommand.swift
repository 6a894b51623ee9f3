import ArgumentParser
import Herald
import HeraldStore

struct JobsMarkSentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark-sent",
    abstract: "Says that jobs in doubt did arrive.",
    discussion: """
      herald jobs mark-sent 17 --receipt https://social.example/@paper/1140

      For what is held, failed or in doubt, when you have seen that it arrived.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID]
  @Option(help: "How the far side calls it; default that a person said so.") var receipt = "a person said so"
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    try await store.markSent(ids, receipt: Receipt(id: receipt), now: moment)
    for id in ids { Terminal.say("job \(id) is sent") }
  }
}
