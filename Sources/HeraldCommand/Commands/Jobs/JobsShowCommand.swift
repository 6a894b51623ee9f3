import ArgumentParser
import Herald
import HeraldStore

struct JobsShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows a job: its text, its envelope and every attempt at it.",
    discussion: """
      herald jobs show 17
      herald jobs show 17 --raw > 17.eml

      --raw writes the octets that go over the wire, and nothing else: for a mail
      the whole message, for a post what its sender would send. Before the first
      attempt the date in them is the present moment's.
      """)

  @Argument(help: "The job's number.") var id: Job.ID
  @Flag(help: "The octets on the wire.") var raw = false
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    if raw && json { throw ValidationError("--raw and --json say different things: give one of them") }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let store = try await newsroom.openStoreToLook(now: presentMoment())
    defer { store.close() }
    let (job, message, title, deliveries) = try await newsroom.job(id, in: store)
    if raw { return try writeRaw(job, message, newsroom) }
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
      ["due", job.due.shown(in: zone) + (job.slot.map { ", slot \($0)" } ?? "")],
      ["to", job.recipient?.shown() ?? job.destination.shown()], ["revision", "\(job.revision)"],
      ["part", "\(job.part + 1) of \(message.content.parts.count)"], ["failed attempts", "\(job.attempts)"],
      ["sha256", "\(message.content.sha256)"],
    ]
    if let missed = job.missedAfter, job.firstClaimed == nil, !job.state.isFinished {
      facts.append(["missed after", missed.shown(in: zone)])
    }
    if job.misfires > 0 { facts.append(["missed its time", "\(job.misfires) times"]) }
    if let expires = job.expires, job.follows == nil { facts.append(["expires", expires.shown(in: zone)]) }
    if job.priority != .usual { facts.append(["priority", job.priority.name]) }
    if let edited = job.edited { facts.append(["edited", edited.shown(in: zone)]) }
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

  private func writeRaw(_ job: Job, _ message: Message, _ newsroom: Newsroom) throws {
    guard let channel = newsroom.config.channels.first(where: { $0.name == job.channel }) else {
      throw Ending(.failed, "job \(job.id) is for \(job.channel.shown()), which the configuration has no longer")
    }
    switch channel.sender.wire(message) {
    case .success(let octets): Terminal.write(octets, to: 1)
    case .failure(let failure): throw Ending(.failed, "job \(job.id): \(failure.description.shown())")
    }
  }
}

extension Newsroom {
  /// One job by its number, with its channel's network.
  func job(
    _ id: Job.ID, in store: Store
  ) async throws -> (job: Job, message: Message, title: String, deliveries: [Delivery]) {
    let found = try await store.job(id, network: .plain)
    guard let channel = config.channels.first(where: { $0.name == found.job.channel }), channel.network != .plain else {
      return found
    }
    return try await store.job(id, network: channel.network)
  }
}
