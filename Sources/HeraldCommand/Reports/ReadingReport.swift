import Herald
import HeraldIntake

/// What `parse --json` prints. Fields are added, never renamed.
struct ReadingReport: Encodable {
  let title: String
  @OrNull var url: String?
  @OrNull var author: String?
  @OrNull var published: String?
  @OrNull var language: String?
  let tags: [String]
  let handles: [String]
  let paragraphs: [String]
  let briefs: [String]
  /// Where the words of each brief lead, in the order of `briefs`.
  let briefLinks: [[String]]
  let dropped: [Dropped]

  init(_ reading: Reading) {
    let article = reading.article
    title = article.title
    _url = OrNull(wrappedValue: article.url?.text)
    _author = OrNull(wrappedValue: article.author)
    _published = OrNull(wrappedValue: article.published?.text)
    _language = OrNull(wrappedValue: article.language)
    tags = article.tags
    handles = article.handles.map(\.name)
    paragraphs = article.paragraphs
    briefs = article.briefs.map(\.text)
    briefLinks = article.briefs.map { $0.links.map(\.text) }
    dropped = reading.dropped
  }
}
