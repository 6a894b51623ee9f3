import ArgumentParser
import Herald
import HeraldSenders
import HeraldStore

struct JobsMarkSentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark-sent",
    abstract: "Says that jobs in doubt did arrive.",
    discussion: """
      herald jobs mark-sent 17 --receipt https://social.example/@paper/1140

      For what is held, failed or in doubt, when you have seen that it arrived. Where
      parts of a thread wait behind it, they answer to what --receipt names.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID]
  @Option(help: "How the far side calls it; default that a person said so.") var receipt = "a person said so"
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    let threads = try await store.threads(of: ids)
    let jobs = try ids.map { (job: $0, receipt: try checked(for: $0, on: threads[$0], newsroom)) }
    try await store.markSent(jobs, now: moment)
    for id in ids { Terminal.say("job \(id) is sent") }
  }

  /// - Parameter channel: where parts wait behind the job.
  private func checked(for id: Job.ID, on channel: String?, _ newsroom: Newsroom) throws(Ending) -> Receipt {
    guard let channel, let sender = newsroom.config.channels.first(where: { $0.name == channel })?.sender,
      let threading = sender as? any ThreadingSender
    else { return Receipt(id: receipt) }
    guard let found = threading.receipt(said: receipt) else {
      throw Ending(
        .usage,
        "job \(id): parts of its thread wait behind it and answer to it, so --receipt has to be \(threading.receiptForm)"
      )
    }
    return found
  }
}
