/// Parts a sentence that is longer than a part of its thread: `… in winter…` and `…and how much has to stay.`
enum SentencePieces {
  /// Fewer words are no piece.
  private static let leastWords = 5
  private static let mostPieces = 8

  /// The pieces, in order, each of which fits; empty when there is no such way. All but the last end on `…`, all but the
  /// first begin with it. A piece ends at a clause where that leaves it at least two fifths of what would fit, else at a word.
  /// None ends inside a quotation or a bracket, or on a number.
  static func of(_ sentence: String, fits: (String) -> Bool) -> [String] {
    var pieces: [String] = []
    var rest = sentence
    while !fits(rest) {
      guard pieces.count < mostPieces, let cut = cut(of: rest, fits: fits) else { return [] }
      pieces.append(cut.piece)
      rest = "…" + cut.rest
    }
    return pieces + [rest]
  }

  private static func cut(of text: String, fits: (String) -> Bool) -> (piece: String, rest: String)? {
    func usable(_ cuts: [String]) -> (piece: String, rest: String)? {
      for cut in cuts where fits(cut) {
        let rest = rest(of: text, after: cut)
        if words(in: rest) >= leastWords { return (cut, rest) }
      }
      return nil
    }
    guard let anywhere = usable(ClauseCut.words(of: text).filter { words(in: $0) >= leastWords }) else { return nil }
    for cuts in [ClauseCut.clauses, ClauseCut.looseClauses] {
      if let cut = usable(cuts(text, leastWords)), cut.piece.count * 5 >= anywhere.piece.count * 2 { return cut }
    }
    return anywhere
  }

  /// What follows a cut, which is a beginning of the text and `…`; without the space, comma or full stop that the ellipsis
  /// replaces.
  private static func rest(of text: String, after cut: String) -> String {
    let kept = cut.unicodeScalars.count - 1
    var rest = text.unicodeScalars.dropFirst(kept)
    while let first = rest.first,
      first.properties.isWhitespace || ",;:…—–".unicodeScalars.contains(first)
        || first == "." && rest.dropFirst().first?.properties.isWhitespace ?? true
    {
      rest.removeFirst()
    }
    return String(String.UnicodeScalarView(rest))
  }

  private static func words(in text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
}
