import Herald

/// Finds the title, tags and summary (or, in the post of a brief, as much of the brief) with which a template's post fits.
struct PostFitting {
  let form: PostForm
  let style: PostStyle
  let source: PostSource
  private lazy var sentences = LeadSentence.all(
    in: source.paragraphs, tongue: source.tongue, most: Self.mostSentences)
  private lazy var titleWords = TitleWords(source.title)
  private(set) var notes: [String] = []
  /// Whether `choices` are wanted.
  var isExplaining = false
  private(set) var choices: [SentenceChoice] = []
  /// Places of sentences that say the title again.
  private var repeats: [Int] = []

  /// A post is made of the first of them.
  private static let mostSentences = 16

  init(form: PostForm, style: PostStyle, source: PostSource) {
    self.form = form
    self.style = style
    self.source = source
  }

  private var rules: PostRules { style.rules }

  /// The name under which the template shows sentences; nil for a template that shows none.
  private var slot: String? {
    switch form.kind {
    case .post: "summary"
    case .brief: "brief"
    case .thread, .link, .digest: nil
    }
  }

  /// The text of the post. Tags go first when it does not fit, then the end of the title.
  mutating func fit(channel: String) throws(CompositionProblem) -> String {
    let usesTitle = form.shows("title")
    let usesSummary = if let slot { form.shows(slot) } else { false }
    var title = source.title
    var tags = source.tags
    if !fits(title: title, tags: tags) { tags = [] }
    if usesTitle, !fits(title: title, tags: tags) {
      let cut = TitleCut.best(of: title) { fits(title: $0, tags: []) }
      guard let cut else { throw tooSmall(channel) }
      notes.append("cut: the title, after “\(cut.dropLast())”")
      title = cut
    } else if !fits(title: title, tags: tags) {
      throw tooSmall(channel)
    }
    var summary = Summary.empty
    if usesSummary, title == source.title || form.kind == .brief {
      summary = chooseSummary(title: title, tags: tags, titleIsSaid: usesTitle)
      if summary.text.isEmpty, !usesTitle || form.kind == .brief { throw tooSmall(channel) }
    }
    if isExplaining, usesSummary, choices.isEmpty {
      choices = sentences.map {
        SentenceChoice(place: $0.place + 1, text: $0.text, fate: .left, reasons: ["the title fills the post"])
      }
    }
    addNotes(tags: tags)
    if usesSummary { noteSentences(summary) }
    notes += source.notes
    return text(title: title, summary: summary.text, tags: tags)
  }

  private mutating func chooseSummary(title: String, tags: [String], titleIsSaid: Bool) -> Summary {
    if form.kind == .brief, let whole = source.paragraphs.first, !source.isLonger,
      rules.measure(text(title: title, summary: whole, tags: tags)).fits
    {
      if isExplaining {
        choices = sentences.map {
          SentenceChoice(place: $0.place + 1, text: $0.text, fate: .taken, reasons: ["the brief fits whole"])
        }
      }
      return Summary(text: whole, places: sentences.map(\.place))
    }
    let choice = SummaryChoice(
      sentences: sentences, title: titleWords, tongue: source.tongue, titleIsSaid: titleIsSaid && form.kind == .post,
      beginsWithFirst: form.kind == .brief, areBriefs: source.areBriefs
    ) { [self] in rules.measure(text(title: title, summary: $0, tags: tags)).fits }
    repeats = sentences.map(\.place).filter { choice.repeats[$0] }
    let best = choice.best()
    if isExplaining { choices = choice.choices(for: best) }
    return best
  }

  private mutating func addNotes(tags: [String]) {
    if source.url.isEmpty, form.shows("url") { notes.append(PostNote.noLink) }
    let left = source.allTags.dropFirst(tags.count)
    if !left.isEmpty, form.shows("tags") {
      notes.append("left out: " + left.joined(separator: " "))
    }
  }

  /// Which sentences are there, and why others are not.
  private mutating func noteSentences(_ summary: Summary) {
    switch summary.cut {
    case .none: break
    case .asides(let asides):
      notes.append("cut: “\(asides.joined(separator: "”, “"))” in sentence \((summary.places.first ?? 0) + 1)")
    case .end: notes.append("cut: sentence \((summary.places.last ?? 0) + 1), after “\(ending(of: summary.text))”")
    }
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

  private func fits(title: String, tags: [String]) -> Bool {
    rules.measure(text(title: title, tags: tags)).fits
  }

  private func tooSmall(_ channel: String) -> CompositionProblem {
    let limit = rules.limit.map(String.init) ?? "3,000 bytes"
    let least = form.kind == .brief ? "some words of the brief" : "one word of the title"
    let what = source.url.isEmpty ? least : "the link and " + least
    return CompositionProblem(
      what: "a limit of \(limit) is too small for \(what)", place: "channel \(channel): \(source.title)",
      remedy: "raise the limit, or use a template with less in it")
  }

  private func text(title: String, summary: String = "", tags: [String]) -> String {
    var values: [String: TemplateValues.Value] = ["title": .text(title), "tags": .texts(tags)]
    if let slot { values[slot] = .text(summary) }
    return form.text(values)
  }
}
