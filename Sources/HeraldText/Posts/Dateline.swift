/// Place and agency before the first words of a report: `VESTRAND (AP) — `.
enum Dateline {
  /// The text without its dateline. One is recognised by a spaced dash among the first 60 characters, with nothing but
  /// capitalised words before it, one of them all in capitals or in brackets, and a capital or a digit after it.
  static func removed(from text: String) -> String {
    let head = text.prefix(60)
    guard let dash = head.ranges(of: /\s[—–-]{1,2}\s/).first else { return text }
    let place = head[..<dash.lowerBound]
    let rest = text[dash.upperBound...]
    let first = rest.first { !"\"“«‘„".contains($0) }
    guard let first, first.isUppercase || first.isNumber else { return text }
    let words = place.split(separator: " ")
    guard words.count <= 7 else { return text }
    var isMarked = false
    for word in words {
      let letters = word.filter(\.isLetter)
      guard let initial = letters.first else { continue }
      if !initial.isUppercase { return text }
      if letters.count >= 2, letters.allSatisfy(\.isUppercase) { isMarked = true }
      if word.hasPrefix("("), word.contains(")") { isMarked = true }
    }
    return isMarked ? String(rest) : text
  }
}
