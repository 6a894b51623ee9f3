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
    dropped = reading.dropped
  }
}
