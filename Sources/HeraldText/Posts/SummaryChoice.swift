/// Chooses the summary: whole sentences, in the order of the article, the best beginning that fits and what follows it.
struct SummaryChoice {
  let sentences: [LeadSentence]
  let title: TitleWords
  let tongue: Tongue
  /// Whether the template says the title. Where it does, no sentence says only it again; where it does not, the post needs
  /// some text, and a sentence may be cut at a word when nothing else fits.
  let titleIsSaid: Bool
  /// Whether the summary begins with the first sentence that may stand there, as the post of a brief does.
  let beginsWithFirst: Bool
  /// Whether the paragraphs are briefs that have nothing to do with each other: each gets a line of its own.
  let areBriefs: Bool
  /// Whether the whole post fits with this summary.
  let fits: (String) -> Bool
  /// For each sentence: the title says all of it, so that the next may follow as if it were there.
  let repeats: [Bool]
  /// The place of the lead: the first sentence that may open the summary, among the first five that the title does not
  /// say. Before it are headings, captions and questions.
  private(set) var lead: Int?

  init(
    sentences: [LeadSentence], title: TitleWords, tongue: Tongue, titleIsSaid: Bool,
    beginsWithFirst: Bool = false, areBriefs: Bool = false, fits: @escaping (String) -> Bool
  ) {
    self.sentences = sentences
    self.title = title
    self.tongue = tongue
    self.titleIsSaid = titleIsSaid
    self.beginsWithFirst = beginsWithFirst
    self.areBriefs = areBriefs
    self.fits = fits
    let repeats = sentences.map { titleIsSaid && title.isRepeated(by: $0.text) }
    self.repeats = repeats
    lead = sentences.prefix(6).first(where: isOpener)?.place
  }

  /// A way to begin the summary: one sentence, whole or shortened.
  private struct Beginning {
    var summary: Summary
    var points: Double
  }

  /// The best summary; empty when nothing fits or nothing is worth its place.
  func best() -> Summary {
    let openers = sentences.prefix(12).filter(isOpener).prefix(beginsWithFirst ? 1 : 12)
    var best: Beginning?
    for (rank, opener) in openers.enumerated() {
      // Nothing later can be worth more: what is left of the position, all of the title, a number and a name.
      if let best, best.points >= Double(worth(of: opener).position + SentenceWorth.mostBesidePosition) { break }
      for beginning in beginnings(with: opener, isEarly: rank < 3)
      where beginning.points > best?.points ?? Double(SentenceWorth.least) - 0.5 {
        best = beginning
      }
    }
    if let best { return best.summary.cut == .end ? best.summary : extended(best.summary) }
    return titleIsSaid ? .empty : cutAnywhere
  }

  /// A sentence whole if it fits, else without its asides, else, for an early one, cut at a clause, and
  /// loosely for the lead.
  private func beginnings(with sentence: LeadSentence, isEarly: Bool) -> [Beginning] {
    let places = [sentence.place]
    if takes(sentence.text) {
      return [Beginning(summary: Summary(text: sentence.text, places: places), points: points(sentence.text, sentence))]
    }
    if let aside = Aside.removed(from: sentence.text), takes(aside.text) {
      let summary = Summary(text: aside.text, places: places, cut: .asides(aside.asides))
      return [Beginning(summary: summary, points: points(aside.text, sentence) * 0.95)]
    }
    guard isEarly else { return [] }
    for (clauses, share) in [(ClauseCut.clauses, 0.7), (ClauseCut.looseClauses, 0.5)] {
      if share < 0.7, sentence.place != lead { return [] }
      if let text = clauses(sentence.text, Self.leastWords).first(where: takes) {
        let summary = Summary(text: text, places: places, cut: .end)
        return [Beginning(summary: summary, points: points(text, sentence) * share)]
      }
    }
    return []
  }

  /// A cut that leaves fewer words than these says too little.
  private static let leastWords = 8

  /// What a sentence is worth.
  func worth(of sentence: LeadSentence) -> SentenceWorth { worth(of: sentence.text, from: sentence) }

  private func worth(of text: String, from sentence: LeadSentence) -> SentenceWorth {
    SentenceWorth(of: text, distance: sentence.place - (lead ?? 0), title: title, tongue: tongue)
  }

  private func points(_ text: String, _ sentence: LeadSentence) -> Double {
    Double(worth(of: text, from: sentence).points)
  }

