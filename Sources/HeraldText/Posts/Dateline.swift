/// What stands before the first words of a report: place and agency (`VESTRAND (AP) — `), or some words in capitals that
/// the layout sets above it.
enum Dateline {
  /// The text without its dateline. One is recognised by a spaced dash among the first 60 characters, with nothing but
  /// capitalised words before it, one of them all in capitals, in brackets, with a slash, a year or a day of the month, or
  /// the address of a site, and a capital or a digit after it. Three words all in capitals go without a dash, before one
  /// that is not.
  static func removed(from text: String) -> String {
    let text = withoutKicker(text)
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
      let digits = word.prefix(while: \.isNumber)
      if word == "/" || digits.count == 4 || (1...2).contains(digits.count) && word.dropFirst(digits.count) == "." {
        isMarked = true
      }
      guard let initial = letters.first else { continue }
      let isBracketed = word.hasPrefix("(") && word.contains(")")
      if !initial.isUppercase, !isBracketed { return text }
      let isSite = words.count == 1 && word.dropLast().contains(".")
      if isBracketed || isSite || word == "News" || word == "Press"
        || letters.count >= 2 && letters.allSatisfy(\.isUppercase)
      {
        isMarked = true
      }
    }
    return isMarked ? String(rest) : text
  }

  private static func withoutKicker(_ text: String) -> String {
    guard text.prefix(8).unicodeScalars.allSatisfy({ !$0.properties.isLowercase }) else { return text }
    let words = text.prefix(120).split(separator: " ", omittingEmptySubsequences: false)
    let capitals = words.prefix { word in
      let letters = word.filter(\.isLetter)
      return !letters.isEmpty && letters.allSatisfy(\.isUppercase)
    }
    guard capitals.count >= 3, capitals.count < words.count, let next = words[capitals.count].first, next.isUppercase
    else {
      return text
    }
    return String(text[words[capitals.count].startIndex...])
  }
}
