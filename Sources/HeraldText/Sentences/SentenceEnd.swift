/// Decides at which marks of a line its sentences end. Every rule looks at the words around the mark; none knows a text.
struct SentenceEnd {
  let line: ScannedLine
  let tongue: Tongue
  private let habits: Habits

  init(line: ScannedLine, tongue: Tongue) {
    self.line = line
    self.tongue = tongue
    habits = tongue.habits
  }

  /// Where the sentence that began at `start` and reaches this mark stops; nil when it goes on.
  func end(at mark: EndMark, start: Int) -> Int? {
    let end = mark.end
    guard end < line.scalars.count else { return nil }
    guard line.kinds[end].has(.space) else {
      if line.scalars[end - 1].isWideTerminator { return end }
      return endsWithoutSpace(mark) ? end : nil
    }
    guard let next = line.firstInk(from: end) else { return nil }
    if line.kinds[next].has(.picture) { return afterPictures(from: next, end: end) }
    let follower = Follower(at: next, in: line, habits: habits)
    guard follower.mayBegin, !isOmission(mark), !isItemNumber(mark, start: start) else { return nil }
    if isName(mark, start: start), !follower.isStarter { return nil }
    if mark.isSpacedEllipsis { return mark.dots >= 4 ? end : nil }
    if let closer = mark.closer {
      if ")]}".unicodeScalars.contains(closer), !bracketEnds(mark, start: start), !follower.isStarter { return nil }
      if !mark.isSingleDot, isAttribution(follower) { return nil }
    }
    return !mark.isSingleDot || endsWithDot(mark, start: start, follower) ? end : nil
  }

  /// A full stop before a space: not after an abbreviation, an initial, the number of an item or a German ordinal.
  private func endsWithDot(_ mark: EndMark, start: Int, _ follower: Follower) -> Bool {
    let before = line.word(before: mark.start, from: start)
    let word = withoutLostSpace(before.text)
    guard !word.isEmpty else { return true }
    if let kind = abbreviation(word, opensSentence: before.start == start) {
      return ends(after: kind, before: before.start, start: start, follower)
    }
    if Shortening.isInitial(word) { return endsAfterInitial(word, at: before.start, follower) }
    if Shortening.isOfLetters(word) || Shortening.hasNoVowel(word) {
      return follower.isStarter || line.isInAddress(mark.start)
    }
    if Numeral.isNumber(word) {
      if follower.isNumberWithDot, word.count <= 2 { return false }
      if tongue == .de { return !isOrdinal(word, at: before.start, start: start, follower) }
    }
    if tongue == .de, Numeral.isRoman(word) { return follower.isStarter }
    return true
  }

  /// What the word, or its last part after a hyphen (`Dipl.-Ing`), is short for.
  private func abbreviation(_ word: String, opensSentence: Bool) -> Habits.Abbreviation? {
    if let found = habits.abbreviation(word, opensSentence: opensSentence) { return found }
    if word.utf8.contains(0x2D), let hyphen = word.lastIndex(of: "-"), word[hyphen...].count > 2, !word.hasSuffix("-") {
      return habits.abbreviation(String(word[word.index(after: hyphen)...]), opensSentence: false)
    }
    // Streets: `Hauptstr. 5`.
    return tongue == .de && word.utf8.count > 5 && word.hasSuffix("str") ? .trailing : nil
  }

  private func ends(after kind: Habits.Abbreviation, before: Int, start: Int, _ follower: Follower) -> Bool {
    switch kind {
    case .leading: return false
    case .beforeNumber: return !follower.isNumber
    case .trailing: return follower.isStarter && !opensWithTime(start..<before)
    case .ofName: return follower.isStarter || follower.isBeforeSmallWord
    // `200 руб. 50 коп.`
    case .ending: return !follower.isNumber || !Numeral.isNumber(line.previousWord(before: before))
    case .unit: return !follower.isNumber && Numeral.isAmount(line.previousWord(before: before))
    case .afterNumber:
      guard let last = line.lastInk(before: before), Numeral.ends(line, at: last) else { return false }
      return follower.isStarter && !opensWithTime(start..<before)
    case .clock: return !Follower.clockGoesOn(with: follower.word) && !opensWithTime(start..<before)
    }
  }

  /// `At 5 a.m.`, `В 2019 г.`: what a sentence opens with and cannot be all of it. At most four words, the first a
  /// preposition.
  private func opensWithTime(_ range: Range<Int>) -> Bool {
    guard range.count <= 40, habits.isOpener(line.word(from: range.lowerBound).text) else { return false }
    return line.scalars[range].split { $0.properties.isWhitespace }.count <= 4
      && line.kinds[range].contains { $0.has(.digit) }
  }

  /// A single letter: an initial unless the next word begins sentences, or the word before says what the letter counts
  /// (`plan B.`).
  private func endsAfterInitial(_ word: String, at offset: Int, _ follower: Follower) -> Bool {
    let previous = line.previousWord(before: offset)
    let isSmall = word.unicodeScalars.first?.properties.isLowercase ?? false
    // A unit: `20 кв. м. Дом …`.
    if isSmall, ["кв", "куб"].contains(previous) || Numeral.isNumber(previous) && "mlghмлгсч".contains(word) {
      return !follower.isNumber
    }
    if Habits.labels.contains(previous.lowercased()) { return true }
    guard follower.isStarter else { return false }
    // `Albert I. Jones`, but `you and I. Did you …`.
    let isName = previous.unicodeScalars.first?.properties.isUppercase ?? false
    return !(word == "I" && isName && tongue == .en) || follower.isCertain
  }

