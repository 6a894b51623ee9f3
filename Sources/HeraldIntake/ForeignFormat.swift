/// A file that is text and no article: what it is, and what to do; nil for everything else.
///
/// It is told by how it begins, and a page's code also by its lines, because what is read as text would be posted as it
/// stands, tags and all. Markdown may hold HTML, and begin with it.
func foreignFormat(_ source: SourceText, isMarkdown: Bool) -> String? {
  guard let first = source.lines.first?.text else { return nil }
  if first.hasPrefix("{\\rtf") { return "this is RTF, as word processors write it: save it as plain text" }
  if first.hasPrefix("%PDF-") { return "this is a PDF: copy the article's text from it" }
  let head = first.prefix(200).lowercased()
  if head.hasPrefix("<?xml") || head.hasPrefix("<rss") || head.hasPrefix("<feed") {
    return "this is XML, such as a feed or an export: open the article in a browser and copy its text"
  }
  if head.hasPrefix("<!doctype") || head.hasPrefix("<html") { return page }
  if isMarkdown { return nil }
  if isJSON(source) { return "this is JSON: copy the article's text out of it" }
  return isMarkup(source) ? page : nil
}

private let page = "this is HTML, the code of a web page: open it in a browser, and copy the article's title and text"

/// It begins as an object or a list of them: `{"id": 1, …`.
private func isJSON(_ source: SourceText) -> Bool {
  let head = source.lines.prefix(3).flatMap { $0.text.utf8.prefix(6).filter { $0 != 0x20 } }
  return head.starts(with: "{\"".utf8) || head.starts(with: "[{\"".utf8)
}

/// Elements end in two of its lines or more, and more than in one line of ten.
private func isMarkup(_ source: SourceText) -> Bool {
  let ends = [
    "</p>", "</div>", "</h1>", "</h2>", "</h3>", "</h4>", "</li>", "</ul>", "</header>", "</section>", "</a>",
  ]
  let count = source.lines.count { line in
    guard line.text.contains("</") else { return false }
    let text = line.text.lowercased()
    return ends.contains { text.contains($0) }
  }
  return count >= 2 && count * 10 > source.lines.count || source.lines.count == 1 && count == 1
}
