/// Parts a text into its sentences.
///
/// Knows abbreviations, initials, decimal numbers, addresses, ellipses, quotations, brackets and list markers. A
/// sentence is never parted inside a quotation or a bracket. Linear in the length of the text.
public struct Sentences: Sendable {
  private let text: [Unicode.Scalar]
  private let tongue: Tongue
  private let nesting: Nesting

  /// The sentences of `text`, trimmed, in order; together they hold every character but the white space between.
  ///
  /// A line break ends a sentence, except after a space. `language` is a BCP 47 code; English, Russian, Kazakh, German,
  /// French and Spanish have habits of their own, and are recognised when it is nil.
  public static func of(_ text: String, language: String? = nil) -> [String] {
    let tongue = Tongue(language: language, text: text)
    let joined = text.replacing("\r\n", with: "\n").replacing(" \n", with: " ")
    return joined.split(separator: "\n").flatMap { Sentences(String($0), tongue).parted() }
  }

  private init(_ text: String, _ tongue: Tongue) {
    self.text = Array(text.unicodeScalars)
    self.tongue = tongue
    nesting = Nesting(of: self.text)
  }

  private func parted() -> [String] {
    var pieces: [String] = []
    var start = 0
    for end in ends() + [text.count] where end > start {
      let piece = text[start..<end]
      let trimmed = piece.drop { $0.properties.isWhitespace }
      let last = trimmed.lastIndex { !$0.properties.isWhitespace }
      if let last { pieces.append(String(String.UnicodeScalarView(trimmed[...last]))) }
      start = end
    }
    return pieces
  }

  /// Offsets after which a new sentence begins, in order.
  private func ends() -> [Int] {
    let list = InlineList(of: text)
    var ends: [Int] = list.starts
    var index = 0
    while index < text.count {
      guard text[index].isTerminator else {
        index += 1
        continue
      }
      let mark = EndMark(at: index, in: text)
      if !list.markers.contains(index), !nesting.isInside(mark.end), let end = boundary(mark) { ends.append(end) }
      index = mark.end
    }
    return ends.sorted()
  }

  /// Where the sentence that this mark ends stops; nil when it does not end one.
  private func boundary(_ mark: EndMark) -> Int? {
    let end = mark.end
    guard end < text.count else { return nil }
    guard text[end].properties.isWhitespace else {
      if text[end - 1].isWideTerminator { return end }
      return mark.isSingleDot && endsWithoutSpace(mark) ? end : nil
    }
    guard let next = text[end...].firstIndex(where: { !$0.properties.isWhitespace }) else { return nil }
    guard let word = firstWord(from: next), beginsSentence(at: next, word) else { return nil }
    // `[...]` stands for words left out.
    if mark.hasClosers, mark.start > 0, text[mark.start - 1] == "[" { return nil }
    if mark.hasClosers, isAttribution(at: next) { return nil }
    if mark.isSpacedEllipsis { return mark.dots >= 4 ? end : nil }
    if mark.isSingleDot, !mark.hasClosers { return endsWithDot(mark, next: next, word: word) ? end : nil }
    return end
  }

  /// Of `Tuesday.Mr` only the last part, which has lost its space; `U.S` and `Ph.D` stay whole.
  private func abbreviated(_ word: String) -> String {
    guard let dot = word.lastIndex(of: "."), let first = word.split(separator: ".").first, first.count > 2 else {
      return word
    }
    return String(word[word.index(after: dot)...])
  }

  /// Whether the words after a quotation say whose it is (`“Really?” Smith asked`): a verb of saying among the first four.
  private func isAttribution(at next: Int) -> Bool {
    let words = text[next..<min(text.count, next + 60)].split(maxSplits: 4) { $0.properties.isWhitespace }
    return words.prefix(4).contains { word in
      let letters = String(String.UnicodeScalarView(word.filter(\.isNameCharacter)))
      return Abbreviations.saying.contains(letters)
    }
  }

