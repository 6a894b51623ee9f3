/// The sentences of an article that its post says besides the title.
struct Summary: Hashable, Sendable {
  /// Empty when nothing fits.
  var text: String
  /// The places of its sentences in the article, 0 is the first.
  var places: [Int]
  /// Whether its only sentence was shortened, at a clause or, as a last resort, at a word.
  var isCut: Bool

  static let empty = Summary(text: "", places: [], isCut: false)

  /// Longer summaries are no posts any more.
  static let mostCharacters = 600
  static let mostSentences = 5
}

/// Chooses the summary: whole sentences from the beginning of the article, as many as fit.
struct SummaryChoice {
  let sentences: [LeadSentence]
  let title: TitleWords
  /// Whether the template says the title. Where it does, no sentence says it again; where it does not, the post needs
  /// some text, and a sentence may be cut at a word when nothing else fits.
  let titleIsSaid: Bool
  /// Whether the whole post fits with this summary.
  let fits: (String) -> Bool

  /// The best summary; empty when nothing fits.
  func best() -> Summary {
    let cut = cutAtClause
    if let start, !says(cut, moreOfTheNewsThan: start) {
      return extended(Summary(text: start.text, places: [start.place], isCut: false))
    }
    return cut.text.isEmpty && !titleIsSaid ? cutAnywhere : cut
  }

  /// The place of the first sentence that is whole and stands alone, among the first five: before it are headings,
  /// captions and questions.
  private var lead: Int? {
    sentences.prefix(5).first { $0.isWhole && !$0.isDangling && !$0.isQuestion }?.place
  }

  /// A sentence that stands alone after the title: the lead, or one that speaks of what the title speaks of.
  private func isOpener(_ sentence: LeadSentence) -> Bool {
    sentence.isWhole && !sentence.isDangling && !sentence.isQuestion
      && (sentence.place == lead || title.shared(with: sentence.text) > 0)
      && repetition(in: sentence) != .whole
  }

  private func repetition(in sentence: LeadSentence) -> TitleWords.Repetition {
    titleIsSaid ? title.repetition(in: sentence.text) : .none
  }

  /// Whether an earlier sentence, though cut at a clause, speaks clearly more of what the title speaks of than a whole
  /// one that comes after it: two words more.
  private func says(_ cut: Summary, moreOfTheNewsThan start: LeadSentence) -> Bool {
    guard let place = cut.places.first, place < start.place else { return false }
    return title.shared(with: cut.text) >= title.shared(with: start.text) + 2
  }

  private func takes(_ text: String) -> Bool { text.count <= Summary.mostCharacters && fits(text) }

  /// The first of twelve sentences that stands alone and fits. One that says the title again, with more, gives way to
  /// one of the next three that does not.
  private var start: LeadSentence? {
    let starts = sentences.prefix(12).lazy.filter { sentence in
      isOpener(sentence) && takes(sentence.text)
    }
    guard let first = starts.first, repetition(in: first) != .none else { return starts.first }
    let next = starts.first { $0.place <= first.place + 3 && repetition(in: $0) == .none }
    return next ?? first
  }

  /// Adds what follows directly while it fits, then later sentences that stand alone.
  private func extended(_ summary: Summary) -> Summary {
    var summary = summary
    for sentence in sentences where sentence.place > (summary.places.last ?? 0) {
      guard summary.places.count < Summary.mostSentences, let last = summary.places.last, sentence.place <= last + 3
      else { break }
      let follows = sentence.place == last + 1
      guard sentence.isWhole, !sentence.isQuestion, repetition(in: sentence) == .none,
        follows || (!sentence.isDangling && title.shared(with: sentence.text) >= sentence.place - last - 1)
      else { continue }
      let longer = summary.text + " " + sentence.text
      guard takes(longer) else { continue }
      summary.text = longer
      summary.places.append(sentence.place)
    }
    return summary
  }

  private var openers: ArraySlice<LeadSentence> { sentences.prefix(6).filter(isOpener)[...].prefix(3) }

  /// The first sentence that stands alone, cut at a clause.
  private var cutAtClause: Summary {
    for sentence in openers {
      if let text = ClauseCut.clauses(of: sentence.text, leastWords: 8).first(where: takes) {
        return Summary(text: text, places: [sentence.place], isCut: true)
      }
    }
    return .empty
  }

  /// Without a title a post needs some text: a sentence that does not stand alone, or one cut at a word.
  private var cutAnywhere: Summary {
    guard let sentence = openers.first ?? sentences.first(where: \.isWhole) ?? sentences.first else { return .empty }
    if takes(sentence.text) { return Summary(text: sentence.text, places: [sentence.place], isCut: false) }
    guard let text = ClauseCut.words(of: sentence.text).first(where: takes) else { return .empty }
    return Summary(text: text, places: [sentence.place], isCut: true)
  }
}
