/// The words of a title that carry its meaning, to tell whether a sentence says the same.
struct TitleWords: Sendable {
  private let stems: Set<Substring>
  private let beginnings: Set<Substring>
  private let text: String
  /// The title ends as a sentence, as where a text came without one and its first sentence is its title.
  let isSentence: Bool

  init(_ title: String) {
    text = title
    let end = title.unicodeScalars.last { !$0.isClosing }
    isSentence = end == "." || end == "!" || end == "。" || end == "！"
    let words = Self.words(of: title)
    stems = Set(words.map { $0.prefix(5) })
    beginnings = Set(words.map(Self.beginning))
  }

  /// Whether a sentence says the title again and nothing else: at least two of its words and half of them, and no
  /// further word or number. `opens` and `opened` are one word.
  func isRepeated(by sentence: String) -> Bool {
    if !sentence.isEmpty, text.hasPrefix(sentence) { return true }
    let words = Self.words(of: sentence)
    let common = stems.count { stem in words.contains { Self.beginning(of: $0) == Self.beginning(of: stem) } }
    return common >= 2 && common * 2 >= stems.count && words.allSatisfy { beginnings.contains(Self.beginning(of: $0)) }
  }

  /// Whether a sentence has mostly these words, six of ten or more (all of fewer than four), and no other number, so that it
  /// says little that is new.
  func isMostlySaid(by sentence: String) -> Bool {
    let words = Set(Self.words(of: sentence).map { $0.prefix(5) })
    let new = words.filter { !stems.contains($0) }
    if new.contains(where: { $0.first?.isNumber ?? false }) { return false }
    return words.count < 4 ? new.isEmpty : new.count * 10 <= words.count * 4
  }

  /// The words that a sentence shares with the title, each once, as the sentence has them.
  func sharedWords(with sentence: String) -> [String] {
    var found: Set<Substring> = []
    return Self.words(of: sentence).filter {
      let stem = $0.prefix(5)
      return stems.contains(stem) && found.insert(stem).inserted
    }.map(String.init)
  }

  /// Words of at least three letters that are no small words, and numbers.
  private static func words(of text: String) -> [Substring] {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }
      .filter { ($0.count >= 3 && !smallWords.contains(String($0))) || $0.first?.isNumber == true }
  }

  /// What two forms of a word have in common; all of a number.
  private static func beginning(of word: Substring) -> Substring {
    word.first?.isNumber == true ? word : word.prefix(4)
  }

  private static let smallWords = Set(
    """
    the and for with from that this have has had was were are will would been its their they his her but
    who what when how why out off over after into than more most about says said say new all can may как для
    что это при или его она они после если der die das und mit von für auf ein eine ist den dem des zum zur
    les des une dans pour sur par que est los las una por con para del sus және мен үшін
    hat haben hatte sind war waren wird werden wurde nicht noch auch nur sich sie ihr bei nach aus vor dass wie
    ont sont était être pas plus cette ces aux avec han son fue era ser más como esta este был была были есть его
    она они уже ещё бір деп ол
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
