import Herald

/// Writes the parts of a thread, each of which fits.
struct ThreadFitting {
  let form: PostForm
  let style: PostStyle
  let source: PostSource
  private let sentences: [LeadSentence]
  private let titleWords: TitleWords
  private(set) var notes: [String] = []
  /// Whether `choices` are wanted.
  var isExplaining = false
  private(set) var choices: [SentenceChoice] = []

  init(form: PostForm, style: PostStyle, source: PostSource) {
    self.form = form
    self.style = style
    self.source = source
    sentences = LeadSentence.all(in: source.paragraphs, tongue: source.tongue)
    titleWords = TitleWords(source.title)
  }

  /// The parts, in order: one when everything fits into one. Throws when not even title and address fit.
  mutating func fit(channel: String) throws(CompositionProblem) -> [String] {
    var page = ThreadPage(form: form, style: style, source: source)
    let usesTitle = form.shows("title")
    guard page.fitTitle() else { throw tooSmall(channel) }
    if page.title != source.title { notes.append("cut: the title, after “\(page.title.dropLast())”") }
    let titleIsSaid = usesTitle && page.title == source.title
    var found = ThreadUnits(of: sentences, title: titleWords, titleIsSaid: titleIsSaid) { _ in true }
    page.isAlone = true
    var plan: [Range<Int>]?
    if page.fits(text(of: found.units[...]), .init(isFirst: true, isLast: true)) {
      plan = found.units.isEmpty ? nil : [0..<found.units.count]
    } else {
      page.isAlone = style.parts == 1
      // Sentences must leave room for what the last part says besides only where there is no other way.
      for isLast in [false, true] where plan == nil {
        found = ThreadUnits(of: sentences, title: titleWords, titleIsSaid: titleIsSaid) {
          page.fits($0, .init(isFirst: false, isLast: isLast))
        }
        plan = self.plan(of: found.units, on: page, usesTitle: usesTitle)
      }
    }
    let parts = write(plan ?? [0..<0], of: found.units, on: page)
    guard usesTitle || plan != nil, parts.allSatisfy({ style.rules.measure($0).fits }) else { throw tooSmall(channel) }
    addNotes(found, taken: (plan ?? []).last?.upperBound ?? 0, tags: page.tags)
    if isExplaining { choices = explain(found, plan ?? []) }
    return parts
  }

  private func plan(of units: [ThreadUnit], on page: ThreadPage, usesTitle: Bool) -> [Range<Int>]? {
    guard !units.isEmpty else { return nil }
    var sums = [0]
    for unit in units { sums.append((sums.last ?? 0) + style.rules.measure(unit.text).count + 1) }
    let limit = Double(style.rules.limit ?? sums.last ?? 1)
    var plan = ThreadPlan(
      units: units, most: style.parts, titleIsSaid: usesTitle,
      fill: { Double(sums[$0.upperBound] - sums[$0.lowerBound] + page.size(of: $1)) / limit },
      fits: { page.fits(text(of: units[$0]), $1) })
    return plan.best()
  }

  private func write(_ plan: [Range<Int>], of units: [ThreadUnit], on page: ThreadPage) -> [String] {
    plan.enumerated().map { index, range in
      let role = ThreadPlan.Role(isFirst: index == 0, isLast: index == plan.count - 1)
      return page.part(text(of: units[range]), role, number: plan.count > 1 ? index + 1 : nil, of: plan.count)
    }
  }

  /// Units as they stand in a part: an empty line between paragraphs, a space between sentences.
  private func text(of units: ArraySlice<ThreadUnit>) -> String {
    var text = ""
    for unit in units {
      if !text.isEmpty { text += unit.opensParagraph ? "\n\n" : " " }
      text += unit.text
    }
    return text
  }

  private mutating func addNotes(_ found: ThreadUnits, taken: Int, tags: [String]) {
    if source.url.isEmpty, form.shows("url") {
      notes.append(PostNote.noLink)
    }
    let left = source.allTags.dropFirst(tags.count)
    if !left.isEmpty, form.shows("tags") {
      notes.append("left out: " + left.joined(separator: " "))
    }
    for place in found.repeats { notes.append("left out: sentence \(place + 1) repeats the title") }
    let end = taken > 0 ? found.units[taken - 1].place : -1
    for place in found.tooLong where place < end {
      notes.append("left out: sentence \(place + 1) is longer than a part, and a quotation or bracket in it is not cut")
    }
    let places = Set(found.units[..<taken].map(\.place)).sorted()
    if places.isEmpty, !sentences.isEmpty {
      notes.append("left out: the article’s text; no sentence of it stands alone and fits")
    } else if places.count < sentences.count {
      notes.append("sentences taken: \(runs(places)) of the first \(sentences.count)")
    }
    notes += source.notes
  }

  /// Why each sentence is in the plan, or is not.
  private func explain(_ found: ThreadUnits, _ plan: [Range<Int>]) -> [SentenceChoice] {
    let end = plan.last?.upperBound ?? 0
    return sentences.map { sentence in
      let parts = plan.indices.filter { plan[$0].contains { found.units[$0].place == sentence.place } }
      var choice = SentenceChoice(place: sentence.place + 1, text: sentence.text, fate: .left, reasons: [])
      if let first = parts.first {
        choice.fate = parts.count > 1 ? .cut : .taken
        choice.part = first + 1
        choice.reasons = [
          parts.count > 1
            ? "is longer than a part: goes on in part \(parts.count + first)"
            : sentence.opensParagraph ? "opens a paragraph" : "in its place after what is before it"
        ]
      } else if found.repeats.contains(sentence.place) {
        choice.reasons = ["says only what the title says"]
      } else if found.tooLong.contains(sentence.place) {
        choice.reasons = ["is longer than a part, and a quotation or bracket in it is not cut"]
      } else if found.units.dropFirst(end).contains(where: { $0.place == sentence.place }) {
        choice.reasons = ["the thread has all its parts"]
      } else {
        choice.reasons = [sentence.whyNot ?? "leans on a sentence that is not there"]
      }
      return choice
    }
  }

  /// `1–4, 6` of 0, 1, 2, 3, 5.
  private func runs(_ places: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for place in places {
      if let last = runs.last, last.upperBound + 1 == place {
        runs[runs.count - 1] = last.lowerBound...place
      } else {
        runs.append(place...place)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound + 1)" : "\($0.lowerBound + 1)–\($0.upperBound + 1)" }
      .joined(separator: ", ")
  }

  private func tooSmall(_ channel: String) -> CompositionProblem {
    let limit = style.rules.limit.map(String.init) ?? "3,000 bytes"
    return CompositionProblem(
      what: "a limit of \(limit) is too small for a thread with its title and link",
      place: "channel \(channel): \(source.title)", remedy: "raise the limit, or use a template with less in it")
  }
}
