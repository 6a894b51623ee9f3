/// The words of a title that carry its meaning, to tell whether a sentence says the same.
struct TitleWords: Sendable {
  private let stems: Set<Substring>
  private let isQuestion: Bool

  init(_ title: String) {
    stems = Self.stems(of: title.lowercased())
    isQuestion = title.hasSuffix("?")
  }

  /// Whether a sentence says the title again: `.whole` when it has hardly a word besides, `.withMore` when it has.
  func repetition(in sentence: String) -> Repetition {
    guard stems.count >= 2 else { return .none }
    let words = Self.stems(of: sentence.lowercased())
    let common = stems.intersection(words).count
    guard common * 10 >= stems.count * 7 else { return .none }
    // A sentence that states what the title asks is not yet its answer.
    if isQuestion { return .whole }
    return common * 10 >= stems.count * 8 && words.count * 10 <= stems.count * 15 ? .whole : .withMore
  }

  enum Repetition: Hashable, Sendable { case none, withMore, whole }

  /// How many of the title's words a sentence has.
  func shared(with sentence: String) -> Int {
    stems.intersection(Self.stems(of: sentence.lowercased())).count
  }

  /// The first five letters of words of at least three that are no small words, and numbers.
  private static func stems(of text: String) -> Set<Substring> {
    Set(
      text.split { !($0.isLetter || $0.isNumber) }
        .filter { ($0.count >= 3 && !smallWords.contains($0)) || $0.first?.isNumber == true }.map { $0.prefix(5) })
  }

  private static let smallWords = Set(
    """
    the and for with from that this have has had was were are will would been its their they his her not but
    who what when how why out off over after into than more most about says said say new all can may как для
    что это при или его она они после если der die das und mit von für auf ein eine ist den dem des zum zur
    les des une dans pour sur par que est los las una por con para del sus және мен үшін
    """.split(whereSeparator: \.isWhitespace))
}