  /// A full stop before a space: not after an abbreviation, an initial or a German ordinal.
  private func endsWithDot(_ mark: EndMark, next: Int, word: String) -> Bool {
    let before = abbreviated(wordBefore(mark.start))
    let lower = before.lowercased()
    let numberFollows = text[next].isDigit
    let starts = Abbreviations.isStarter(word.lowercased(), tongue)
    if before.isEmpty { return true }
    if numberFollows, Abbreviations.isBeforeNumber(lower) { return false }
    if Abbreviations.isTrailing(lower, tongue) {
      if before == "P.M" || before == "A.M" { return true }
      return starts
    }
    if Abbreviations.isLeading(lower, tongue) { return false }
    let scalars = before.unicodeScalars
    if scalars.count == 1, let only = scalars.first, only.properties.isAlphabetic {
      if before == "I" { return !isCapitalised(wordBefore(mark.start - 2)) }
      return only.properties.isLowercase && starts
    }
    // Initials and multiple dots: U.S., J.R., т.е., z.B.
    if before.contains("."), before.split(separator: ".").allSatisfy({ $0.count <= 2 && $0.allSatisfy(\.isLetter) }) {
      return starts
    }
    if tongue == .de, scalars.count <= 2, scalars.allSatisfy(\.isDigit) { return false }
    return true
  }

  /// `world.Today`: a word or number of at least two characters, a full stop and a capitalised word without a space,
  /// in no address.
  private func endsWithoutSpace(_ mark: EndMark) -> Bool {
    guard !mark.hasClosers, mark.start >= 2 else { return false }
    let before = text[mark.start - 1]
    guard before.properties.isLowercase || before.isDigit, text[mark.start - 2].isNameCharacter || before.isDigit else {
      return false
    }
    guard let word = firstWord(from: mark.end), word.unicodeScalars.count >= 2, isCapitalised(word),
      word.unicodeScalars.dropFirst().allSatisfy({ !$0.properties.isUppercase }),
      !["com", "org", "net", "js"].contains(word.lowercased())
    else { return false }
    let token = token(around: mark.start)
    return !token.contains { "@/:_".unicodeScalars.contains($0) }
  }

  /// The stretch without white space around an offset, at most 100 scalars to each side.
  private func token(around offset: Int) -> ArraySlice<Unicode.Scalar> {
    var first = offset
    while first > 0, offset - first < 100, !text[first - 1].properties.isWhitespace { first -= 1 }
    var last = offset
    while last < text.count, last - offset < 100, !text[last].properties.isWhitespace { last += 1 }
    return text[first..<last]
  }

  /// The letters, digits, dots and hyphens that stand directly before an offset, at most 40.
  private func wordBefore(_ offset: Int) -> String {
    var first = max(offset, 0)
    let last = first
    while first > 0, last - first < 40,
      text[first - 1].isNameCharacter || ".-°№º&".unicodeScalars.contains(text[first - 1])
    {
      first -= 1
    }
    return String(String.UnicodeScalarView(text[first..<last]))
  }

  /// The first word at or after an offset, past opening marks; its letters only, at most 40.
  private func firstWord(from offset: Int) -> String? {
    var index = offset
    while index < text.count, index < offset + 4, text[index].isOpening { index += 1 }
    let word = text[index..<min(text.count, index + 40)].prefix { $0.isNameCharacter || $0 == "'" || $0 == "’" }
    return String(String.UnicodeScalarView(word))
  }

  private func isCapitalised(_ word: String) -> Bool { word.unicodeScalars.first?.properties.isUppercase ?? false }

  /// What a sentence may begin with: anything but a lower-case word (except `iPhone`) and closing punctuation.
  private func beginsSentence(at next: Int, _ word: String) -> Bool {
    guard let first = word.unicodeScalars.first else { return text[next].beginsWithoutLetter }
    if !first.properties.isLowercase { return true }
    let second = word.unicodeScalars.dropFirst().first
    return second?.properties.isUppercase ?? false
  }
}
