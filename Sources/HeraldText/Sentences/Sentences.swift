/// Parts a text into its sentences.
///
/// Knows abbreviations, initials, decimal numbers, ordinals, addresses, ellipses, quotations, brackets, lists and headings
/// without a stop. A sentence is never parted inside a quotation or a bracket. The time is linear in the length of the
/// text.
public enum Sentences {
  /// The sentences of `text`, in order, each on one line without white space at its ends; together they hold every
  /// character but the white space between. The sentences of a sentence are itself.
  ///
  /// A line break ends a sentence, except where a line of a hard-wrapped paragraph goes on (`SentenceLines`). `language`
  /// is a BCP 47 code; English, Russian, Kazakh, German, French and Spanish have habits of their own, and are recognised
  /// when it is nil or another one.
  public static func of(_ text: String, language: String? = nil) -> [String] {
    parts(of: text, language: language).compactMap { part in
      part.ink.map { part.isBroken ? SentenceLines.joined(String($0)) : String($0) }
    }
  }

  /// The same as parts of the text: each a sentence with the white space after it, the first also with that before it.
  /// Joined they are the text, scalar for scalar. A text of nothing but white space is one piece, an empty one none.
  public static func pieces(of text: String, language: String? = nil) -> [Substring] {
    parts(of: text, language: language).map(\.whole)
  }

  /// The language that a text is taken for (`en`, `ru`, `kk`, `de`, `fr`, `es`); nil when nothing speaks for one of them.
  public static func language(of text: String) -> String? { Tongue(recognisedIn: text)?.rawValue }

  private struct Part {
    let whole: Substring
    /// Without white space at its ends; nil when there is nothing else.
    let ink: Substring?
    /// Whether it stands on more than one line.
    let isBroken: Bool
  }

  private static func parts(of text: String, language: String?) -> [Part] {
    let tongue = Tongue(language: language, text: text)
    var text = text
    text.makeContiguousUTF8()
    let lines = SentenceLines(of: text)
    var place = Place(text: text, scalars: lines.scalars)
    var parts: [Part] = []
    for line in lines.ranges {
      let scanned = lines.line(line)
      var start = 0
      for end in SentenceWalk.ends(of: scanned, tongue) + [line.count] where end > start {
        let first = place.index
        guard let ink = scanned.firstInk(from: start), ink < end, let last = scanned.lastInk(before: end) else {
          parts.append(Part(whole: text[first..<place.move(to: line.lowerBound + end)], ink: nil, isBroken: false))
          start = end
          continue
        }
        let inkStart = place.move(to: line.lowerBound + ink)
        let inkEnd = place.move(to: line.lowerBound + last + 1)
        parts.append(
          Part(
            whole: text[first..<place.move(to: line.lowerBound + end)], ink: text[inkStart..<inkEnd],
            isBroken: scanned.kinds[ink...last].contains { $0.has(.lineEnd) }))
        start = end
      }
    }
    return parts
  }
}

/// A place in a text that goes forward: the index that belongs to a number of scalars.
private struct Place {
  private let text: String
  private let scalars: [Unicode.Scalar]
  private var offset = 0
  private(set) var index: String.Index

  init(text: String, scalars: [Unicode.Scalar]) {
    self.text = text
    self.scalars = scalars
    index = text.startIndex
  }

  mutating func move(to target: Int) -> String.Index {
    let width = scalars[offset..<target].reduce(0) { $0 + UTF8.width($1) }
    index = text.utf8.index(index, offsetBy: width)
    offset = target
    return index
  }
}
