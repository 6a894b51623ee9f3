/// The two halves of a German predicate, which may stand far apart: `Die Stadt muss die Kastanien, deren Laub …, fällen.`
enum VerbBracket {
  /// Where a cut would keep the first half without the second; nil where none would.
  static func inside(_ text: [Unicode.Scalar], _ nesting: Nesting) -> ClosedRange<Int>? {
    let words = words(of: text[...])
    guard Set(words.lazy.map(String.init)).intersection(german).count >= 2, let last = words.last, isLower(last) else {
      return nil
    }
    let commas = text.indices.filter { text[$0] == "," && !nesting.isInside($0) }
    guard let first = commas.first, let end = commas.last else { return nil }
    // Opened before the first comma and not closed there: `…, bis Freitag im Auftrag des Landes fällen.`
    let head = self.words(of: text[..<first])
    if isVerb(last), let verb = head.firstIndex(where: { firstHalves.contains(String($0)) }), let closing = head.last,
      head.count - 1 == verb || !isLower(closing) || !isVerb(closing)
    {
      return first + 1...text.count
    }
    // `…, festgenommen.`, `…, vorerst nicht fällen lassen.`, `…, zurück.`
    let tail = self.words(of: text[end...])
    return tail.count <= 5 && tail.allSatisfy(isLower) && isSecondHalf(last) ? first + 1...end + 1 : nil
  }

  private static func words(of text: ArraySlice<Unicode.Scalar>) -> [Substring] {
    String(String.UnicodeScalarView(text)).split { !$0.isLetter }
  }

  private static func isLower(_ word: Substring) -> Bool { word.first?.isLowercase ?? false }

  private static func isSecondHalf(_ word: Substring) -> Bool { isVerb(word) || prefixes.contains(String(word)) }

  /// An infinitive or a participle by its ending.
  private static func isVerb(_ word: Substring) -> Bool {
    word.count > 4 && (word.hasSuffix("en") || word.hasSuffix("rn") || word.hasSuffix("ln") || word.hasSuffix("t"))
  }

  private static let german = ClauseWords.set("der das dem den eine einen einem einer und nicht im am vom zum zur")
  private static let firstHalves = ClauseWords.set(
    """
    muss müssen musste mussten kann können konnte konnten soll sollen sollte sollten darf dürfen durfte durften will wollen
    wollte wollten möchte möchten wird werden wurde wurden hat haben hatte hatten ist sind war waren
    """)
  private static let prefixes = ClauseWords.set(
    """
    ab an auf aus bei ein fest fort frei her hin los mit nach nieder statt teil um vor weg weiter wieder zu zurück zusammen
    bekannt entgegen fern vorbei durch
    """)
}
