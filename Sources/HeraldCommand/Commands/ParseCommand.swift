import ArgumentParser
import Herald
import HeraldIntake

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Shows what is read from an article, and what is left out and why.",
    discussion: "Needs no configuration, stores and sends nothing.")

  @Argument(help: "The article, - for standard input.")
  var file: String

  @Flag(help: "Show each line range with the part it was read as or the rule it was dropped by.")
  var explain = false

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let reading = try ArticleFile.read(file)
    if json {
      try Terminal.sayJSON(ReadingReport(reading))
    } else if explain {
      explainLines(reading)
    } else {
      show(reading)
    }
  }

  private func show(_ reading: Reading) {
    let article = reading.article
    Terminal.say(Terminal.heading(article.title.shown()))
    let facts = [
      ("url", article.url?.text), ("author", article.author), ("published", article.published?.text),
      ("language", article.language), ("tags", article.tags.isEmpty ? nil : article.tags.joined(separator: ", ")),
      ("handles", article.handles.isEmpty ? nil : article.handles.map(\.name).joined(separator: ", ")),
    ]
    for (name, value) in facts { if let value { Terminal.say("\(name): \(value.shown())") } }
    Terminal.say()
    for paragraph in article.paragraphs { Terminal.say(paragraph.shown() + "\n") }
    if !article.briefs.isEmpty {
      Terminal.say(Terminal.heading("\(article.briefs.count) briefs"))
      for brief in article.briefs { Terminal.say("* \(brief.text.shown())") }
      Terminal.say()
    }
    if !reading.dropped.isEmpty {
      Terminal.say("\(reading.dropped.count) places left out: --explain shows them")
    }
  }

  private func explainLines(_ reading: Reading) {
    let kept = reading.kept.map { (from: $0.from, to: $0.to, what: "\($0.role)", text: $0.text) }
    let dropped = reading.dropped.map { (from: $0.from, to: $0.to, what: "dropped: \($0.rule)", text: $0.text) }
    let rows = (kept + dropped).sorted { ($0.from, $0.to) < ($1.from, $1.to) }.map { row in
      let text = row.text.shown()
      let start = text.count > 72 ? text.prefix(71) + "…" : text[...]
      return [row.from == row.to ? "\(row.from)" : "\(row.from)-\(row.to)", row.what, String(start)]
    }
    for line in Terminal.table([["lines", "read as", "text"]] + rows) { Terminal.say(line) }
  }
}

/// What `parse --json` prints. Fields are added, never renamed.
private struct ReadingReport: Encodable {
  let title: String
  let url: String?
  let author: String?
  let published: String?
  let language: String?
  let tags: [String]
  let handles: [String]
  let paragraphs: [String]
  let briefs: [String]
  let dropped: [Dropped]

  init(_ reading: Reading) {
    let article = reading.article
    title = article.title
    url = article.url?.text
    author = article.author
    published = article.published?.text
    language = article.language
    tags = article.tags
    handles = article.handles.map(\.name)
    paragraphs = article.paragraphs
    briefs = article.briefs.map(\.text)
    dropped = reading.dropped
  }

  private enum CodingKeys: CodingKey {
    case title, url, author, published, language, tags, handles, paragraphs, briefs, dropped
  }

  /// Every key is there, also where its value is null.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(title, forKey: .title)
    try object.encode(url, forKey: .url)
    try object.encode(author, forKey: .author)
    try object.encode(published, forKey: .published)
    try object.encode(language, forKey: .language)
    try object.encode(tags, forKey: .tags)
    try object.encode(handles, forKey: .handles)
    try object.encode(paragraphs, forKey: .paragraphs)
    try object.encode(briefs, forKey: .briefs)
    try object.encode(dropped, forKey: .dropped)
  }
}
