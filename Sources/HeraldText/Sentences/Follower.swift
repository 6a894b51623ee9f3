/// What comes after a possible end of a sentence.
struct Follower {
  let start: Int
  /// Its first word, past opening marks and dashes; empty when it is something else.
  let word: String
  /// Whether a sentence may begin with it: with anything but a lower-case word (except `iPhone`, `my6sense`) and closing punctuation.
  let mayBegin: Bool
  /// Whether it is a word that begins sentences, and neither an initial that looks like one (`А. С. Пушкин`) nor after the
  /// dash of a dateline (`N.Y. — People …`).
  var isStarter: Bool { asks || maySpeak && habits.isStarter(word) }
  /// `The`, `Did`: a starter of three letters or more.
  var isCertain: Bool { isStarter && word.utf8.count >= 3 }
  let isNumber: Bool
  /// `5.`: as in a date, `3. 5. 2026`.
  let isNumberWithDot: Bool
  /// Whether a word in lower case comes after its first word, which is not in capitals: `Analysts said`.
  let isBeforeSmallWord: Bool
  private let asks: Bool
  private let maySpeak: Bool
  private let habits: Habits

  init(at next: Int, in line: ScannedLine, habits: Habits) {
    var start = next
    // A dash opens a turn of talk (`— Да.`), or goes on after one (`— сказал он`).
    let afterDash = line.kinds[next].has(.dash) || line.scalars[next] == "-"
    if afterDash, let ink = line.firstInk(from: next + 1) { start = ink }
    self.start = start
    let found = line.word(from: start)
    word = found.text
    let after = found.start + word.unicodeScalars.count
    let kinds = line.kinds[found.start..<after]
    let isBeforeDot = after < line.scalars.count && line.scalars[after] == "."
    let isDigits = kinds.first?.has(.digit) ?? false
    isNumber = isDigits || kinds.count > 1 && Numeral.isRoman(word)
    isNumberWithDot = isBeforeDot && kinds.count <= 2 && isDigits && Numeral.isNumber(word)
    asks = line.scalars[next] == "¿" || line.scalars[next] == "¡"
    maySpeak = !afterDash && !(kinds.count == 1 && isBeforeDot)
    self.habits = habits
    let following = after < line.scalars.count && line.kinds[after].has(.space) ? line.firstInk(from: after) : nil
    let isCapitals = kinds.count > 1 && kinds.allSatisfy { $0.has(.upper) }
    isBeforeSmallWord = !isCapitals && following.map { line.kinds[$0].has(.lower) } ?? false
    guard let first = kinds.first else {
      mayBegin = line.beginsWithoutLetter(at: next)
      return
    }
    mayBegin = asks || !first.has(.lower) || kinds.contains { $0.has(.upper | .digit) }
  }

  /// Whether a word after `9 a.m.` belongs to it: a day, a month, a zone (`ET`, `GMT`).
  static func clockGoesOn(with word: String) -> Bool {
    clockWords.contains(word) || (2...4).contains(word.count) && word.allSatisfy { $0.isUppercase }
  }

  private static let clockWords = Habits.set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun January February March
    April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Eastern Pacific Central Mountain Greenwich London Moscow Beijing Almaty Astana Madrid Local Universal
    """)
}

extension ScannedLine {
  /// A sign that may stand at the beginning of a sentence: a digit, an opening mark, a bullet, a currency, a tag.
  fileprivate func beginsWithoutLetter(at offset: Int) -> Bool {
    if kinds[offset].has(.digit | .opening | .dash) { return true }
    return "-•⁃‣◦*.…#@$€£₸₽№§".unicodeScalars.contains(scalars[offset])
  }
}
