/// Markdown's inline syntax as plain text: a link or code span becomes its text; pictures, tags, comments and footnote
/// marks go; emphasis and escapes go; the entities that editors write become their characters.
///
/// One pass over the scalars, so that a line of 10 MB of brackets costs no more than one of words.
func plainText(_ markdown: String) -> String { inlineText(markdown).text }

/// The same, and where its links lead.
func inlineText(_ markdown: String) -> (text: String, links: [MarkdownLink]) {
  guard markdown.utf8.contains(where: isSyntax) else { return (markdown, []) }
  let source = Array(markdown.unicodeScalars)
  let closers = matchingBrackets(source)
  let stars = Stars(source)
  var result = String.UnicodeScalarView()
  var links: [MarkdownLink] = []
  var index = 0
  // The ends of links whose text is being copied: at `]`, go on behind the target.
  var resume: [Int: Int] = [:]
  while index < source.count {
    if let next = resume[index] {
      index = next
      continue
    }
    let scalar = source[index]
    switch scalar {
    case "\\" where index + 1 < source.count && source[index + 1].isASCIIPunctuation:
      result.append(source[index + 1])
      index += 2
    case "!" where index + 1 < source.count && source[index + 1] == "[" && closers[index + 1] >= 0:
      let close = closers[index + 1]
      index = endOfTarget(source, after: close, closers) ?? (close + 1)
    case "[":
      let close = closers[index]
      if close >= 0, source[index + 1] == "^" {
        index = close + 1
      } else if close >= 0, let end = endOfTarget(source, after: close, closers) {
        resume[close] = end
        if let link = MarkdownLink(source, label: (index + 1)..<close, target: (close + 2)..<(end - 1)) {
          links.append(link)
        }
        index += 1
      } else {
        result.append(scalar)
        index += 1
      }
    case "<":
      if let (text, end) = tag(source, at: index) {
        result.append(contentsOf: text)
        index = end
      } else {
        result.append(scalar)
        index += 1
      }
    case "&":
      if let (character, end) = entity(source, at: index) {
        result.append(character)
        index = end
      } else {
        result.append(scalar)
        index += 1
      }
    case "*":
      let end = source[index...].firstIndex { $0 != "*" } ?? source.count
      if stars.areText(index..<end) { result.append(contentsOf: source[index..<end]) }
      index = end
    case "`", "~":
      // A lone tilde is a sign of its own: `~ 20`.
      let before = index > 0 ? source[index - 1] : " "
      let after = index + 1 < source.count ? source[index + 1] : " "
      if (before == " " && after == " ") || (scalar == "~" && before != "~" && after != "~") { result.append(scalar) }
      index += 1
    case "_":
      // Inside a word it belongs to the word: `snake_case`.
      let before = index > 0 && source[index - 1].isWord
      let after = index + 1 < source.count && source[index + 1].isWord
      if before && after { result.append(scalar) }
      index += 1
    default:
      result.append(scalar)
      index += 1
    }
  }
  return (cleaned(String(result)).text, links)
}

/// Which stars are emphasis and which are text: `5*3`, `Leser*innen`, `2**10`, `3 * 4`, and the mark of a note, `price*`.
private struct Stars {
  private let source: [Unicode.Scalar]
  /// How many runs of two stars or more there are.
  private var pairs = 0
  /// The first single star that may open emphasis.
  private var opening = Int.max

  init(_ source: [Unicode.Scalar]) {
    self.source = source
    var index = 0
    while index < source.count {
      let end = source[index...].firstIndex { $0 != "*" } ?? source.count
      if end - index > 1 { pairs += 1 }
      if end - index == 1, opening == .max, !isWord(index - 1), !isSpace(end) { opening = index }
      index = max(end, index + 1) + (index < source.count && source[index] == "\\" ? 1 : 0)
    }
  }

  func areText(_ run: Range<Int>) -> Bool {
    if isSpace(run.lowerBound - 1), isSpace(run.upperBound) { return run.count == 1 }
    if isWord(run.lowerBound - 1), isWord(run.upperBound) { return run.count == 1 || pairs == 1 }
    // Behind a word, with nothing open that it could close.
    return run.count == 1 && isWord(run.lowerBound - 1) && opening > run.lowerBound
  }

