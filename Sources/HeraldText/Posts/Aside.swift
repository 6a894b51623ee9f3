/// What a sentence can lose and stay whole: brackets, and asides between two spaced dashes.
enum Aside {
  /// The sentence without its asides, and what they said; nil when it has none, or when not six words and half of it
  /// would be left.
  static func removed(from text: String) -> (text: String, asides: [String])? {
    let scalars = Array(text.unicodeScalars)
    let ranges = brackets(in: scalars)
    let asides = ranges.isEmpty ? dashes(in: scalars) : ranges
    guard !asides.isEmpty else { return nil }
    var kept = String.UnicodeScalarView()
    var from = 0
    var said: [String] = []
    for range in asides {
      kept.append(contentsOf: scalars[from..<range.lowerBound])
      said.append(String(String.UnicodeScalarView(scalars[range])).onOneLine)
      from = range.upperBound
    }
    kept.append(contentsOf: scalars[from...])
    let rest = String(kept)
    guard rest.split(separator: " ").count >= 6, rest.unicodeScalars.count * 2 >= scalars.count else { return nil }
    return (rest, said)
  }

  /// Brackets after a space, with that space; none within a quotation or another bracket, and none that open a sentence.
  private static func brackets(in text: [Unicode.Scalar]) -> [Range<Int>] {
    let nesting = Nesting(of: text)
    guard !nesting.unpaired else { return [] }
    var ranges: [Range<Int>] = []
    for open in text.indices.dropFirst(2) where text[open] == "(" && text[open - 1] == " " && !nesting.isInside(open) {
      guard let close = text[open...].firstIndex(of: ")"), !nesting.isInside(close + 1), close + 1 < text.count,
        " ,.;:!?".unicodeScalars.contains(text[close + 1]), !text[open...close].contains(where: \.isTerminator)
      else { continue }
      ranges.append((open - 1)..<(close + 1))
    }
    return ranges
  }

  /// The one aside between two dashes, with its first space and dash and its second dash: `The deal – the largest – holds`.
  private static func dashes(in text: [Unicode.Scalar]) -> [Range<Int>] {
    let nesting = Nesting(of: text)
    let places = text.indices.dropFirst().filter {
      text[$0] == " " && text.isDash(after: $0) && text[$0 + 1] != "-" && !nesting.isInside($0)
    }
    guard places.count == 2, !nesting.unpaired, places[0] > 3 else { return [] }
    return [places[0]..<(places[1] + 2)]
  }
}
