import Foundation
import Herald

/// An article, or one brief of it, made ready for one network: every text on one line and clean, mentions carried over,
/// the address marked for statistics where the channel wants that.
struct PostSource: Sendable {
  let title: String
  /// What the post is made of; of a brief its one text.
  let paragraphs: [String]
  /// Whether those are the briefs of an article without any other text.
  let areBriefs: Bool
  /// Whether the text goes on after what `paragraphs` hold.
  let isLonger: Bool
  let url: String
  let handle: String
  /// The hashtags that a post may have, in the network's form.
  let tags: [String]
  /// Those, and the ones that are too many.
  let allTags: [String]
  let author: String
  let date: String
  let language: String
  let tongue: Tongue
  /// What was changed on the way, one sentence each.
  let notes: [String]

  /// The most paragraphs, and characters of each, that any post is made of.
  static let mostParagraphs = 24
  static let mostCharacters = 4_100

  init(_ article: Article, brief: Brief? = nil, style: PostStyle) {
    var crossing = PostCrossing(article, style: style)
    // A text’s first sentence may be its title, with the place and the agency before it.
    let heading = crossing.line(article.title)
    title = TitleWords(heading).isSentence ? Dateline.removed(from: heading) : heading
    let texts =
      brief.map { [$0.text] } ?? (article.paragraphs.isEmpty ? article.briefs.map(\.text) : article.paragraphs)
    areBriefs = brief == nil && article.paragraphs.isEmpty
    // A post never needs more than the first of them; the rest of a long article is not even read.
    let heads = texts.prefix(Self.mostParagraphs).map { $0.prefix(Self.mostCharacters) }
    isLonger = texts.count > heads.count || zip(texts, heads).contains { $0.utf8.count > $1.utf8.count }
    var paragraphs: [String] = []
    for head in heads { paragraphs.append(crossing.line(String(head))) }
    self.paragraphs = paragraphs
    url = article.url.map { (style.campaign?.marked($0) ?? $0).text } ?? ""
    handle = crossing.handle
    allTags = Self.hashtags(of: article, on: style.rules.network)
    tags = Self.affordable(allTags, style)
    author = crossing.line(article.author ?? "")
    date = article.published?.day.inWords(article.language) ?? ""
    language = article.language?.onOneLine ?? ""
    tongue = Tongue(language: article.language, text: ([title] + paragraphs.prefix(3)).joined(separator: " "))
    notes = crossing.notes
  }

  /// Each once, in the network's form; none on a network that links none.
  private static func hashtags(of article: Article, on network: Network) -> [String] {
    var tags: [String] = []
    for tag in article.tags.prefix(20) {
      let form = Hashtag.form(of: CleanText.of(tag).onOneLine, on: network)
      if let form, !tags.contains(where: { $0.lowercased() == form.lowercased() }) { tags.append(form) }
    }
    return tags
  }

  /// The tags, from the first, that the channel wants and that together take no more than a fifth of its limit.
  private static func affordable(_ tags: [String], _ style: PostStyle) -> [String] {
    let most = min(style.hashtags ?? tags.count, style.rules.network.mostHashtags ?? tags.count)
    let tags = tags.prefix(most)
    guard let limit = style.rules.limit else { return Array(tags) }
    var taken: [String] = []
    for tag in tags {
      guard style.rules.measure((taken + [tag]).joined(separator: " ")).count * 5 <= limit else { break }
      taken.append(tag)
    }
    return taken
  }
}
