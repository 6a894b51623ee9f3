/// The words of a title that carry its meaning, to tell whether a sentence says the same.
struct TitleWords: Sendable {
  private let stems: Set<Substring>
  private let folded: String

  init(_ title: String) {
    folded = title.lowercased()
    stems = Self.stems(of: folded)
  }

  /// Whether a sentence says no more than the title: it has most of its words and few others.
  func areSaid(by sentence: String) -> Bool {
    let words = Self.stems(of: sentence.lowercased())
    guard stems.count >= 2 else { return false }
    let common = stems.intersection(words).count
    return common * 10 >= stems.count * 8 && words.count * 10 <= stems.count * 15
  }

  /// How many of the title's words a sentence has.
  func shared(with sentence: String) -> Int {
    stems.intersection(Self.stems(of: sentence.lowercased())).count
  }

  /// The first five letters of words of at least four, and numbers.
  private static func stems(of text: String) -> Set<Substring> {
    Set(
      text.split { !($0.isLetter || $0.isNumber) }
        .filter { $0.count >= 4 || $0.first?.isNumber == true }.map { $0.prefix(5) })
  }
}
