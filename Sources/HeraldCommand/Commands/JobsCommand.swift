import ArgumentParser
import Herald
import HeraldStore

struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "Look at single jobs.", subcommands: [List.self, Show.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists jobs, the latest first.")

    @Option(help: ArgumentHelp("Only this state: \(JobState.allCases.map(\.rawValue).joined(separator: ", "))."))
    var state: JobState?
    @Option(help: "Only this channel.") var channel: String?
    @Option(help: "At most so many.") var limit = 50
    @Option(help: "Only jobs before this one: the next page.") var before: Job.ID?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      let jobs = try await store.jobs(state: state, channel: channel, limit: max(1, limit), before: before)
      if json { return try Terminal.sayJSON(["jobs": jobs.map(JobReport.init)]) }
      guard !jobs.isEmpty else { return Terminal.say("no such job") }
      let rows = jobs.map { job in
        [
          "\(job.id)", job.channel, job.state.rawValue + (job.reason.map { " (\($0.rawValue))" } ?? ""),
          job.due.description, "\(job.attempts)", job.recipient?.shown() ?? job.destination.shown(),
        ]
      }
      for line in Terminal.table([["job", "channel", "state", "due", "attempts", "to"]] + rows) { Terminal.say(line) }
      if let last = jobs.last, jobs.count == limit { Terminal.say("more: --before \(last.id)") }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows a job: its text, its envelope and every attempt at it.")

    @Argument(help: "The job's number.") var id: Job.ID
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      let (job, message, title, deliveries) = try await store.job(id, network: .plain)
      if json {
        return try Terminal.sayJSON(
          JobReport(job, title: title, content: message.content, deliveries: deliveries))
      }
      Terminal.say(Terminal.heading("job \(job.id) · \(job.channel) · \(title.shown())"))
      var facts = [
        ["state", job.state.rawValue + (job.reason.map { " (\($0.rawValue))" } ?? "")], ["due", "\(job.due)"],
        ["to", job.recipient?.shown() ?? job.destination.shown()], ["revision", "\(job.revision)"],
        ["part", "\(job.part + 1) of \(message.content.parts.count)"], ["attempts", "\(job.attempts)"],
        ["sha256", "\(message.content.sha256)"],
      ]
      if job.firstClaimed != nil, case .mail(let envelope) = message.envelope {
        facts += [["date", "\(envelope.date)"], ["message-id", "<\(envelope.messageID)>"]]
      }
      for line in Terminal.table(facts) { Terminal.say(line) }
      Terminal.say("\n\(message.text.shown(keepingLines: true))\n")
      let rows = deliveries.map { delivery in
        [
          "\(delivery.started)", delivery.ending.rawValue,
          (delivery.receipt?.id ?? delivery.failure?.description ?? "").shown(),
        ]
      }
      for line in Terminal.table(rows) { Terminal.say(line) }
    }
  }
}

/// What `jobs … --json` prints. Fields are added, never renamed.
private struct JobReport: Encodable {
  struct Attempt: Encodable {
    let started: Instant
    let marked: Instant?
    let ended: Instant
    let outcome: String
    let receipt: String?
    let failure: String?
  }

  let id: Job.ID
  let channel: String
  let state: JobState
  let reason: Reason?
  let due: Instant
  let recipient: String?
  let destination: String
  let revision: Int
  let part: Int
  let attempts: Int
  let crashes: Int
  var title: String?
  var text: String?
  var sha256: SHA256Digest?
  var deliveries: [Attempt]?

  init(_ job: Job) {
    id = job.id
    channel = job.channel
    state = job.state
    reason = job.reason
    due = job.due
    recipient = job.recipient
    destination = job.destination
    revision = job.revision
    part = job.part
    attempts = job.attempts
    crashes = job.crashes
  }

  init(_ job: Job, title: String, content: Content, deliveries: [Delivery]) {
    self.init(job)
    self.title = title
    text = content.parts[job.part]
    sha256 = content.sha256
    self.deliveries = deliveries.map {
      Attempt(
        started: $0.started, marked: $0.marked, ended: $0.ended, outcome: $0.ending.rawValue,
        receipt: $0.receipt?.id, failure: $0.failure?.description)
    }
  }
}

extension Job {
  fileprivate var recipient: String? {
    if case .edition(_, let recipient) = origin { recipient.description } else { nil }
  }
}

extension JobState: ExpressibleByArgument {}
