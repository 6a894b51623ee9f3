/// Shortens one sentence or title where it may be parted, and marks the place with `…`.
enum ClauseCut {
  /// Places after this many scalars are not looked at: every cut costs the length of what it keeps.
  private static let longest = 1_500

  /// Shorter forms of `text` that end at a clause, the longest first: before a conjunction or a relative word after a
  /// comma, before `and how` or `because` without one, at a semicolon, a spaced dash or a colon. Each ends on `…`, and
  /// has at least `leastWords` words and its main verb.
  static func clauses(of text: String, leastWords: Int) -> [String] {
    cuts(of: text, leastWords: leastWords) { scalars, offset in
      guard let mark = scalars[..<offset].last else { return false }
      if mark == ";" || mark == ":" { return true }
      if mark == "," { return opensClause(after: scalars[..<offset], scalars[offset...]) }
      return opensSecondClause(scalars[offset...]) || scalars.isDash(after: offset)
    }
  }

  /// As `clauses`, where there is none: before a preposition or an English participle after a comma, before `after` or `who`
  /// without one, or before `and`, `or` and their like with a verb among the next four words, so that no list is parted.
  static func looseClauses(of text: String, leastWords: Int) -> [String] {
    cuts(of: text, leastWords: leastWords) { scalars, offset in
      let next = nextWords(scalars[offset...])
      guard let first = next.first else { return false }
      if scalars[offset - 1] == "," {
        return ClauseWords.prepositions.contains(first) || ClauseWords.isParticiple(first)
      }
      if ClauseWords.timeWords.contains(first) { return true }
      if ClauseWords.restrictors.contains(first) { return !endsOnSaying(scalars[..<offset]) }
      return ClauseWords.joiners.contains(first) && hasSecondClause(next)
    }
  }

  /// Shorter forms of `text` that end with a whole word, the longest first: not on a number, whose unit would be lost,
  /// and not on a small word that leads on (`of`, `the`).
  static func words(of text: String) -> [String] { cuts(of: text, leastWords: 1) { _, _ in true } }

  private static func cuts(
    of text: String, leastWords: Int, at isPlace: ([Unicode.Scalar], Int) -> Bool
  ) -> [String] {
    let scalars = Array(text.unicodeScalars.prefix(longest))
    let nesting = Nesting(of: scalars)
    let bracket = leastWords > 1 ? VerbBracket.inside(scalars, nesting) : nil
    var cuts: [String] = []
    var count = 0
    for offset in scalars.indices.dropFirst() where scalars[offset].properties.isWhitespace {
      guard !scalars[offset - 1].properties.isWhitespace else { continue }
      count += 1
      guard count >= leastWords, !nesting.isInside(offset), isPlace(scalars, offset) else { continue }
      if bracket?.contains(offset) ?? false { continue }
      if leastWords > 1, MainVerb.isLost(cutting: scalars, at: offset, nesting) { continue }
      guard let kept = trimmed(scalars[..<offset]) else { continue }
      if leastWords == 1 || kept.split(whereSeparator: \.properties.isWhitespace).count >= leastWords {
        cuts.append(String(String.UnicodeScalarView(kept)) + "…")
      }
    }
    return cuts.reversed()
  }

  /// Without the punctuation that the ellipsis replaces and small words that lead on; nil when nothing is left or it
  /// ends on a number, a half of a hyphenated pair or an unpaired mark. A year before a comma lacks no unit.
  private static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
    var kept = text
    let isYear = endsOnYear(text)
    while true {
      while let last = kept.last, last.properties.isWhitespace || ",;:—–-&/(+.…".unicodeScalars.contains(last) {
        kept.removeLast()
      }
      guard !kept.isEmpty else { return nil }
      let start = kept.lastIndex { $0.properties.isWhitespace }.map { $0 + 1 } ?? kept.startIndex
      let written = String(String.UnicodeScalarView(kept[start...]))
      // The month is no verb.
      let word = written == "May" ? written : written.lowercased()
      if ClauseWords.leadingOn.contains(word) {
        kept = kept[..<start]
      } else if word.hasPrefix("#") {
        return nil
      } else if !isYear, word.unicodeScalars.contains(where: { $0.properties.numericType != nil }) {
        return nil
      } else {
        return Nesting(of: Array(kept)).unpaired ? nil : kept
      }
    }
  }

  /// Whether a text ends on a year and a comma: `in May 2027,`.
  private static func endsOnYear(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard text.last == "," else { return false }
    let word = text.dropLast().suffix(5)
    let digits = String(String.UnicodeScalarView(word.drop { $0.properties.isWhitespace }))
    return word.first?.properties.isWhitespace ?? false && Int(digits).map((1_000...2_999).contains) ?? false
  }

  /// The first words of a text in small letters, at most five; a number is an empty one.
  private static func nextWords(_ rest: ArraySlice<Unicode.Scalar>) -> [String] {
    String(String.UnicodeScalarView(rest.prefix(60))).lowercased().split(separator: " ").prefix(5)
      .map { $0.filter(\.isLetter) }
  }

  /// A conjunction or relative word after a comma, also behind a preposition (`, in which`, `, для которого`); no `and`
  /// before the last of a list. Also what says where the news comes from: `, the ministry announced …`.
  private static func opensClause(after kept: ArraySlice<Unicode.Scalar>, _ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = nextWords(rest)
    guard let first = words.first else { return false }
    if ClauseWords.joiners.contains(first) {
      let isList = kept.dropLast().split(separator: " ").suffix(4).contains { $0.last == "," }
      return !isList || hasSecondClause(words)
    }
    if ClauseWords.openers.contains(first) || ClauseWords.attributions.contains(first) { return true }
    if namesSource(rest) { return true }
    return words.count > 1 && ClauseWords.prepositions.contains(first) && ClauseWords.relatives.contains(words[1])
  }

  /// Whether a verb of saying stands among the last four words, so that `que` tells what was said.
  private static func endsOnSaying(_ kept: ArraySlice<Unicode.Scalar>) -> Bool {
    String(String.UnicodeScalarView(kept.suffix(60))).lowercased().split(separator: " ").suffix(4)
      .contains { ClauseWords.saying.contains(String($0)) || ["dit", "cree", "dice", "croit"].contains($0) }
  }

  /// Whether a verb of saying stands among the next eight words, before another comma.
  private static func namesSource(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    String(String.UnicodeScalarView(rest.dropFirst().prefix(90).prefix { $0 != "," })).split(separator: " ").prefix(8)
      .contains { ClauseWords.saying.contains($0.lowercased()) }
  }

  /// Whether a verb or a subject stands shortly after `and`.
  private static func hasSecondClause(_ words: [String]) -> Bool {
    words.dropFirst().prefix { !ClauseWords.joiners.contains($0) }
      .contains { ClauseWords.verbs.contains($0) || ClauseWords.subjects.contains($0) }
  }

  /// A clause that needs no comma before it: `because …`, `and how much …`.
  private static func opensSecondClause(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = nextWords(rest)
    guard let first = words.first else { return false }
    if ClauseWords.reasons.contains(first) { return true }
    return ["and", "but", "or"].contains(first) && words.count > 1 && ClauseWords.questionWords.contains(words[1])
  }
}

extension [Unicode.Scalar] {
  /// Whether a spaced dash follows the space at an offset: it opens an aside, or a second half.
  func isDash(after offset: Int) -> Bool {
    offset + 2 < count && "—–-".unicodeScalars.contains(self[offset + 1]) && self[offset + 2] == " "
  }
}