  private func isWord(_ index: Int) -> Bool { source.indices.contains(index) && source[index].isWord }
  private func isSpace(_ index: Int) -> Bool { !source.indices.contains(index) || source[index] == " " }
}

private func isSyntax(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "\\"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "*"),
    UInt8(ascii: "`"),
    UInt8(ascii: "_"), UInt8(ascii: "~"):
    true
  default: false
  }
}

/// For each `[` and `(` the index of its closing partner, -1 where it has none.
private func matchingBrackets(_ source: [Unicode.Scalar]) -> [Int] {
  var closers = [Int](repeating: -1, count: source.count)
  var square: [Int] = []
  var round: [Int] = []
  var index = 0
  while index < source.count {
    switch source[index] {
    case "\\": index += 1
    case "[": square.append(index)
    case "]": if let open = square.popLast() { closers[open] = index }
    case "(": round.append(index)
    case ")": if let open = round.popLast() { closers[open] = index }
    default: break
    }
    index += 1
  }
  return closers
}

/// The index behind `(target)` or `[reference]` that follows the `]` at `close`; nil when neither follows.
private func endOfTarget(_ source: [Unicode.Scalar], after close: Int, _ closers: [Int]) -> Int? {
  let next = close + 1
  guard next < source.count, source[next] == "(" || source[next] == "[", closers[next] >= 0 else { return nil }
  return closers[next] + 1
}

/// A tag or comment (which says nothing) or `<https://…>` (which says its address) at `index`, and the index behind it.
private func tag(_ source: [Unicode.Scalar], at index: Int) -> (text: [Unicode.Scalar], end: Int)? {
  guard index + 1 < source.count else { return nil }
  var end = index + 1
  // A tag is short; looking no further keeps a line of `<<<<` linear.
  let limit = min(source.count, index + 2_000)
  while end < limit, source[end] != ">" {
    if source[end] == "<" { return nil }
    end += 1
  }
  guard end < limit else { return nil }
  let inner = source[(index + 1)..<end]
  let isAddress =
    inner.starts(with: "http".unicodeScalars)
    || (inner.contains("@") && !inner.contains(" ") && inner.first?.isWord == true)
  if isAddress { return (Array(inner), end + 1) }
  return isMarkup(inner) ? ([], end + 1) : nil
}

/// What stands between `<` and `>` in a tag, a comment or a declaration; not the text of `<30% here and >60% there`.
private func isMarkup(_ inner: ArraySlice<Unicode.Scalar>) -> Bool {
  if inner.first == "!" || inner.first == "?" { return true }
  let name = inner.first == "/" ? inner.dropFirst() : inner
  guard let first = name.first, first.isASCII, first.properties.isAlphabetic else { return false }
  let rest = name.drop { $0.isASCII && ($0.isWord || $0 == "-" || $0 == ":") }
  return rest.isEmpty || rest.first == "/" || rest.first == " " || rest.first == "\t" || rest.first == "\n"
}

/// `&rsquo;`, `&#8217;` or `&#x2019;` at `index`, and the index behind it; nil for a name that editors do not write.
private func entity(_ source: [Unicode.Scalar], at index: Int) -> (Unicode.Scalar, Int)? {
  guard let end = source[index..<min(source.count, index + 10)].firstIndex(of: ";") else { return nil }
  var name = ""
  name.unicodeScalars.append(contentsOf: source[(index + 1)..<end])
  let scalar: Unicode.Scalar?
  if name.hasPrefix("#x") || name.hasPrefix("#X") {
    scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
  } else if name.hasPrefix("#") {
    scalar = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
  } else {
    scalar = entities[name]
  }
  guard let scalar, scalar.value >= 0x20 else { return nil }
  return (scalar, end + 1)
}

private let entities: [String: Unicode.Scalar] = [
  "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—", "hellip": "…",
  "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»",
  "lsaquo": "‹", "rsaquo": "›", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "sect": "§", "copy": "©",
  "reg": "®",
  "trade": "™", "deg": "°", "plusmn": "±", "times": "×", "frac12": "½", "frac14": "¼", "frac34": "¾", "middot": "·",
  "bull": "•", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß",
  "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "ntilde": "ñ",
]

extension Unicode.Scalar {
  fileprivate var isASCIIPunctuation: Bool {
    switch value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// A letter or a digit.
  var isWord: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0xAA: false
    default: properties.isAlphabetic || properties.numericType != nil
    }
  }
}
