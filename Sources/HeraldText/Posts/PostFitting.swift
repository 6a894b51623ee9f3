import Herald

/// Finds the title, tags and summary with which a template's post fits.
struct PostFitting {
  let templates: Templates
  let template: String
  let rules: PostRules
  let source: PostSource
  let newsroom: String
  private let sentences: [LeadSentence]
  private let titleWords: TitleWords
  private(set) var notes: [String] = []

  init(templates: Templates, template: String, rules: PostRules, source: PostSource, newsroom: String) {
    self.templates = templates
    self.template = template
    self.rules = rules
    self.source = source
    self.newsroom = newsroom
    sentences = LeadSentence.all(in: source.paragraphs, tongue: source.tongue)
    titleWords = TitleWords(source.title)
  }

  /// The text of the post. Tags go first when it does not fit, then the end of the title.
  mutating func fit(channel: String) throws(CompositionProblem) -> String {
    let usesTitle = try text(title: "a") != text(title: "")
    let usesSummary = try text(summary: "a") != text(summary: "")
    var title = source.title
    var tags = try affordableTags()
    if !(try fits(title: title, tags: tags)) { tags = [] }
    if usesTitle, !(try fits(title: title, tags: tags)) {
      let shorter = ClauseCut.words(of: title)
      let candidates = try preferringClauses(of: title) + shorter
      let cut = try first(of: candidates) { title throws(CompositionProblem) in try fits(title: title, tags: []) }
      guard let cut else { throw tooSmall(channel) }
      notes.append("cut: the title, after “\(cut.dropLast())”")
      title = cut
    } else if !(try fits(title: title, tags: tags)) {
      throw tooSmall(channel)
    }
    var summary = Summary.empty
    if usesSummary, title == source.title {
      summary = try chooseSummary(title: title, tags: tags, titleIsSaid: usesTitle)
      if !usesTitle, summary.text.isEmpty { throw tooSmall(channel) }
    }
    try addNotes(summary: summary, tags: tags)
    if usesSummary { noteSentences(summary, titleIsSaid: usesTitle) }
    if !source.strangers.isEmpty { notes.append("not mentioned: " + source.strangers.joined(separator: " ")) }
    return try text(title: title, summary: summary.text, tags: tags)
  }

  /// Cuts at a clause are better than cuts at a word unless they lose more than half of what fits.
  private func preferringClauses(of title: String) throws(CompositionProblem) -> [String] {
    let longest = try first(of: ClauseCut.words(of: title)) { title throws(CompositionProblem) in
      try fits(title: title, tags: [])
    }
    guard let longest else { return [] }
    return ClauseCut.clauses(of: title, leastWords: 2).filter { $0.count * 2 >= longest.count }
  }

  private func chooseSummary(title: String, tags: [String], titleIsSaid: Bool) throws(CompositionProblem) -> Summary {
    var problem: CompositionProblem?
    let choice = SummaryChoice(
      sentences: sentences, title: titleWords, titleIsSaid: titleIsSaid
    ) { candidate in
      do throws(CompositionProblem) {
        return rules.measure(try text(title: title, summary: candidate, tags: tags)).fits
      } catch {
        problem = error
        return false
      }
    }
    let best = choice.best()
    if let problem { throw problem }
    return best
  }

  /// The tags, from the first, that together take no more than a fifth of the limit.
  private func affordableTags() throws(CompositionProblem) -> [String] {
    guard let limit = rules.limit else { return source.tags }
    var tags: [String] = []
    for tag in source.tags {
      guard rules.measure((tags + [tag]).joined(separator: " ")).count * 5 <= limit else { break }
      tags.append(tag)
    }
    return tags
  }

  private mutating func addNotes(summary: Summary, tags: [String]) throws(CompositionProblem) {
    let usesURL = try text(url: "https://example.org/a") != text(url: "")
    if usesURL, source.url.isEmpty {
      notes.append("no link: the article has no url; give one with --url or in its front matter")
    }
    let usesTags = try text(tags: ["#a"]) != text(tags: [])
    if usesTags, tags.count < source.tags.count {
      notes.append("left out: " + source.tags.dropFirst(tags.count).joined(separator: " "))
    }
  }

  /// Which sentences are there, and why others are not.
  private mutating func noteSentences(_ summary: Summary, titleIsSaid: Bool) {
    if summary.isCut, let last = summary.places.last {
      notes.append("cut: sentence \(last + 1), after “\(ending(of: summary.text))”")
    }
    let repeats = titleIsSaid ? sentences.filter { titleWords.isRepeated(by: $0.text) }.map(\.place) : []
    for place in repeats where place <= summary.places.last ?? sentences.count {
      notes.append("left out: sentence \(place + 1) repeats the title")
    }
    if summary.text.isEmpty, repeats.count < sentences.count {
      notes.append("left out: the article’s text; no sentence of it stands alone and fits")
    } else if !summary.text.isEmpty, summary.places.count < sentences.count {
      let places = summary.places.map { String($0 + 1) }.joined(separator: ", ")
      notes.append("sentences taken: \(places) of the first \(sentences.count)")
    }
  }

  private func ending(of text: String) -> String {
    text.dropLast().split(separator: " ").suffix(4).joined(separator: " ")
  }

  private func fits(title: String, tags: [String]) throws(CompositionProblem) -> Bool {
    rules.measure(try text(title: title, tags: tags)).fits
  }

  private func first(
    of candidates: [String], where isRight: (String) throws(CompositionProblem) -> Bool
  ) throws(CompositionProblem) -> String? {
    for candidate in candidates where try isRight(candidate) { return candidate }
    return nil
  }

  private func tooSmall(_ channel: String) -> CompositionProblem {
    let limit = rules.limit.map(String.init) ?? "3,000 bytes"
    let what = source.url.isEmpty ? "one word of the title" : "the link and one word of the title"
    return CompositionProblem(
      what: "a limit of \(limit) is too small for \(what)", place: "channel \(channel): \(source.title)",
      remedy: "raise the limit, or use a template with less in it")
  }

  /// The post with these values, tidy: no two spaces in a row, none at the ends of a line; no line of nothing but spaces,
  /// which empty values leave; no two empty lines in a row, none at the ends.
  private func text(
    title: String? = nil, summary: String = "", tags: [String] = [], url: String? = nil
  ) throws(CompositionProblem) -> String {
    let values: TemplateValues = [
      "title": .text(title ?? source.title), "summary": .text(summary), "url": .text(url ?? source.url),
      "handle": .text(source.handle), "tags": .texts(tags), "author": .text(source.author), "date": .text(source.date),
      "language": .text(source.language), "newsroom": .text(newsroom),
    ]
    do {
      return tidied(try templates.render(template, values))
    } catch {
      throw CompositionProblem(error)
    }
  }

  private func tidied(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
      if trimmed.isEmpty, !line.isEmpty || lines.last?.isEmpty ?? true { continue }
      lines.append(trimmed)
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
