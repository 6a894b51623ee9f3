import ArgumentParser
import Herald
import HeraldStore

struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "Look at single jobs.",
    discussion: """
      herald jobs list --state held
      herald jobs show 17
      """,
    subcommands: [List.self, Show.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists jobs, the latest first.")

    @Option(help: "Only this state.")
    var state: JobState?
    @Option(help: "Only this channel.") var channel: String?
    @Option(help: "At most so many, 1 to 10000.") var limit = 50
    @Option(help: "Only jobs before this one: the next page.") var before: Job.ID?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    private var isFiltered: Bool { state != nil || channel != nil || before != nil }

    func validate() throws {
      guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 10000") }
    }

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      // A channel that has left the configuration may still have jobs.
      if let channel { try newsroom.checkChannel(channel, orOneOf: try await store.ledgers().keys.sorted()) }
      let jobs = try await store.jobs(state: state, channel: channel, limit: limit, before: before)
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
      let waits = try await store.waits(of: [job])
      if json {
        return try Terminal.sayJSON(
          JobReport(
            job, title: title, waitsFor: waits[job.id]?.job, content: message.content, deliveries: deliveries))
      }
      let zone = newsroom.config.newsroom.timezone
      Terminal.say(Terminal.heading("job \(job.id) · \(job.channel) · \(title.shown())"))
      var facts = [
        ["state", job.says(waitingFor: waits[job.id])],
        ["due", job.due.shown(in: zone)],
        ["to", job.recipient?.shown() ?? job.destination.shown()], ["revision", "\(job.revision)"],
        ["part", "\(job.part + 1) of \(message.content.parts.count)"], ["failed attempts", "\(job.attempts)"],
        ["sha256", "\(message.content.sha256)"],
      ]
      if job.firstClaimed != nil, case .mail(let envelope) = message.envelope {
        facts += [["date", envelope.date.shown(in: zone)], ["message-id", "<\(envelope.messageID)>"]]
      }
      for line in Terminal.table(facts) { Terminal.say(line) }
      Terminal.say("\n\(message.text.shown(keepingLines: true))\n")
      let rows = deliveries.map { delivery in
        [
          delivery.started.shown(in: zone), delivery.ending.rawValue,
          (delivery.receipt?.id ?? delivery.failure?.description ?? "").shown(),
        ]
      }
      for line in Terminal.table(rows) { Terminal.say(line) }
    }
  }
}

extension JobState: ExpressibleByArgument {}
