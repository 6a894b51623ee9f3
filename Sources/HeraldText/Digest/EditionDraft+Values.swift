import Herald

extension EditionDraft {
  /// What the digest templates are filled with, each value on one line.
  func values() throws(CompositionProblem) -> TemplateValues {
    let groups = articles.filter { !$0.briefs.isEmpty }
    guard let lead = groups.first else {
      throw CompositionProblem(
        what: "the edition has no brief", place: digest.onOneLine, remedy: "add an article that has briefs")
    }
    var contents: [TemplateValues] = []
    var rendered: [TemplateValues] = []
    let digits = String(groups.count).count
    for (index, group) in groups.enumerated() {
      let values = try group.values(number: index + 1, language: language)
      let number = String(index + 1)
      let padded = String(repeating: " ", count: digits - number.count) + number
      contents.append(
        TemplateValues([
          "number": .text(padded), "title": values["title"] ?? "", "count": values["count"] ?? "",
        ]))
      rendered.append(values)
    }
    return [
      "subject": .text(
        SubjectLine.text(
          newsroom: newsroom.onOneLine, digest: digest.onOneLine, number: number, story: lead.title.onOneLine)),
      "newsroom": .text(newsroom.onOneLine),
      "site": .text((site ?? "").onOneLine),
      "digest": .text(digest.onOneLine),
      "number": .text(number.map(String.init) ?? ""),
      "date": .text(date?.inWords(language) ?? ""),
      "language": .text((language ?? "").onOneLine),
      "count": .text(String(groups.reduce(0) { $0 + $1.briefs.count })),
      "note": .texts(paragraphs(of: note ?? "")),
      "leave": .text(leave.onOneLine),
      "contents": .groups(contents),
      "articles": .groups(rendered),
    ]
  }

  /// Paragraphs are parted by empty lines; a single line end is a space.
  private func paragraphs(of text: String) -> [String] {
    var paragraphs = [""]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = String(line).onOneLine
      if line.isEmpty {
        paragraphs.append("")
      } else {
        paragraphs[paragraphs.count - 1] += " " + line
      }
    }
    return paragraphs.map(\.onOneLine).filter { !$0.isEmpty }
  }
}

extension EditionDraft.Group {
  fileprivate func values(number: Int, language: String?) throws(CompositionProblem) -> TemplateValues {
    let title = title.onOneLine
    if title.isEmpty {
      throw CompositionProblem(
        what: "article \(number) has a title without visible text", remedy: "correct the article, or leave it out")
    }
    let briefs = briefs.map(\.onOneLine)
    if let index = briefs.firstIndex(of: "") {
      throw CompositionProblem(
        what: "brief \(index + 1) has no visible text", place: "“\(title)”",
        remedy: "correct the article, or leave the brief out")
    }
    return [
      "number": .text(String(number)),
      "title": .text(title),
      "url": .text(url?.text ?? ""),
      "date": .text(published?.day.inWords(language) ?? ""),
      "count": .text(String(briefs.count)),
      "briefs": .texts(briefs),
    ]
  }
}