  /// A German ordinal: `am 3. Mai`, `der 2. Weltkrieg`, `1. FC Köln`; but `Sie wurde 12. Danach …`.
  private func isOrdinal(_ word: String, at offset: Int, start: Int, _ follower: Follower) -> Bool {
    guard word.count <= 3, offset == start || !follower.isStarter || isSpan(follower) else { return false }
    if follower.isNumber { return word.count <= 2 }
    guard let last = line.lastInk(before: offset) else { return true }
    // `2:1.`
    if last == offset - 1, line.scalars[last] != "(" { return false }
    if line.scalars[last] == "," || line.scalars[last] == "(" { return true }
    let previous = line.previousWord(before: offset)
    if Habits.beforeOrdinal.contains(previous.lowercased()) { return true }
    // `Kap. 4.`, `Hauptstr. 5.`: the number belongs to what is before it.
    return word.count <= 2 && line.scalars[last] != "."
  }

  /// `vom 1. Bis 3. Mai`, with a capital by mistake.
  private func isSpan(_ follower: Follower) -> Bool { ["bis", "und"].contains(follower.word.lowercased()) }

  /// The number or letter of an item: all there is of a sentence so far, or what stands after a colon (`Three rules: 1.
  /// Keep. 2. Go.`).
  private func isItemNumber(_ mark: EndMark, start: Int) -> Bool {
    guard mark.isSingleDot, mark.closer == nil else { return false }
    let word = line.word(before: mark.start, from: start)
    guard word.text.count <= 4, Numeral.isItem(word.text) else { return false }
    guard word.start > start, let last = line.lastInk(before: word.start) else { return word.start == start }
    if line.scalars[last] == "(" { return last == start }
    return Numeral.isNumber(word.text) && word.text.count <= 2 && last + 1 < word.start
      && ":;".unicodeScalars.contains(line.scalars[last])
  }

  /// `[...]` and `(…)` stand for words left out.
  private func isOmission(_ mark: EndMark) -> Bool {
    guard mark.closer != nil, !mark.isSingleDot, mark.start > 0 else { return false }
    return "([".unicodeScalars.contains(line.scalars[mark.start - 1])
  }

  /// Names that end on `!` (`Yahoo! Inc`).
  private func isName(_ mark: EndMark, start: Int) -> Bool {
    guard mark.end == mark.start + 1, line.scalars[mark.start] == "!" else { return false }
    return ["Yahoo", "Jeopardy", "E", "Wham", "Joomla"].contains(line.word(before: mark.start, from: start).text)
  }

  /// Whether the bracket that closes after the mark holds whole sentences: it opened where one may begin.
  private func bracketEnds(_ mark: EndMark, start: Int) -> Bool {
    var open = mark.start
    while open > start, mark.start - open < 1_500, !"([{".unicodeScalars.contains(line.scalars[open]) { open -= 1 }
    guard let last = line.lastInk(before: open), last >= start else { return true }
    return line.kinds[last].has(.terminator)
  }

  /// Whether the words after a quotation say whose it is (`“Really?” Smith asked`): a name, and a verb of saying among
  /// the first four words.
  private func isAttribution(_ follower: Follower) -> Bool {
    guard !follower.isStarter, !follower.word.isEmpty else { return false }
    let words = line.scalars[follower.start..<min(line.scalars.count, follower.start + 60)]
      .split(maxSplits: 4) { $0.properties.isWhitespace }
    return words.prefix(4).contains { word in
      habits.isSaying(String(String.UnicodeScalarView(word.filter { ScalarKind.of($0).has(.word) })))
    }
  }

  /// Pictures after a sentence belong to it, if another one follows.
  private func afterPictures(from next: Int, end: Int) -> Int? {
    var last = next
    while last < line.kinds.count, line.kinds[last].has(.picture) { last += 1 }
    guard let after = line.firstInk(from: last) else { return nil }
    guard after > last else { return end }
    return Follower(at: after, in: line, habits: habits).mayBegin ? last : nil
  }

  /// Of `Tuesday.Mr` only the last part, which has lost its space; `U.S` and `Ph.D` stay whole.
  private func withoutLostSpace(_ word: String) -> String {
    guard word.utf8.contains(0x2E), let dot = word.lastIndex(of: "."), let first = word.split(separator: ".").first,
      first.count > 3,
      word.index(after: dot) < word.endIndex
    else { return word }
    return String(word[word.index(after: dot)...])
  }

  /// `world.Today`: a word or number of at least two characters, the marks, and a capitalised word without a space between,
  /// in no address.
  private func endsWithoutSpace(_ mark: EndMark) -> Bool {
    guard mark.start >= 2, mark.dots < 2, mark.closer == nil || !")]}'".unicodeScalars.contains(mark.closer!) else {
      return false
    }
    let before = line.kinds[mark.start - 1]
    guard before.has(.lower) || before.has(.digit) && mark.isSingleDot,
      before.has(.digit) || line.kinds[mark.start - 2].has(.letter)
    else { return false }
    let next = line.word(from: mark.end)
    let word = next.text.unicodeScalars
    guard next.start == mark.end, word.count >= 2, word.first?.properties.isUppercase ?? false,
      !word.dropFirst().contains(where: \.properties.isUppercase),
      !["com", "org", "net", "js", "info", "ru", "kz", "de", "md", "txt", "pdf"].contains(next.text.lowercased())
    else { return false }
    return !line.isInAddress(mark.start)
  }
}
