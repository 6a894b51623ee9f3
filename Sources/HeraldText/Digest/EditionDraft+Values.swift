import Herald

extension EditionDraft {
  /// A list of contents is shown from so many briefs on, when they are of two articles or more.
  static let leastForContents = 6

  /// What the digest templates are filled with, each value on one line.
  func values() throws(CompositionProblem) -> TemplateValues {
    let words = DigestWords(language)
    let groups = articles.filter { !$0.briefs.isEmpty }
    guard !groups.isEmpty || mayBeEmpty else {
      throw CompositionProblem(
        what: "the edition has no brief", place: digest.onOneLine, remedy: "add an article that has briefs")
    }
    var links = LinkReferences()
    func paragraphs(_ text: String?) -> [String] {
      (text ?? "").paragraphsOnOneLine.map { links.shown($0, form) }
    }
    let opening = paragraphs(opening)
    let note = paragraphs(note)
    let nothing = groups.isEmpty ? paragraphs(nothing ?? words.nothing) : []
    var contents: [TemplateValues] = []
    var rendered: [TemplateValues] = []
    let digits = String(groups.count).count
    for (index, group) in groups.enumerated() {
      let values = try group.values(number: index + 1, words, self, &links)
      let number = String(index + 1)
      let padded = String(repeating: " ", count: digits - number.count) + number
      contents.append([
        "number": .text(padded), "title": values["title"] ?? "", "count": values["count"] ?? "",
      ])
      rendered.append(values)
    }
    let count = groups.reduce(0) { $0 + $1.briefs.count }
    let isLong = groups.count > 1 && count >= Self.leastForContents
    // News before what corrects old news.
    let lead = groups.first { $0.briefs.contains { $0.corrects == nil } } ?? groups.first
    let subject = SubjectLine.text(
      newsroom: newsroom.onOneLine, digest: digest.onOneLine, number: number,
      story: lead?.title.onOneLine ?? words.nothingBriefly,
      more: groups.count > 1 ? words.more(groups.count - 1) : nil, colon: words.colon)
    return [
      "subject": .text(subject),
      "newsroom": .text(newsroom.onOneLine),
      "site": .text((site ?? "").onOneLine),
      "digest": .text(digest.onOneLine),
      "number": .text(number.map(String.init) ?? ""),
      "issue": .text(number.map(words.issue) ?? ""),
      "date": .text(date?.inWords(language) ?? ""),
      "language": .text((language ?? "").onOneLine),
      "count": .text(String(count)),
      "opening": .texts(opening),
      "note": .texts(note),
      "nothing": .texts(nothing),
      "leave": .text(leave.onOneLine),
      "heading": .text(isLong ? words.contents : ""),
      "contents": .groups(contents),
      "articles": .groups(rendered),
      "linksHeading": .text(links.urls.isEmpty ? "" : words.links),
      "links": .groups(
        links.urls.map { ["reference": .text(links.reference(to: $0)), "url": .text($0)] }),
    ]
  }
}

extension EditionDraft.Group {
  fileprivate func values(
    number: Int, _ words: DigestWords, _ draft: EditionDraft, _ links: inout LinkReferences
  ) throws(CompositionProblem) -> TemplateValues {
    let title = title.onOneLine
    if title.isEmpty {
      throw CompositionProblem(
        what: "article \(number) has a title without visible text", remedy: "correct the article, or leave it out")
    }
    let hasReferences = draft.form.links == .references
    var texts: [String] = []
    for (index, brief) in briefs.enumerated() {
      var text = brief.text.onOneLine
      if text.isEmpty {
        throw CompositionProblem(
          what: "brief \(index + 1) has no visible text", place: "“\(title)”",
          remedy: "correct the article, or leave the brief out")
      }
      text = links.shown(text, draft.form)
      for url in brief.links { text += " " + (hasReferences ? links.reference(to: url.text) : url.text) }
      if let said = brief.corrects {
        let before = words.said(said.text.onOneLine, number: said.number, day: said.day)
        text = "\(words.correction) \(text) \(links.shown(before, draft.form))"
      }
      texts.append(text)
    }
    let url = url?.text ?? ""
    return [
      "number": .text(String(number)),
      "title": .text(title),
      "story": .text(words.story(published?.day)),
      "url": .text(hasReferences ? "" : url),
      "reference": .text(hasReferences && !url.isEmpty ? links.reference(to: url) : ""),
      "date": .text(published?.day.inWords(draft.language) ?? ""),
      "count": .text(String(briefs.count)),
      "briefs": .texts(texts),
    ]
  }
}

extension LinkReferences {
  /// A text with its addresses as the form has them.
  fileprivate mutating func shown(_ text: String, _ form: EditionDraft.Form) -> String {
    form.links == .references ? replacing(in: text) : text
  }
}

extension String {
  /// Paragraphs are parted by empty lines; a single line end is a space.
  fileprivate var paragraphsOnOneLine: [String] {
    var paragraphs = [""]
    for line in split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
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
