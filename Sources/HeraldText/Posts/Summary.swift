/// The sentences of an article that its post says besides the title.
struct Summary: Hashable, Sendable {
  /// What was left out inside a sentence.
  enum Cut: Hashable, Sendable {
    case none
    /// Brackets or asides between dashes; the sentence is whole without them.
    case asides([String])
    /// The end of its last sentence, at a clause or, as a last resort, at a word.
    case end
  }

  /// Empty when nothing fits.
  var text: String
  /// The places of its sentences in the article, 0 is the first.
  var places: [Int]
  var cut: Cut = .none

  static let empty = Summary(text: "", places: [])

  /// Longer summaries are no posts any more.
  static let mostCharacters = 600
  static let mostSentences = 5

  /// The text with one more sentence, on a line of its own or not; without a space where the script has none.
  func adding(_ sentence: String, onOwnLine: Bool) -> String {
    if onOwnLine { return text + "\n" + sentence }
    return text + (text.unicodeScalars.last?.isWideTerminator ?? true ? "" : " ") + sentence
  }
}
