import Herald

/// What is said of an article that nobody could follow to its page.
func noLinkNote(_ title: String) -> String {
  "no link: “\(title)” has no address; give --url or front matter"
}

/// Says it of each that has none, on standard error.
func warnWithoutLink(_ articles: [Article]) {
  for article in articles where article.url == nil { Terminal.warn(noLinkNote(article.title)) }
}
