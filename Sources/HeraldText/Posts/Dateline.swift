/// Place and agency before the first words of a report: `VESTRAND (AP) — `.
enum Dateline {
  /// The text without its dateline. One is recognised by a spaced dash among the first 60 characters, with nothing but
  /// capitalised words before it, one of them all in capitals, in brackets or the address of a site, and a capital or a
  /// digit after it.
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
      let isBracketed = word.hasPrefix("(") && word.contains(")")
      if !initial.isUppercase, !isBracketed { return text }
      let isSite = words.count == 1 && word.dropLast().contains(".")
      if isBracketed || isSite || letters.count >= 2 && letters.allSatisfy(\.isUppercase) { isMarked = true }
    }
    return isMarked ? String(rest) : text
  }
}
