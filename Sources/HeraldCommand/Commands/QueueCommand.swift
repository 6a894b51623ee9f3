import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Queues an article's posts, and stores its briefs for the digests.",
    discussion: """
      herald queue story.txt --url https://example.org/story --channel mastodon
      herald queue story.txt --at "tomorrow 9:00"

      The same article twice owes once: it is known by its address, else by its
      title. With another text it is refused, unless --correct (change what waits)
      or --again (post it once more) says what is meant. Either every article is
      queued or none. --at and --now also move posts that wait; what is out stays
      as it was sent. `herald run` delivers.
      """)

  @Argument(help: ArgumentHelp("Articles, - for standard input.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("Only this channel; may be given several times.", valueName: "name"))
  var channel: [String] = []

  @Option(help: ArgumentHelp("When to post: 2026-11-24T09:00:00+05:00, \"tomorrow 9:00\", 18:00.", valueName: "time"))
  var at: String?

  @Flag(help: "Post as soon as `herald run` works; the default.")
  var now = false

  @Option(help: "The article's address, where the article does not say; for a single article.")
  var url: String?

  @Flag(help: "Post a known article once more.")
  var again = false

  @Flag(help: "Change the posts that wait to the article's new text.")
  var correct = false

  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    if at != nil && now { throw ValidationError("--at and --now say different things: give one of them") }
    if again && correct { throw ValidationError("--again and --correct say different things: give one of them") }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let channels = try newsroom.postChannels(named: channel)
    let articles = try newsroom.read(files).map(\.reading.article).settingURL(url)
    let moment = presentMoment()
    let due = try at.map { try MomentText.read($0, now: moment, zone: newsroom.config.newsroom.timezone) } ?? moment
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }

    var orders: [QueueOrder] = []
    for var article in articles {
      if article.url == nil { article.url = try await store.article(like: article)?.url }
      let postings = try channels.map { channel in
        Posting(
          channel: channel.name, content: try newsroom.post(article, on: channel).content, due: due,
          destination: channel.destination, moves: at != nil || now)
      }
      orders.append(QueueOrder(article: article, postings: postings))
    }
    let receipts = try await store.queue(orders, intent: again ? .again : correct ? .correct : .first, now: moment)
    for (order, receipt) in zip(orders, receipts) { show(order, receipt, zone: newsroom.config.newsroom.timezone) }
    warnWithoutLink(orders.map(\.article))
    let unmoved = receipts.flatMap(\.jobs).filter(isUnmoved)
    guard unmoved.isEmpty else {
      let numbers = unmoved.map { "\($0.id)" }.joined(separator: ", ")
      throw Ending(.failed, "\(timeOption) was not applied to job \(numbers): only posts that wait can be moved")
    }
  }

  private var timeOption: String { now ? "--now" : "--at" }

  /// A time was asked for, and the job keeps its own.
  private func isUnmoved(_ job: QueuedJob) -> Bool {
    (at != nil || now) && (job.effect == .known || job.effect == .kept)
  }

  private func show(_ order: QueueOrder, _ receipt: QueueReceipt, zone: TimeZone) {
    Terminal.say(Terminal.heading(order.article.title.shown()))
    let rows = receipt.jobs.map { job in
      let content = order.postings.first { $0.channel == job.channel }?.content
      let sha256 = job.effect == .known || job.effect == .kept ? "" : content.map { "sha256 \($0.sha256.short)…" } ?? ""
      return ["  job \(job.id)", job.channel, says(job, zone: zone), sha256]
    }
    for line in Terminal.table(rows) { Terminal.say(line) }
    if receipt.jobs.contains(where: isOut) {
      Terminal.say("  what is out stays as it was sent; the stored article, and what still waits, is changed")
    }
    if !receipt.stillWaiting.isEmpty {
      let numbers = receipt.stillWaiting.map { "\($0)" }.joined(separator: ", ")
      Terminal.say("  job \(numbers) of an earlier time still waits: it will be posted too")
    }
    let briefs = order.article.briefs.count
    if briefs > 0 {
      Terminal.say("  \(receipt.newBriefs) new of \(counted(briefs, "brief")) stored for the digests")
    }
  }

  /// A correction that comes too late for this job.
  private func isOut(_ job: QueuedJob) -> Bool { correct && (job.effect == .kept || job.state == .sent) }

  private func says(_ job: QueuedJob, zone: TimeZone) -> String {
    let due = job.due.shown(in: zone)
    switch job.effect {
    case .queued: return "queued, due \(due)"
    case .corrected: return "corrected, due \(due)"
    case .moved: return "moved, due \(due)"
    case .known, .kept: break
    }
    let state =
      switch job.state {
      case .waiting where job.effect == .kept: "may be out already"
      case .waiting where isUnmoved(job): "tried already, waits until \(due)"
      case .waiting: "queued already, waits until \(due)"
      case .sent where isUnmoved(job) || correct: "sent already"
      case .leased where isUnmoved(job) || correct: "being sent"
      default: "queued already, \(job.state.rawValue)"
      }
    return state + (isOut(job) ? ", stays as it is" : "") + (isUnmoved(job) ? "; \(timeOption) was not applied" : "")
  }
}
