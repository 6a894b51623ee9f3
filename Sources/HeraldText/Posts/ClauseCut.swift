/// Shortens one sentence or title where it may be parted, and marks the place with `…`.
enum ClauseCut {
  /// Places after this many scalars are not looked at: every cut costs the length of what it keeps.
  private static let longest = 1_500

  /// Shorter forms of `text` that end at a clause, the longest first: before a conjunction or a relative word after a
  /// comma, before `and how` or `because` without one, at a semicolon, a spaced dash or a colon. Each ends on `…`, and has at least `leastWords` words.
  static func clauses(of text: String, leastWords: Int) -> [String] {
    cuts(of: text, leastWords: leastWords) { scalars, offset in
      guard let mark = scalars[..<offset].last else { return false }
      if mark == ";" || mark == ":" { return true }
      if mark == "," { return opensClause(scalars[offset...]) }
      if opensSecondClause(scalars[offset...]) { return true }
      // A spaced dash opens an aside, or a second half.
      let rest = scalars[offset...].dropFirst()
      return "—–-".unicodeScalars.contains(rest.first ?? "a") && rest.dropFirst().first == " "
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
    var cuts: [String] = []
    var count = 0
    for offset in scalars.indices.dropFirst() where scalars[offset].properties.isWhitespace {
      guard !scalars[offset - 1].properties.isWhitespace else { continue }
      count += 1
      guard count >= leastWords, !nesting.isInside(offset), isPlace(scalars, offset) else { continue }
      if let kept = trimmed(scalars[..<offset]) { cuts.append(String(String.UnicodeScalarView(kept)) + "…") }
    }
    return cuts.reversed()
  }

  /// Without the punctuation that the ellipsis replaces and small words that lead on; nil when nothing is left or it
  /// ends on a number, a half of a hyphenated pair or an unpaired mark.
  private static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
    var kept = text
    while true {
      while let last = kept.last, last.properties.isWhitespace || ",;:—–-&/(+.…".unicodeScalars.contains(last) {
        kept.removeLast()
      }
      guard !kept.isEmpty else { return nil }
      let start = kept.lastIndex { $0.properties.isWhitespace }.map { $0 + 1 } ?? kept.startIndex
      let word = String(String.UnicodeScalarView(kept[start...])).lowercased()
      if leadingOn.contains(word) {
        kept = kept[..<start]
      } else if word.unicodeScalars.contains(where: { $0.properties.numericType != nil }) || word.hasPrefix("#") {
        return nil
      } else {
        return Nesting(of: Array(kept)).unpaired ? nil : kept
      }
    }
  }

  private static func opensClause(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = rest.drop { $0.properties.isWhitespace }.prefix { $0.isNameCharacter }
    return openers.contains(String(String.UnicodeScalarView(word)).lowercased())
  }

  /// A clause that needs no comma before it: `because …`, `and how much …`.
  private static func opensSecondClause(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = String(String.UnicodeScalarView(rest.prefix(40))).lowercased().split { !$0.isLetter }
    guard let first = words.first.map(String.init) else { return false }
    if reasons.contains(first) { return true }
    return joiners.contains(first) && words.count > 1 && questionWords.contains(String(words[1]))
  }

  private static let reasons = set("because although whereas unless")
  private static let joiners = set("and but or")
  private static let questionWords = set("how who what which where when why whether that")

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  private static let openers = set(
    """
    and but or so which who whom whose where when while as because although though after before since if
    unless until with without saying adding including despite citing making leaving и а но или что чтобы
    который которая которое которые которого где когда хотя потому поскольку если после und aber oder sondern
    weil dass obwohl während wobei nachdem damit wo wenn et mais ou qui que dont où car alors tandis y pero
    que quien donde cuando mientras aunque porque және бірақ
    """)
  private static let leadingOn = set(
    """
    a an the of to in on at by for from with and or but nor as than that which who whose is are was were be
    been has have had will would can could may its his her their our your my this these those into over under
    after before between about against в во на с со к у о об и а но или за из по от до для при над под не что
    как который der die das den dem des ein eine einer einen einem und oder aber in im am an auf aus bei mit
    nach von vom zu zum zur für über unter le la les un une des du de et ou à au aux en dans par pour sur avec
    el los las unos unas y o del al con por para que se su sus no not
    """)
}