  /// A sentence that stands alone after the title: the lead, or one that is worth it. One that follows a sentence which the
  /// title says may lean on it; so may the first of a text whose title is a sentence.
  private func isOpener(_ sentence: LeadSentence) -> Bool {
    guard sentence.isWhole, !sentence.isQuestion, !sentence.isAnnouncement, !repeats[sentence.place],
      !isCaption(sentence)
    else { return false }
    if sentence.place > 0 ? repeats[sentence.place - 1] : titleIsSaid && title.isSentence {
      return sentence.leaning != .adding
    }
    return !sentence.isDangling
  }

  /// A few words in a paragraph of their own, below the first: rather a caption than news.
  private func isCaption(_ sentence: LeadSentence) -> Bool {
    sentence.place > 0 && sentence.words < 6 && sentence.opensParagraph && endsParagraph(sentence)
      && sentence.place + 1 < sentences.count
  }

  private func takes(_ text: String) -> Bool {
    text.utf8.count <= 4 * Summary.mostCharacters && isShort(text) && fits(text)
  }

  private func isShort(_ text: String) -> Bool {
    text.utf8.count <= Summary.mostCharacters || text.count <= Summary.mostCharacters
  }

  /// Adds what follows directly while it fits. One sentence of the article at most is passed over, beside at most three
  /// that no post has (questions, quotations without a speaker), and only by a post that would else have a single one, for
  /// a sentence that stands alone and speaks of what the title speaks of.
  private func extended(_ summary: Summary) -> Summary {
    var summary = summary
    // Two or three words are no end, but where their paragraph ends with them; nor is `Das teilte die Bahn mit.`
    var settled = summary
    guard let start = summary.places.first else { return summary }
    var passed = sentences.prefix(start).count(where: isOpener)
    var unread = 0
    for sentence in sentences.dropFirst(start + 1) where !repeats[sentence.place] && isText(sentence) {
      guard summary.places.count < Summary.mostSentences else { break }
      if isAddition(sentence, to: summary) {
        let longer = summary.adding(sentence.text, onOwnLine: areBriefs && sentence.opensParagraph)
        if takes(longer) {
          summary.text = longer
          summary.places.append(sentence.place)
          if sentence.isWhole || endsParagraph(sentence), !sentence.namesSourceOnly { settled = summary }
          continue
        }
      }
      if sentence.isWhole, !sentence.isQuestion, !sentence.isAnnouncement { passed += 1 } else { unread += 1 }
      if passed > 1 || unread > 3 || summary.places.count > 1 { break }
    }
    return settled
  }

  private func endsParagraph(_ sentence: LeadSentence) -> Bool {
    sentence.place + 1 == sentences.count || sentences[sentence.place + 1].opensParagraph
  }

  /// What is read as a sentence; a heading between two paragraphs is not.
  private func isText(_ sentence: LeadSentence) -> Bool { sentence.isClosed || !sentence.opensParagraph }

  /// Whether a sentence may follow: directly, or standing alone and speaking of what the title speaks of. A quotation
  /// without its speaker only behind one with it, in the same paragraph.
  private func isAddition(_ sentence: LeadSentence, to summary: Summary) -> Bool {
    guard sentence.isClosed, !sentence.isQuestion, !sentence.isAnnouncement, sentence.words >= 2,
      !isCaption(sentence), let last = summary.places.last,
      sentence.place == last + 1 && !sentence.opensParagraph
        || !TitleWords(summary.text).isMostlySaid(by: sentence.text)
    else { return false }
    let between = sentences[(last + 1)..<sentence.place]
    if sentence.isBareQuotation {
      let speaker = sentences[last]
      return between.isEmpty && !sentence.opensParagraph && !speaker.isBareQuotation && speaker.opensWithQuotation
    }
    // Two quotations side by side read as one speaker’s.
    if sentences[last].isBareQuotation, sentence.opensWithQuotation { return false }
    if between.allSatisfy({ repeats[$0.place] }) { return true }
    guard sentence.isWhole, !sentence.isDangling else { return false }
    return between.allSatisfy { repeats[$0.place] || !isText($0) } || !title.sharedWords(with: sentence.text).isEmpty
  }

  /// Without a title a post needs some text: a sentence that does not stand alone, or one cut at a word.
  private var cutAnywhere: Summary {
    let opener = sentences.prefix(6).first(where: isOpener)
    guard let sentence = opener ?? sentences.first(where: \.isWhole) ?? sentences.first else { return .empty }
    if takes(sentence.text) { return Summary(text: sentence.text, places: [sentence.place]) }
    guard let text = ClauseCut.words(of: sentence.text).first(where: takes) else { return .empty }
    return Summary(text: text, places: [sentence.place], cut: .end)
  }
}
