import ArgumentParser
import Foundation
import Herald
import HeraldText

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Dry run: shows the posts and the digest. Stores and sends nothing.",
    discussion: """
      herald preview story.txt
      herald preview story.txt --channel mastodon --url https://example.org/story

      Uses the newsroom's configuration and templates if there are some here, and
      else shows X, Mastodon and Bluesky with the default templates. The text and
      its SHA-256 are those that `queue` freezes and readers get.
      """)

  @Argument(help: ArgumentHelp("Articles, - for standard input.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("Only this channel; may be given several times.", valueName: "name"))
  var channel: [String] = []

  @Option(help: "The article's address, where the article does not say; for a single article.")
  var url: String?

  @Flag(help: "One JSON object.")
  var json = false

  @OptionGroup var options: NewsroomOptions

  func run() throws {
    let newsroom = try options.newsroomOrDefaults()
    let channels = try newsroom.postChannels(named: channel)
    let articles = try newsroom.read(files).map(\.reading.article).settingURL(url)
    var posts: [PreviewedPost] = []
    for article in articles {
      for channel in channels {
        posts.append(PreviewedPost(article: article, channel: channel, draft: try newsroom.post(article, on: channel)))
      }
    }
    let digest = channel.isEmpty ? try digest(of: articles, newsroom) : nil
    if json {
      try Terminal.sayJSON(PreviewReport(posts: posts, digest: digest.map(DigestReport.init)))
    } else {
      show(posts, digest, unlinked: articles.filter { !$0.briefs.isEmpty && $0.url == nil }.map(\.title))
    }
  }

  /// The digest as an edition that opened today with these articles alone.
  private func digest(of articles: [Article], _ newsroom: Newsroom) throws -> Content? {
    let groups = articles.filter { !$0.briefs.isEmpty }.map {
      EditionDraft.Group(title: $0.title, url: $0.url, published: $0.published, briefs: $0.briefs.map(\.text))
    }
    guard !groups.isEmpty else { return nil }
    return try newsroom.edition(
      of: newsroom.config.digests.first, number: nil,
      day: CalendarDay(presentMoment(), in: newsroom.config.newsroom.timezone),
      language: Newsroom.commonLanguage(articles.filter { !$0.briefs.isEmpty }), groups: groups)
  }

  private func show(_ posts: [PreviewedPost], _ digest: Content?, unlinked: [String]) {
    for post in posts {
      for (part, measure) in zip(post.draft.content.parts, post.draft.measures) {
        Terminal.say(Terminal.heading("── \(post.channel.name) · \(measure.explanation)"))
        Terminal.say(part.shown(keepingLines: true))
      }
      for note in post.draft.notes { Terminal.say("   (\(note.shown()))") }
      Terminal.say("   sha256 \(post.draft.content.sha256)\n")
    }
    if let digest {
      Terminal.say(Terminal.heading("── digest · Subject: \(digest.subject.shown())"))
      Terminal.say(digest.text.shown(keepingLines: true))
      for title in unlinked { Terminal.say("   (\(noLinkNote(title).shown()))") }
      Terminal.say("   sha256 \(digest.sha256)")
    } else if channel.isEmpty {
      Terminal.say("no briefs, so nothing for a digest")
    }
  }
}

struct PreviewedPost {
  let article: Article
  let channel: ChannelConfig
  let draft: PostDraft
}
