/// The sentences of an article that its post says besides the title.
struct Summary: Hashable, Sendable {
  /// Empty when nothing fits.
  var text: String
  /// The places of its sentences in the article, 0 is the first.
  var places: [Int]
  /// Whether its last sentence was shortened, at a clause or, as a last resort, at a word.
  var isCut: Bool

  static let empty = Summary(text: "", places: [], isCut: false)

  /// Longer summaries are no posts any more.
  static let mostCharacters = 600
  static let mostSentences = 5
}

/// Chooses the summary: whole sentences from the beginning of the article, in a row, as many as fit.
struct SummaryChoice {
  let sentences: [LeadSentence]
  let title: TitleWords
  /// Whether the template says the title. Where it does, no sentence says only it again; where it does not, the post needs
  /// some text, and a sentence may be cut at a word when nothing else fits.
  let titleIsSaid: Bool
  /// Whether the whole post fits with this summary.
  let fits: (String) -> Bool

  /// The best summary; empty when nothing fits.
  func best() -> Summary {
    // Every cut is tried by rendering the post: only where a cut can win.
    lazy var cut = cutAtClause
    let start = start
    if let start, !openers.contains(where: { $0.place < start.place }) || !says(cut, moreOfTheNewsThan: start) {
      return extended(Summary(text: start.text, places: [start.place], isCut: false))
    }
    return cut.text.isEmpty && !titleIsSaid ? cutAnywhere : cut
  }

  /// The place of the first sentence that is whole and stands alone, among the first five: before it are headings,
  /// captions and questions.
  private var lead: Int? {
    sentences.prefix(5).first { $0.isWhole && !$0.isDangling && !$0.isQuestion }?.place
  }

  /// A sentence that stands alone after the title: the lead, or one that speaks of what the title speaks of. One that
  /// follows a sentence which the title says may lean on it.
  private func isOpener(_ sentence: LeadSentence) -> Bool {
    guard sentence.isWhole, !sentence.isQuestion, !repeatsTitle(sentence) else { return false }
    if sentence.place > 0, repeatsTitle(sentences[sentence.place - 1]) { return true }
    return !sentence.isDangling && (sentence.place == lead || title.shared(with: sentence.text) > 0)
  }

  /// Whether the post has said all of a sentence with its title, so that the next may follow as if it were there.
  func repeatsTitle(_ sentence: LeadSentence) -> Bool { titleIsSaid && title.isRepeated(by: sentence.text) }

  /// Whether an earlier sentence, though cut at a clause, speaks clearly more of what the title speaks of than a whole
  /// one that comes after it: two words more.
  private func says(_ cut: Summary, moreOfTheNewsThan start: LeadSentence) -> Bool {
    guard let place = cut.places.first, place < start.place else { return false }
    return title.shared(with: cut.text) >= title.shared(with: start.text) + 2
  }

  private func takes(_ text: String) -> Bool { text.count <= Summary.mostCharacters && fits(text) }

  /// The first of twelve sentences that stands alone and fits.
  private var start: LeadSentence? {
    sentences.prefix(12).first { isOpener($0) && takes($0.text) }
  }

  /// Adds what follows directly while it fits. One sentence of the article at most is passed over, and only by a post
  /// that would else have a single one, for a sentence that stands alone and speaks of what the title speaks of.
  private func extended(_ summary: Summary) -> Summary {
    var summary = summary
    guard let start = summary.places.first else { return summary }
    var passed = sentences.prefix(start).count(where: isOpener)
    for sentence in sentences.dropFirst(start + 1) where !repeatsTitle(sentence) {
      guard summary.places.count < Summary.mostSentences else { break }
      let longer = summary.text + " " + sentence.text
      let follows = summary.places.last.map { isNext(sentence, to: $0) } ?? false
      if sentence.isWhole, !sentence.isQuestion,
        follows || (!sentence.isDangling && title.shared(with: sentence.text) > 0), takes(longer)
      {
        summary.text = longer
        summary.places.append(sentence.place)
      } else {
        passed += 1
        if passed > 1 || summary.places.count > 1 { break }
      }
    }
    return summary
  }

  /// Whether nothing stands between two sentences but what the title says.
  private func isNext(_ sentence: LeadSentence, to place: Int) -> Bool {
    sentences[(place + 1)..<sentence.place].allSatisfy(repeatsTitle)
  }

  private var openers: ArraySlice<LeadSentence> { sentences.prefix(6).filter(isOpener)[...].prefix(3) }

  /// The first sentence that stands alone, cut at a clause; loosely when none can be cut well.
  private var cutAtClause: Summary {
    for clauses in [ClauseCut.clauses, ClauseCut.looseClauses] {
      for sentence in openers {
        if let text = clauses(sentence.text, Self.leastWords).first(where: takes) {
          return Summary(text: text, places: [sentence.place], isCut: true)
        }
      }
    }
    return .empty
  }

  /// A cut that leaves fewer words than these says too little.
  private static let leastWords = 8

  /// Without a title a post needs some text: a sentence that does not stand alone, or one cut at a word.
  private var cutAnywhere: Summary {
    guard let sentence = openers.first ?? sentences.first(where: \.isWhole) ?? sentences.first else { return .empty }
    if takes(sentence.text) { return Summary(text: sentence.text, places: [sentence.place], isCut: false) }
    guard let text = ClauseCut.words(of: sentence.text).first(where: takes) else { return .empty }
    return Summary(text: text, places: [sentence.place], isCut: true)
  }
}
