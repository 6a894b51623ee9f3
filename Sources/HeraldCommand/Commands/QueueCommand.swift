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
      herald queue story.txt --next-slot
      herald queue story.txt --briefs --every 30m --channel x

      The same article twice owes once: it is known by its address, else by its
      title. With another text it is refused, unless --correct (change what waits)
      or --again (post it once more) says what is meant. Either every article is
      queued or none. --at, --now and --next-slot also move posts that wait; what
      is out stays as it was sent. `herald run` delivers.

      Without a time a post is due now, also on a channel with `slots:`; with
      --next-slot each takes the first slot of its channel that no other post
      has, and of --briefs each its own. `herald schedule` shows them.
      """)

  @Argument(help: ArgumentHelp("Articles, - for standard input.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("Only this channel; may be given several times.", valueName: "name"))
  var channel: [String] = []

  @Option(help: ArgumentHelp("When to post: 2026-11-24T09:00:00+05:00, \"tomorrow 9:00\", 18:00.", valueName: "time"))
  var at: String?

  @Flag(help: "Post as soon as `herald run` works; the default.")
  var now = false

  @Flag(help: "Post at the next free slot of each channel.")
  var nextSlot = false

  @Flag(help: "Before everything else that is due on its channels.")
  var first = false

  @OptionGroup var post: PostOptions

  @Option(help: ArgumentHelp("The time between posts of briefs: 30m, 2h; default none.", valueName: "time"))
  var every: TimeSpan?

  @Option(help: "The article's address, where the article does not say; for a single article.")
  var url: String?

  @Flag(help: "Post a known article once more.")
  var again = false

  @Flag(help: "Change the posts that wait to the article's new text.")
  var correct = false

  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    if at != nil && now { throw ValidationError("--at and --now say different things: give one of them") }
    if nextSlot && (at != nil || now) {
      throw ValidationError("--next-slot and \(now ? "--now" : "--at") say different things: give one of them")
    }
    if nextSlot && every != nil {
      throw ValidationError("--next-slot and --every say different things: each post takes its own slot")
    }
    if again && correct { throw ValidationError("--again and --correct say different things: give one of them") }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let channels = try newsroom.postChannels(named: channel)
    let asked = try post.request(for: files)
    let shapes = channels.map { newsroom.style(of: $0, asked: asked).shape }
    if every != nil, asked.text != nil || !shapes.contains(.briefs) {
      throw Ending(.usage, "--every is the time between posts of briefs: say --briefs, or leave it out")
    }
    if nextSlot { try checkSlots(of: channels) }
    let articles = try newsroom.read(files).map(\.reading.article).settingURL(url)
    let moment = presentMoment()
    let due = try at.map { try MomentText.read($0, now: moment, zone: newsroom.config.newsroom.timezone) } ?? moment
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }

    var orders: [QueueOrder] = []
    for var article in articles {
      if article.url == nil { article.url = try await store.article(like: article)?.url }
      if asked.shape == .briefs, article.briefs.isEmpty {
        throw Ending(.input, "“\(article.title.shown())” has no briefs: see `herald parse`, or leave --briefs out")
      }
      let postings = try channels.flatMap { channel in
        try newsroom.posts(article, on: channel, asked: asked).enumerated().map { index, draft in
          Posting(
            channel: channel.name, brief: draft.brief, content: draft.content,
            due: max(due, moment + channel.holdFor) + (every ?? TimeSpan(seconds: 0)).times(index),
            destination: channel.destination, moves: asksForTime,
            slots: nextSlot ? newsroom.misfire(of: channel).slots : nil,
            catchUp: at != nil || nextSlot ? channel.catchUp : nil, needsApproval: channel.needsApproval,
            expiresAfter: channel.expires, priority: first ? .first : .usual)
        }
      }
      for channel in channels where !postings.contains(where: { $0.channel == channel.name }) {
        Terminal.warn("\(channel.name) carries briefs, and “\(article.title)” has none: nothing to post there")
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

  private var timeOption: String { now ? "--now" : nextSlot ? "--next-slot" : "--at" }
  private var asksForTime: Bool { at != nil || now || nextSlot }

  private func checkSlots(of channels: [ChannelConfig]) throws {
    let without = channels.filter(\.slots.isEmpty).map(\.name)
    guard !without.isEmpty else { return }
    let (has, names) = (without.count == 1 ? "has" : "have", without.joined(separator: ", "))
    throw Ending(
      .usage,
      "\(names) \(has) no slots: add `slots:` to the configuration, name other channels with --channel, or say --at")
  }

  /// A time was asked for, and the job keeps its own.
  private func isUnmoved(_ job: QueuedJob) -> Bool {
    asksForTime && (job.effect == .known || job.effect == .kept)
  }

  private func show(_ order: QueueOrder, _ receipt: QueueReceipt, zone: TimeZone) {
    Terminal.say(Terminal.heading(order.article.title.shown()))
    let rows = receipt.jobs.map { job in
      let content = order.postings.first { $0.channel == job.channel && $0.brief == job.brief }?.content
      let sha256 = job.effect == .known || job.effect == .kept ? "" : content.map { "sha256 \($0.sha256.short)…" } ?? ""
      return ["  job \(job.id)", job.channel + place(of: job, order, content), says(job, zone: zone), sha256]
    }
    for line in Terminal.table(rows) { Terminal.say(line) }
    if receipt.jobs.contains(where: { $0.state == .held && $0.effect != .known && $0.effect != .kept }) {
      Terminal.say("  what is held goes out once it is approved: `herald jobs approve --sha256 …`")
    }
    let others = receipt.jobs.filter { $0.hasOtherText && $0.state == .waiting && $0.effect != .kept }
    if !others.isEmpty {
      let numbers = others.map { "\($0.id)" }.joined(separator: ", ")
      let says = others.count == 1 ? "keeps the text it was" : "keep the text they were"
      Terminal.say("  job \(numbers) \(says) queued with: say --correct to change it")
    }
    if !receipt.withdrawn.isEmpty {
      let numbers = receipt.withdrawn.map { "\($0)" }.joined(separator: ", ")
      Terminal.say("  job \(numbers) cancelled: the article has that brief no longer")
    }
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

  /// Which brief or part a job carries, where there are several.
  private func place(of job: QueuedJob, _ order: QueueOrder, _ content: Content?) -> String {
    if let brief = job.brief, let index = order.article.briefs.firstIndex(of: brief) {
      return ", brief \(index + 1) of \(order.article.briefs.count)"
    }
    let parts = content?.parts.count ?? 1
    return parts > 1 && job.part < parts ? ", part \(job.part + 1) of \(parts)" : ""
  }

  /// A correction that comes too late for this job.
  private func isOut(_ job: QueuedJob) -> Bool { correct && (job.effect == .kept || job.state == .sent) }

  private func approval(of job: QueuedJob) -> String { job.state == .held ? ", held for approval" : "" }

  private func says(_ job: QueuedJob, zone: TimeZone) -> String {
    let due = job.due.shown(in: zone) + (job.slot == nil ? "" : ", its slot")
    switch job.effect {
    case .queued: return "queued, due \(due)\(approval(of: job))"
    case .corrected: return "corrected, due \(due)\(approval(of: job))"
    case .moved: return "moved, due \(due)\(approval(of: job))"
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
