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
  /// Whether the whole post fits with this summary.
  let fits: (String) -> Bool

  /// The best summary. With `needsText` (the template has no title) a sentence may be cut at a word when nothing else
  /// fits.
  func best(needsText: Bool) -> Summary {
    guard let start = start else {
      return shortened(needsText: needsText)
    }
    return extended(Summary(text: start.text, places: [start.place], isCut: false))
  }

  private func isOpener(_ sentence: LeadSentence) -> Bool {
    sentence.isWhole && !sentence.isDangling && !sentence.isQuestion && !title.areSaid(by: sentence.text)
  }

  private func takes(_ text: String) -> Bool { text.count <= Summary.mostCharacters && fits(text) }

  /// The first sentence that stands alone and fits: any of the first three, and of the next nine one that speaks of
  /// what the title speaks of.
  private var start: LeadSentence? {
    sentences.prefix(12).first { sentence in
      isOpener(sentence) && (sentence.place < 3 || title.shared(with: sentence.text) > 0) && takes(sentence.text)
    }
  }

  /// Adds what follows directly while it fits, then later sentences that stand alone.
  private func extended(_ summary: Summary) -> Summary {
    var summary = summary
    for sentence in sentences where sentence.place > (summary.places.last ?? 0) {
      guard summary.places.count < Summary.mostSentences, sentence.place < summary.places[0] + 9 else { break }
      let follows = sentence.place == summary.places[summary.places.count - 1] + 1
      guard sentence.isWhole, !title.areSaid(by: sentence.text), !sentence.isQuestion,
        follows || (!sentence.isDangling && title.shared(with: sentence.text) > 0)
      else { continue }
      let longer = summary.text + " " + sentence.text
      guard takes(longer) else { continue }
      summary.text = longer
      summary.places.append(sentence.place)
    }
    return summary
  }

  /// The first sentence that stands alone, cut at a clause.
  private func shortened(needsText: Bool) -> Summary {
    let openers = sentences.prefix(6).filter { isOpener($0) }
    for sentence in openers.prefix(3) {
      if let text = ClauseCut.clauses(of: sentence.text, leastWords: 8).first(where: takes) {
        return Summary(text: text, places: [sentence.place], isCut: true)
      }
    }
    if needsText, let sentence = openers.first ?? sentences.first(where: \.isWhole) ?? sentences.first {
      if takes(sentence.text) { return Summary(text: sentence.text, places: [sentence.place], isCut: false) }
      if let text = ClauseCut.words(of: sentence.text).first(where: takes) {
        return Summary(text: text, places: [sentence.place], isCut: true)
      }
    }
    return .empty
  }
}
