import ArgumentParser
import Herald
import HeraldStore

struct JobsRetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Lets jobs that failed or are held be tried again.",
    discussion: """
      herald jobs retry 17
      herald jobs retry --failed                       all that failed
      herald jobs retry --failed --channel mail --code 421
      herald jobs retry --held --reason uncertain      they may arrive twice

      They are due now, with all attempts before them. A job that is held
      (uncertain) may have arrived: a retry sends it again, with the same key and
      the same bytes; `mark-sent` is for one that did arrive.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID] = []
  @Flag(help: "All that failed.") var failed = false
  @Flag(help: "All that are held, but for those that wait for approval.") var held = false
  @Option(help: "Of those only this channel.") var channel: String?
  @Option(help: "Of those only this reason: rejected, exhausted, expired, uncertain …") var reason: Reason?
  @Option(help: "Of those only the ones whose last failure had this code: 550, 5.1.1.") var code: String?
  @OptionGroup var options: NewsroomOptions

  private var chooses: Bool { failed || held }

  func validate() throws {
    guard ids.isEmpty == chooses else {
      throw ValidationError("name jobs by their numbers, or choose them with --failed or --held")
    }
    if !chooses, channel != nil || reason != nil || code != nil {
      throw ValidationError("--channel, --reason and --code choose among --failed and --held")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    if let channel { try newsroom.checkChannel(channel, orOneOf: try await store.ledgers().keys.sorted()) }
    let chosen =
      chooses
      ? try await store.retryable(
        channel: channel, reason: reason, code: code, includingFailed: failed, includingHeld: held) : ids
    try await store.retry(chosen, now: moment)
    let numbers = chosen.count <= 10 ? ": " + chosen.map { "\($0)" }.joined(separator: ", ") : ""
    Terminal.say(
      chosen.isEmpty ? "no job is like that" : "\(counted(chosen.count, "job")) will be tried again\(numbers)")
  }
}
