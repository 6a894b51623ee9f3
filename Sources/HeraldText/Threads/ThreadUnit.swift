/// A stretch of an article's text that stands in one part of its thread: a sentence, or a piece of one that is longer
/// than a part.
struct ThreadUnit: Hashable, Sendable {
  let text: String
  /// Its sentence in the article, 0 is the first.
  let place: Int
  let opensParagraph: Bool
  /// Its sentence goes on in the next unit, which begins the next part.
  let goesOn: Bool
  let words: Int
  /// How badly a reader takes it when a part begins here, from 0 (a new paragraph) to 300 (a quotation without its speaker).
  let breakCost: Double

  init(_ sentence: LeadSentence) {
    text = sentence.text
    words = sentence.words
    place = sentence.place
    opensParagraph = sentence.opensParagraph
    goesOn = false
    breakCost =
      sentence.isBareQuotation || sentence.words < 4 ? 300 : opensParagraph ? 0 : sentence.leaning != .none ? 30 : 12
  }

  private init(piece text: String, of sentence: LeadSentence, isFirst: Bool, goesOn: Bool) {
    self.text = text
    words = text.split(whereSeparator: \.isWhitespace).count
    place = sentence.place
    opensParagraph = isFirst && sentence.opensParagraph
    self.goesOn = goesOn
    breakCost = isFirst ? ThreadUnit(sentence).breakCost : 60
  }

  /// A sentence that is longer than a part, in pieces; empty when it cannot be parted well.
  static func pieces(of sentence: LeadSentence, fits: (String) -> Bool) -> [ThreadUnit] {
    let pieces = SentencePieces.of(sentence.text, fits: fits)
    return pieces.enumerated().map { index, piece in
      ThreadUnit(piece: piece, of: sentence, isFirst: index == 0, goesOn: index < pieces.count - 1)
    }
  }
}

/// The units of an article, in reading order, and which sentences are none of them.
struct ThreadUnits: Sendable {
  private(set) var units: [ThreadUnit] = []
  /// Places of sentences that say the title again.
  private(set) var repeats: [Int] = []
  /// Places of sentences that are longer than a part and cannot be parted.
  private(set) var tooLong: [Int] = []

  /// Takes every sentence that is whole. One that leans on another is taken only behind it: a quotation behind its
  /// speaker, `However, …` behind what it speaks against. `fits` says whether a part has room for a text.
  init(of sentences: [LeadSentence], title: TitleWords, titleIsSaid: Bool, fits: (String) -> Bool) {
    var isBefore = false
    for sentence in sentences {
      if titleIsSaid, title.isRepeated(by: sentence.text) {
        repeats.append(sentence.place)
        isBefore = true
        continue
      }
      // A heading or a note is left out, and what stands before it is still there.
      if sentence.isNote || !sentence.isClosed && sentence.opensParagraph { continue }
      let leans = sentence.isDangling || sentence.isBareQuotation || sentence.words < 4 || sentence.isQuestion
      let isLost = sentence.opensParagraph && (sentence.isBareQuotation || sentence.words < 4)
      guard sentence.isClosed, isBefore || !leans, !isLost else {
        isBefore = false
        continue
      }
      let found = fits(sentence.text) ? [ThreadUnit(sentence)] : ThreadUnit.pieces(of: sentence, fits: fits)
      if found.isEmpty { tooLong.append(sentence.place) }
      units += found
      isBefore = !found.isEmpty
    }
  }
}
