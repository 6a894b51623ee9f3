import Foundation
import Herald

/// An article made ready for one network: every text on one line, composed (NFC), without control characters, and with
/// the mentions of strangers defused.
struct PostSource: Sendable {
  let title: String
  let paragraphs: [String]
  let url: String
  let handle: String
  let tags: [String]
  let author: String
  let date: String
  let language: String
  let tongue: Tongue
  /// The mentions that were defused, in order, each once.
  let strangers: [String]

  init(_ article: Article, network: Network) {
    let own = article.handles.filter { $0.network == network }.map(\.name)
    var strangers: [String] = []
    func ready(_ text: String) -> String {
      let line = text.precomposedStringWithCanonicalMapping.onOneLine
      guard network != .plain else { return line }
      let defused = StrangerMention.defused(line, own: own)
      for stranger in defused.strangers where !strangers.contains(stranger) && strangers.count < 20 {
        strangers.append(stranger)
      }
      return defused.text
    }
    title = ready(article.title)
    // A post never needs more than the first of them; the rest of a long article is not even read.
    let texts = article.paragraphs.isEmpty ? article.briefs.map(\.text) : article.paragraphs
    paragraphs = texts.prefix(24).map { ready(String($0.prefix(4_100))) }
    url = article.url?.text ?? ""
    handle = own.first?.onOneLine ?? ""
    tags = article.tags.prefix(20).compactMap { Hashtag.form(of: $0.onOneLine.precomposedStringWithCanonicalMapping) }
    author = ready(article.author ?? "")
    date = article.published?.day.inWords(article.language) ?? ""
    language = article.language?.onOneLine ?? ""
    tongue = Tongue(language: article.language, text: ([title] + paragraphs.prefix(3)).joined(separator: " "))
    self.strangers = strangers
  }
}
