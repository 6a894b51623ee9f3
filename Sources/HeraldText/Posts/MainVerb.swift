/// Whether a cut would leave a sentence without its main verb: `The deal, which Reuters reported…`.
enum MainVerb {
  /// Three kinds of sentence have their verb after the first clause: one that begins with a clause of its own (`When the
  /// water rose, …`), one whose subject is followed by a clause that another comma ends (`The dam, which …, holds`), and
  /// one with an aside between two dashes. There a cut needs a verb before it, in the clause that it ends.
  static func isLost(cutting text: [Unicode.Scalar], at offset: Int, _ nesting: Nesting) -> Bool {
    var commas: [Int] = []
    var dashes: [Int] = []
    for place in text.indices.dropFirst() where text[place].properties.isWhitespace && !nesting.isInside(place) {
      if text[place - 1] == "," { commas.append(place) }
      if text.isDash(after: place) { dashes.append(place) }
    }
    let before = dashes.filter { $0 < offset }
    let after = dashes.filter { $0 > offset }
    if text.isDash(after: offset) {
      // The first of a pair, or the second: what is kept must be a sentence without the aside.
      if before.count % 2 == 0, !after.isEmpty { return !hasVerb(text[..<offset]) }
      if let open = before.last, before.count % 2 == 1 { return !hasVerb(text[..<open]) }
    } else if before.count % 2 == 1, !after.isEmpty, let open = before.last {
      if !hasVerb(text[..<open]) { return true }
    }
    if opensWithClause(text) {
      // The clause ends at a comma; the main clause after it must have begun, and its verb be there.
      guard let first = commas.first, first < offset else { return true }
      return !hasVerb(text[first..<offset]) && text[first..<offset].count(where: { $0 == " " }) < 6
    }
    // Inside of such a clause the one before it must have its verb.
    if let comma = commas.last(where: { $0 < offset }), commas.contains(where: { $0 > offset + 12 }),
      opensRelative(text[comma...])
    {
      return !hasVerb(text[(commas.last { $0 < comma } ?? 0)..<comma])
    }
    // What follows another comma may be the rest of the clause that this one interrupts.
    if text[offset - 1] == ",", commas.contains(where: { $0 > offset + 12 }) {
      return !hasVerb(text[(commas.last { $0 < offset } ?? 0)..<offset])
    }
    return false
  }

  private static func opensRelative(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = rest.dropFirst().prefix { $0.isNameCharacter }
    return ClauseWords.relatives.contains(String(String.UnicodeScalarView(word)).lowercased())
  }

  private static func opensWithClause(_ text: [Unicode.Scalar]) -> Bool {
    let head = text.prefix(24).drop { $0.isOpening }.prefix { $0.isNameCharacter }
    return ClauseWords.subordinators.contains(String(String.UnicodeScalarView(head)).lowercased())
  }

  /// Whether one of the words is surely a verb that says what the clause says: an auxiliary, a past form. What is no verb
  /// of the lists is none, so a cut is rather not made. A German clause behind `wenn` or `dass` has it at its end, where no
  /// noun stands that is not a capital.
  private static func hasVerb(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = String(String.UnicodeScalarView(text)).split { !$0.isLetter }
    if let first = words.first?.lowercased(), ClauseWords.germanOpeners.contains(first), words.count > 2 {
      return words.last?.first?.isLowercase ?? false
    }
    var isNoun = false
    for word in words {
      let lower = String(word)
      if word.first?.isLowercase ?? false {
        if ClauseWords.verbs.contains(lower) { return true }
        if !isNoun, ClauseWords.pastForms.contains(lower) || ClauseWords.isPastForm(lower) { return true }
      }
      isNoun =
        ClauseWords.articles.contains(lower.lowercased()) || ClauseWords.prepositions.contains(lower.lowercased())
    }
    return false
  }
}
