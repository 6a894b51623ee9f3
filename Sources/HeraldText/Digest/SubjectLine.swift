import Foundation

/// The subject of a digest's mail: what it is, and what is inside.
enum SubjectLine {
  /// The most columns, of which mail readers show 50 to 70 in a list.
  static let columns = 72
  /// A title of which less than this would be left is not begun.
  static let leastOfATitle = 24

  /// `NEWSROOM, DIGEST NUMBER: FIRST STORY, and 4 more`.
  ///
  /// What does not fit goes in this order: the newsroom, which From names as well; how many more there are; the end of
  /// the title, after a complete word, with an ellipsis. `more` is in the reader's language, nil for one article.
  static func text(
    newsroom: String, digest: String, number: Int?, story: String, more: String? = nil, colon: String = ":"
  ) -> String {
    let edition = digest + (number.map { " \($0)" } ?? "")
    let repeated = digest.range(of: newsroom, options: .caseInsensitive) != nil
    let full = repeated || newsroom.isEmpty ? edition : "\(newsroom), \(edition)"
    let all = more.map { story + (story.last?.isPunctuation == true ? " – " : ", ") + $0 } ?? story
    for line in [
      "\(full)\(colon) \(all)", "\(edition)\(colon) \(all)", "\(full)\(colon) \(story)",
    ] where DisplayWidth.of(line) <= columns {
      return line
    }
    if DisplayWidth.of(edition) + 2 + leastOfATitle <= columns { return clipped("\(edition)\(colon) \(story)") }
    return clipped(DisplayWidth.of(full) <= columns ? full : edition)
  }

  /// The text if it fits, else as many of its words as fit before an ellipsis. Only a first word that is too wide by
  /// itself is cut inside.
  static func clipped(_ text: String) -> String {
    guard DisplayWidth.of(text) > columns else { return text }
    var result = ""
    var width = 0
    for piece in WrapPiece.pieces(of: Substring(text)) {
      let space = !result.isEmpty && piece.afterSpace ? " " : ""
      width += space.count + piece.width
      guard width < columns else { break }
      result += space + piece.text
    }
    if result.isEmpty {
      var width = 0
      result = String(
        text.prefix {
          width += DisplayWidth.of($0)
          return width < columns
        })
    }
    return withoutLooseEnd(result) + "…"
  }

  /// Without the marks and the little words that lead on to what was cut: words of one or two small letters, which in
  /// languages that have such are mostly articles and prepositions (`of`, `и`, `la`), and those of three in the list.
  private static func withoutLooseEnd(_ text: String) -> String {
    var words = text.split(separator: " ")
    for _ in 0..<3 where words.count > 3 {
      guard let last = words.last, last.allSatisfy({ $0.isLetter && $0.isLowercase }),
        last.count <= 2 || littleWords.contains(String(last))
      else { break }
      words.removeLast()
    }
    var result = words.joined(separator: " ")
    while let last = result.last, last.isWhitespace || ",;:–—-(«“„".contains(last) { result.removeLast() }
    return result
  }

  private static let littleWords: Set = [
    "the", "and", "for", "but", "nor", "der", "die", "das", "den", "dem", "des", "und", "von", "vom", "zum", "zur",
    "bei", "für", "mit", "les", "une", "par", "sur", "los", "las", "del", "por", "con", "que", "для", "при", "над",
    "под", "или", "что", "как", "без", "мен",
  ]
}
