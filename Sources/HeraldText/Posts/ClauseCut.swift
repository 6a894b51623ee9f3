/// Shortens one sentence or title where it may be parted, and marks the place with `…`.
enum ClauseCut {
  /// Places after this many scalars are not looked at: every cut costs the length of what it keeps.
  private static let longest = 1_500

  /// Shorter forms of `text` that end at a clause, the longest first: before a conjunction or a relative word after a
  /// comma, before `and how` or `because` without one, at a semicolon, a spaced dash or a colon. Each ends on `…`, and
  /// has at least `leastWords` words.
  static func clauses(of text: String, leastWords: Int) -> [String] {
    cuts(of: text, leastWords: leastWords) { scalars, offset in
      guard let mark = scalars[..<offset].last else { return false }
      if mark == ";" || mark == ":" { return true }
      if mark == "," { return opensClause(scalars[offset...]) || opensRelative(scalars[offset...]) }
      if opensSecondClause(scalars[offset...]) { return true }
      // A spaced dash opens an aside, or a second half.
      let rest = scalars[offset...].dropFirst()
      return "—–-".unicodeScalars.contains(rest.first ?? "a") && rest.dropFirst().first == " "
    }
  }

  /// As `clauses`, where there is none: before a preposition after a comma, or before `and`, `or` and their like with a
  /// verb among the next four words, so that no list is parted.
  static func looseClauses(of text: String, leastWords: Int) -> [String] {
    cuts(of: text, leastWords: leastWords) { scalars, offset in
      let next = nextWords(scalars[offset...])
      guard let first = next.first else { return false }
      if scalars[offset - 1] == "," { return prepositions.contains(first) }
      return joiners.contains(first)
        && next.dropFirst().prefix { !joiners.contains($0) }.contains { verbs.contains($0) || subjects.contains($0) }
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
      let word = String(String.UnicodeScalarView(kept[start...])).lowercased()
      if leadingOn.contains(word) {
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

  /// A preposition with a relative word: `, in which`, `, in dem`, `, для которого`.
  private static func opensRelative(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = nextWords(rest)
    return words.count > 1 && prepositions.contains(words[0]) && relatives.contains(words[1])
  }

  /// The first words of a text in small letters, at most five; a number is an empty one.
  private static func nextWords(_ rest: ArraySlice<Unicode.Scalar>) -> [String] {
    String(String.UnicodeScalarView(rest.prefix(60))).lowercased().split(separator: " ").prefix(5)
      .map { $0.filter(\.isLetter) }
  }

  private static func opensClause(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = rest.drop { $0.properties.isWhitespace }.prefix { $0.isNameCharacter }
    return openers.contains(String(String.UnicodeScalarView(word)).lowercased())
  }

  /// A clause that needs no comma before it: `because …`, `and how much …`.
  private static func opensSecondClause(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = nextWords(rest)
    guard let first = words.first else { return false }
    if reasons.contains(first) { return true }
    return ["and", "but", "or"].contains(first) && words.count > 1 && questionWords.contains(words[1])
  }

  private static let reasons = set("because although whereas unless")
  private static let joiners = set("and but or und oder aber et ou mais y e o u и или а но және")
  private static let questionWords = set("how who what which where when why whether that")

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  private static let openers = set(
    """
    and but or so which who whom whose where when while as because although though however whatever whoever whichever wherever whereas nor yet after before since if
    unless until with without saying adding including despite citing making leaving и а но или что чтобы
    который которая которое которые которого где когда хотя потому поскольку если после und aber oder sondern
    weil dass obwohl während wobei nachdem damit wo wenn et mais ou qui que dont où car alors tandis y pero
    que quien donde cuando mientras aunque porque және бірақ
    """)
  private static let relatives = set(
    """
    which whom whose what dem denen deren dessen welchem welcher welchen которого которой которых котором которым
    которому которую который lequel laquelle lesquels lesquelles qui cual cuales quien quienes
    """)
  private static let prepositions = set(
    """
    at by for from in into of on to under over between against during through towards around near according because
    instead like per than via about among в во на по из от для до к ко с со у о об при под над перед между через около
    ради mit ohne nach von vom zu zum zur bei beim für gegen durch um im in am an auf aus über unter zwischen seit
    trotz wegen laut avec sans pour par chez vers sous sur entre selon dans en depuis pendant contre con sin para por
    según desde hasta sobre contra durante ante
    """)
  private static let verbs = set(
    """
    is are was were will would can could may might must should has have had says said does did do ist sind war waren
    wird werden wurde wurden hat haben hatte hatten kann können muss müssen soll sollen will wollen est sont était
    étaient sera seront a ont avait avaient peut peuvent doit doivent es son era eran será serán ha han había puede
    pueden debe deben был была было были будет будут есть может могут должен должны болды болады
    """)
  private static let subjects = set(
    "he she it they we there er sie wir es il elle ils elles nous on él ella ellos он она оно они мы ол олар")
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
