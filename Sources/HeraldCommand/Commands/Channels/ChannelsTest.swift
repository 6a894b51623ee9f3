import ArgumentParser
import Herald

struct ChannelsTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Sends one marked test message through a channel, and can delete it.",
    discussion: """
      herald channels test mastodon
      herald channels test mastodon --delete
      herald channels test mail --to you@example.org

      The message says that it is a test, of which newsroom, and when. It goes out at
      once, by the way that every message goes, but it is no job: no list, count or
      audit knows it, it is tried once, and a paused channel is tested all the same.
      Exit 0 sent, 1 refused or in doubt, 69 the channel is blocked, 75 not now.
      """)

  @Argument(help: "The channel.") var name: String
  @Option(help: "Who gets the mail; for a channel that carries digests.") var to: String?
  @Flag(help: "Delete it at once.") var delete = false
  @Flag(help: "Keep it, and do not ask.") var keep = false
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    if delete, keep { throw ValidationError("--delete and --keep exclude each other") }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    try newsroom.checkChannel(name, orOneOf: [])
    guard let channel = newsroom.config.channels.first(where: { $0.name == name }) else { return }
    let deleting = channel.sender as? any DeletingSender
    if delete, deleting == nil {
      throw Ending(.usage, "what goes to \(name) cannot be deleted from here: leave --delete out")
    }
    let message = try TestMessage(newsroom: newsroom, channel: channel, to: to, now: presentMoment()).message
    let outcome = await outcome(of: message, sender: channel.sender)
    await channel.sender.close()
    guard case .sent(let receipt) = outcome else { throw failed(outcome) }
    if !json { Terminal.say("sent: \(receipt.id.shown())") }
    var isDeleted = false
    if let deleting, try shallDelete() {
      if let failure = await deleting.delete(receipt) {
        throw Ending(
          .unavailable, "the test message is there still, delete it yourself: \(failure.description.shown())")
      }
      isDeleted = true
      if !json { Terminal.say("deleted") }
    }
    if json { try Terminal.sayJSON(Report(channel: name, receipt: receipt.id, isDeleted: isDeleted)) }
  }

  /// The one attempt, as a worker makes it: what it leaves in doubt is settled. Nothing is stored, so the gate is open.
  private func outcome(of message: Message, sender: any Sender) async -> Outcome {
    let note = GateNote()
    let outcome = await sender.send(
      message,
      gate: Gate { _, kept in
        await note.keep(kept)
        return .open
      })
    guard case .uncertain = outcome else { return outcome }
    return outcome.settled(by: await sender.settle(message, note: await note.text))
  }

  private func shallDelete() throws(Ending) -> Bool {
    if delete || keep || json || !Prompt.isPossible { return delete }
    return try Prompt.yes("Delete it now?", otherwise: false)
  }

  private func failed(_ outcome: Outcome) -> Ending {
    let why = (outcome.failure?.description ?? "nothing was sent").shown()
    return switch outcome {
    case .blocked, .unreachable: Ending(.unavailable, "nothing was sent: \(why)")
    case .deferred, .slowed, .busy: Ending(.tryAgain, "it was not taken now: \(why)")
    case .uncertain, .repeatable: Ending(.failed, "it may be there, look: \(why)")
    case .sent, .rejected, .withheld: Ending(.failed, "it was refused: \(why)")
    }
  }
}

/// What the attempt's mark would have kept.
private actor GateNote {
  private(set) var text: String?
  func keep(_ note: String?) { text = note }
}

/// What `channels test --json` prints. Fields are added, never renamed.
private struct Report: Encodable {
  let channel: String
  let receipt: String
  let isDeleted: Bool
}
