import ArgumentParser
import Foundation
import Herald
import HeraldIntake
import HeraldText

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Dry run: shows the posts and the digest. Stores and sends nothing.",
    discussion: """
      herald preview story.txt
      herald preview story.txt --channel mastodon --url https://example.org/story
      herald preview story.txt --network linkedin --shape thread --wire
      herald preview story.txt --network x --explain

      Uses the newsroom's configuration and templates if there are some here, and
      else shows X, Mastodon and Bluesky with the default templates. The text and
      its SHA-256 are those that `queue` freezes and readers get.
      """)

  @Argument(help: ArgumentHelp("Articles, - for standard input.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("Only this channel; may be given several times.", valueName: "name"))
  var channel: [String] = []

  @Option(
    help: ArgumentHelp(
      "This network, configured or not, or all; may be given several times.", valueName: "network"))
  var network: [String] = []

  @OptionGroup var post: PostOptions

  @Flag(help: "Also show what the network's interface gets, where it differs.")
  var wire = false

  @Flag(help: "Also say of each sentence why it is in the post or is not, and what was cut.")
  var explain = false

  @Option(help: "The article's address, where the article does not say; for a single article.")
  var url: String?

  @Flag(help: "One JSON object.")
  var json = false

  @OptionGroup var options: NewsroomOptions

  func run() throws {
    let newsroom = try options.newsroomOrDefaults()
    let asked = try post.request(for: files)
    let networks = try newsroom.channels(ofNetworks: network)
    let channels = try (channel.isEmpty && !networks.isEmpty ? [] : newsroom.postChannels(named: channel)) + networks
    let readings = try newsroom.read(files)
    let articles = try readings.map(\.reading.article).settingURL(url)
    var posts: [PreviewedPost] = []
    for article in articles {
      for channel in channels {
        posts += try newsroom.posts(article, on: channel, asked: asked, explaining: explain).map {
          PreviewedPost(article: article, channel: channel, draft: $0)
        }
      }
    }
    let digest = channel.isEmpty && network.isEmpty && asked.text == nil ? try digest(of: articles, newsroom) : nil
    if json {
      try Terminal.sayJSON(PreviewReport(posts: posts, digest: digest.map(DigestReport.init), explaining: explain))
    } else {
      show(posts, digest, unlinked: articles.filter { !$0.briefs.isEmpty && $0.url == nil }.map(\.title))
      for (file, reading) in readings {
        let count = reading.dropped.count { $0.rule != Rule.markup.rawValue }
        guard count > 0 else { continue }
        Terminal.say(
          "(\(counted(count, "place")) of the text left out: `herald parse --explain \(file.shown())` shows them)")
      }
    }
  }

  /// The digest as an edition that opened today with these articles alone.
  private func digest(of articles: [Article], _ newsroom: Newsroom) throws -> Content? {
    let groups = articles.filter { !$0.briefs.isEmpty }.map {
      EditionDraft.Group(
        title: $0.title, url: $0.url, published: $0.published,
        briefs: $0.briefs.map { EditionDraft.Brief(text: $0.text, links: $0.links) })
    }
    guard !groups.isEmpty else { return nil }
    return try newsroom.edition(
      of: newsroom.config.digests.first,
      EditionOccasion(
        day: CalendarDay(presentMoment(), in: newsroom.config.newsroom.timezone),
        language: Newsroom.commonLanguage(articles.filter { !$0.briefs.isEmpty })), groups: groups)
  }

  private func show(_ card: LinkCard) {
    Terminal.say("   card: \(card.title.shown())")
    if !card.summary.isEmpty { Terminal.say("         \(card.summary.shown())") }
  }

  /// Two lines for each sentence: what became of it, and why.
  private func show(_ choices: [SentenceChoice]) {
    if choices.isEmpty { Terminal.say("   (explain: nothing was chosen: this post takes no sentences of the article)") }
    for choice in choices {
      let points = choice.points.map { ", \(counted($0, "point"))" } ?? ""
      let part = choice.part.map { " in part \($0)" } ?? ""
      let text = choice.text.count > 60 ? choice.text.prefix(60) + "…" : choice.text
      Terminal.say("   \(choice.place) \(choice.fate.rawValue)\(part)\(points): \(text.shown())")
      Terminal.say("     \(choice.reasons.joined(separator: "; ").shown())")
    }
  }

  private func show(_ posts: [PreviewedPost], _ digest: Content?, unlinked: [String]) {
    for post in posts {
      for (index, measure) in post.draft.measures.enumerated() {
        let part = post.draft.content.parts[index]
        let place = post.place(ofPart: index).map { " · \($0)" } ?? ""
        Terminal.say(Terminal.heading("── \(post.channel.name)\(place) · \(measure.explanation)"))
        Terminal.say(part.shown(keepingLines: true))
        if let card = post.draft.content.card, part.contains(card.url.text) { show(card) }
        if wire { showWire(part, post.channel.network) }
      }
      for note in post.draft.notes { Terminal.say("   (\(note.shown()))") }
      if explain { show(post.draft.choices) }
      Terminal.say("   sha256 \(post.draft.content.sha256)\n")
    }
    if let digest {
      Terminal.say(Terminal.heading("── digest · Subject: \(digest.subject.shown())"))
      Terminal.say(digest.text.shown(keepingLines: true))
      for title in unlinked { Terminal.say("   (\(noLinkNote(title).shown()))") }
      Terminal.say("   sha256 \(digest.sha256)")
    } else if channel.isEmpty, network.isEmpty, post.text == nil {
      Terminal.say("no briefs, so nothing for a digest")
    }
  }
}

struct PreviewedPost {
  let article: Article
  let channel: ChannelConfig
  let draft: PostDraft

  /// Which brief or part it is, where there are several: `brief 2 of 3`, `part 1 of 4`.
  func place(ofPart part: Int) -> String? {
    if let brief = draft.brief, let index = article.briefs.firstIndex(of: brief) {
      return "brief \(index + 1) of \(article.briefs.count)"
    }
    let count = draft.content.parts.count
    return count > 1 ? "part \(part + 1) of \(count)" : nil
  }
}
