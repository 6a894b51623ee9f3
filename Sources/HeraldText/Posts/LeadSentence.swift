/// A sentence of the article as a candidate for its post.
struct LeadSentence: Hashable, Sendable {
  let text: String
  /// 0 is the first of the article.
  let place: Int
  /// Leans on the sentence before it.
  let isDangling: Bool
  /// Whole and closed: ends as a sentence, every quotation and bracket has both its marks, a quotation has words around
  /// it that say whose it is, and it has at least four words.
  let isWhole: Bool
  let isQuestion: Bool
  /// Ends as a sentence, and every quotation and bracket has both its marks.
  let isClosed: Bool
  /// Nothing but a quotation, whose speaker another sentence names.
  let isBareQuotation: Bool
  let words: Int
  /// The first of its paragraph.
  let opensParagraph: Bool

  init(_ text: String, place: Int, opensParagraph: Bool = false, tongue: Tongue) {
    self.text = text
    self.place = place
    self.opensParagraph = opensParagraph
    let scalars = Array(text.unicodeScalars)
    isDangling = Dangling.isDangling(text, tongue)
    let end = scalars.last { !$0.isClosing }
    let ends = end.map { $0.isTerminator } ?? false
    isQuestion = end == "?" || end == "？"
    words = text.split(whereSeparator: \.isWhitespace).count
    isClosed = ends && !Nesting(of: scalars).unpaired
    isBareQuotation = Self.isBareQuotation(scalars)
    isWhole =
      isClosed && !isBareQuotation
      && (words >= 4 || scalars.contains { $0.isWideTerminator } && scalars.count >= 8)
  }

  /// Nothing but a quotation: it begins with an opening mark and ends with a closing one.
  private static func isBareQuotation(_ text: [Unicode.Scalar]) -> Bool {
    guard let first = text.first, let last = text.last(where: { !$0.isTerminator }) else { return true }
    return "\"“„«‘'‹「『".unicodeScalars.contains(first) && "\"”“»’'›」』".unicodeScalars.contains(last)
  }

  /// The sentences of an article that its post may be made of, in reading order: those of its first paragraphs, or of
  /// its briefs when it has no other text. At most 60, from the first 4,000 characters of each of 24 paragraphs, so that
  /// a long article costs no more than a short one.
  static func all(in paragraphs: [String], tongue: Tongue) -> [LeadSentence] {
    var sentences: [LeadSentence] = []
    for (index, paragraph) in paragraphs.prefix(24).enumerated() {
      let head = String(paragraph.prefix(4_000))
      var parts = Sentences.of(index == 0 ? Dateline.removed(from: head) : head, language: tongue.rawValue)
      if head.utf8.count < paragraph.utf8.count, parts.count > 0 { parts.removeLast() }
      for (offset, part) in parts.enumerated() where sentences.count < 60 {
        sentences.append(
          LeadSentence(part, place: sentences.count, opensParagraph: offset == 0, tongue: tongue))
      }
    }
    return sentences
  }
}
