import ArgumentParser
import Herald
import HeraldIntake

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Shows what is read from an article, and what is left out and why.",
    discussion: """
      herald parse story.txt --explain

      Needs no configuration, stores and sends nothing.
      """)

  @Argument(help: "The article, - for standard input.")
  var file: String

  @Flag(help: "Show what each line was read as, or why it was left out.")
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
      Terminal.say(Terminal.heading(counted(article.briefs.count, "brief")))
      for brief in article.briefs {
        Terminal.say("* \(brief.text.shown())")
        for link in brief.links { Terminal.say("  \(link.text.shown())") }
      }
      Terminal.say()
    }
    if !reading.dropped.isEmpty {
      Terminal.say("\(counted(reading.dropped.count, "place")) left out: --explain shows them")
    }
  }

  private func explainLines(_ reading: Reading) {
    let kept = reading.kept.map { (from: $0.from, to: $0.to, what: "\($0.role)", text: $0.text) }
    let dropped = reading.dropped.map { (from: $0.from, to: $0.to, what: "dropped: \($0.rule)", text: $0.text) }
    let rows = (kept + dropped).sorted { ($0.from, $0.to) < ($1.from, $1.to) }.map { row in
      let text = String(row.text.prefix { $0 != "\n" }).shown()
      return [row.from == row.to ? "\(row.from)" : "\(row.from)-\(row.to)", row.what, text]
    }
    for line in Terminal.table([["lines", "read as", "text"]] + rows, fitting: true) { Terminal.say(line) }
  }
}
