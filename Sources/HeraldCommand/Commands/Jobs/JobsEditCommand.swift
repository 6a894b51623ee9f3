import ArgumentParser
import Foundation
import Herald
import HeraldStore
import HeraldText

struct JobsEditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Gives a post another text.",
    discussion: """
      herald jobs edit 17                      in $EDITOR
      herald jobs edit 17 --text new.txt
      echo "A better one." | herald jobs edit 17 --text -

      The text is held to the rules of its network, as any other. Lines of --- part
      a thread; parts that are sent have to stay as they were. A new text is a new
      revision: an approval is void, and a post that failed waits again. The mails
      of a digest are edited with `herald digest edit`.
      """)

  @Argument(help: "The job's number.") var id: Job.ID
  @Option(help: ArgumentHelp("The new text; - for standard input; default $EDITOR.", valueName: "file"))
  var text: String?
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    let (job, message, _, _) = try await newsroom.job(id, in: store)
    guard let article = try await store.article(of: job) else {
      throw StoreProblem.jobRefuses(id, why: "is a mail of a digest: `herald digest edit` changes its edition")
    }
    guard let channel = newsroom.config.channels.first(where: { $0.name == job.channel }) else {
      throw Ending(.failed, "job \(id) is for \(job.channel.shown()), which the configuration has no longer")
    }
    let old = message.content.parts.joined(separator: "\n---\n")
    let file = text == nil ? try EditorFile(old + "\n", name: "job-\(id).txt") : nil
    let limit = TextInput.longestPost
    let new =
      try file?.edit(limit: limit, too: "this is no post")
      ?? TextInput.read(text ?? "-", limit: limit, too: "this is no post")
    do {
      try await change(message, to: new, of: article, on: channel, in: store, newsroom, now: moment)
      try file?.remove()
    } catch {
      guard let file, let ending = Ending(error) else { throw error }
      throw Ending(ending.code, "\(ending.message)\nyour text is in \(file.path): `--text` takes it")
    }
  }

  private func change(
    _ message: Message, to new: String, of article: Article, on channel: ChannelConfig, in store: Store,
    _ newsroom: Newsroom, now moment: Instant
  ) async throws {
    let draft = try newsroom.posts(article, on: channel, asked: PostRequest(text: new))[0]
    guard draft.content.sha256 != message.content.sha256 else { return Terminal.say("job \(id) has just this text") }
    let edited = try await store.edit(id, content: draft.content, now: moment)
    if json { return try Terminal.sayJSON(EditReport(edited, sha256: draft.content.sha256)) }
    for note in draft.notes { Terminal.say("(\(note.shown()))") }
    let numbers = edited.jobs.map { "\($0)" }.joined(separator: ", ")
    Terminal.say("job \(numbers) edited, revision \(edited.revision), sha256 \(draft.content.sha256)")
    if edited.needsApproval {
      Terminal.say("held until it is approved: `herald jobs approve \(id) --sha256 \(draft.content.sha256.short)`")
    }
  }
}

private struct EditReport: Encodable {
  let jobs: [Job.ID]
  let revision: Int
  let needsApproval: Bool
  let sha256: SHA256Digest

  init(_ edited: Store.Edited, sha256: SHA256Digest) {
    (jobs, revision, needsApproval) = (edited.jobs, edited.revision, edited.needsApproval)
    self.sha256 = sha256
  }
}
