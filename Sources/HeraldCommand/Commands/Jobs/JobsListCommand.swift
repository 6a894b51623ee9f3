import ArgumentParser
import Herald
import HeraldStore

struct JobsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists jobs, the latest first.",
    discussion: """
      herald jobs list --state held --reason uncertain
      herald jobs list --channel mail --older 2d --limit 500
      """)

  @Option(help: "Only this state.")
  var state: JobState?
  @Option(help: "Only this reason: approval, uncertain, rejected …") var reason: Reason?
  @Option(help: "Only this channel.") var channel: String?
  @Option(help: ArgumentHelp("Only jobs that were due so long ago or longer: 20m, 2d.", valueName: "time"))
  var older: TimeSpan?
  @Option(help: "At most so many, 1 to 10000.") var limit = 50
  @Option(help: "Only jobs before this one: the next page.") var before: Job.ID?
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  private var isFiltered: Bool { state != nil || reason != nil || channel != nil || older != nil || before != nil }

  func validate() throws {
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 10000") }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStoreToLook(now: moment)
    defer { store.close() }
    // A channel that has left the configuration may still have jobs.
    if let channel { try newsroom.checkChannel(channel, orOneOf: try await store.ledgers().keys.sorted()) }
    let (jobs, unreadable) = try await store.readableJobs(
      state: state, reason: reason, channel: channel, dueBefore: older.map { moment + $0.times(-1) }, limit: limit,
      before: before)
    for row in unreadable { Terminal.warn("job \(row.job) cannot be read: \(row.detail)") }
    let titles = try await store.titles(of: jobs.map(\.id))
    let waits = try await store.waits(of: jobs)
    if json {
      let reports = jobs.map { JobReport($0, title: titles[$0.id] ?? "", waitsFor: waits[$0.id]?.job) }
      return try Terminal.sayJSON(["jobs": reports])
    }
    guard !jobs.isEmpty else {
      return Terminal.say(isFiltered ? "no job is like that" : "no jobs yet: `herald queue FILE` makes some")
    }
    let rows = jobs.map { job in
      let title = titles[job.id] ?? ""
      return [
        "\(job.id)", job.channel, job.says(waitingFor: waits[job.id]),
        job.due.shown(in: newsroom.config.newsroom.timezone),
        (job.address.map { "\(title) to \($0)" } ?? title).shown(),
      ]
    }
    for line in Terminal.table([["job", "channel", "state", "due", "title"]] + rows, fitting: true) {
      Terminal.say(line)
    }
    if let last = jobs.last, jobs.count + unreadable.count == limit { Terminal.say("more: --before \(last.id)") }
  }
}
