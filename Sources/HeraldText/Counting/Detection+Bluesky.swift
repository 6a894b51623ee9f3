/// Bluesky, by its client library (`@atproto/api`, `rich-text/detection.ts` and `util.ts`): the server makes no links, so
/// what is found here is all that a post has.
extension Detection {
  static func bluesky(_ text: [Unicode.Scalar]) -> [TextEntity] {
    merged(
      scan(text, for: .mention, mark: "@") { mentionOnBluesky(text, at: $0) },
      linksOnBluesky(text),
      scan(text, for: .hashtag, mark: "#", wide: "＃") { hashtagOnBluesky(text, at: $0) },
      scan(text, for: .cashtag, mark: "$") { cashtagOnBluesky(text, at: $0) })
  }

  /// At the beginning, after white space, or after an opening parenthesis.
  private static func isOpen(_ text: [Unicode.Scalar], at start: Int, parenthesis: Bool = true) -> Bool {
    start == 0 || text[start - 1].isSpaceOnBluesky || (parenthesis && text[start - 1] == "(")
  }

  /// A handle is a domain name: `@name.example.org`. It ends where a word does.
  private static func mentionOnBluesky(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    guard isOpen(text, at: start) else { return nil }
    let name = start + 1
    var end = text[name...].firstIndex { !($0.isASCIIWord || $0 == "." || $0 == "-") } ?? text.count
    func isWord(_ index: Int) -> Bool { index < text.count && (text[index].isASCIIWord || text[index] == "_") }
    while end > name, isWord(end - 1) == isWord(end) { end -= 1 }
    guard let dot = text[name..<end].lastIndex(of: "."), dot > name else { return nil }
    let last = string(text[(dot + 1)..<end])
    return TopLevelDomains.contains(last) || last.lowercased() == "test" ? (end, string(text[name..<end])) : nil
  }

  private static func linksOnBluesky(_ text: [Unicode.Scalar]) -> [TextEntity] {
    var found: [TextEntity] = []
    var index = 0
    while index < text.count {
      guard text[index].isASCIILetter, isOpen(text, at: index) else {
        index += 1
        continue
      }
      let host = schemeEnd(text, at: index)
      let domain = host == nil ? domainEnd(text, from: index) : nil
      guard host != nil || domain != nil else {
        index += 1
        continue
      }
      let run = text[index...].firstIndex(where: \.isSpaceOnBluesky) ?? text.count
      let isLink = host != nil || domain.map { isDomainOnBluesky(text, index..<$0) } ?? false
      if isLink, let end = linkEnd(text, index..<run), end > host ?? index {
        let value = (host == nil ? "https://" : "") + string(text[index..<end])
        found.append(TextEntity(kind: .url, range: index..<end, value: value))
      }
      index = run
    }
    return found
  }

  /// Where `http://` or `https://` ends that begins at `start`, if something follows it.
  private static func schemeEnd(_ text: [Unicode.Scalar], at start: Int) -> Int? {
    for scheme in [Array("https://".unicodeScalars), Array("http://".unicodeScalars)] {
      let end = start + scheme.count
      guard end < text.count, zip(text[start..<end], scheme).allSatisfy({ $0 == $1 || $0.value + 32 == $1.value })
      else { continue }
      return text[end].isSpaceOnBluesky ? nil : end
    }
    return nil
  }

  /// The end of `[a-z][a-z0-9]*(\.[a-z0-9]+)+`; nil where there is no dot with something on both sides.
  private static func domainEnd(_ text: [Unicode.Scalar], from start: Int) -> Int? {
    var end = start
    var hasDot = false
    while end < text.count, text[end].isASCIIWord { end += 1 }
    while end + 1 < text.count, text[end] == ".", text[end + 1].isASCIIWord {
      hasDot = true
      end += 1
      while end < text.count, text[end].isASCIIWord { end += 1 }
    }
    return hasDot ? end : nil
  }

  /// Ends in a top-level domain, and the host does not go on after it (`example.com-jp`, `example.com@host`).
  private static func isDomainOnBluesky(_ text: [Unicode.Scalar], _ domain: Range<Int>) -> Bool {
    guard let dot = text[domain].lastIndex(of: "."), dot > domain.lowerBound,
      TopLevelDomains.contains(string(text[(dot + 1)..<domain.upperBound]))
    else { return false }
    guard domain.upperBound < text.count else { return true }
    let next = text[domain.upperBound]
    return !(next == "-" || next == "_" || next == "@" || !next.isASCII && next.isLetterOrMark)
  }

  /// Without one mark at its end, and without a closing parenthesis that nothing inside opens.
  private static func linkEnd(_ text: [Unicode.Scalar], _ run: Range<Int>) -> Int? {
    var end = run.upperBound
    if ".,;:!?".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    if end > run.lowerBound, text[end - 1] == ")", !text[run.lowerBound..<end].contains("(") { end -= 1 }
    return end > run.lowerBound ? end : nil
  }

  /// Everything up to white space or a zero-width mark, if it has more than digits and punctuation in it, without the
  /// punctuation at its end; at most 64 UTF-16 units.
  private static func hashtagOnBluesky(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    guard isOpen(text, at: start, parenthesis: false) else { return nil }
    let name = start + 1
    guard name < text.count, text[name].value != 0xFE0F else { return nil }
    var end = text[name...].firstIndex(where: \.endsTagOnBluesky) ?? text.count
    guard text[name..<end].contains(where: { !($0.isDigit || $0.isPunctuation) }) else { return nil }
    while end > name, text[end - 1].isPunctuation { end -= 1 }
    let value = string(text[name..<end])
    return value.utf16.count <= 64 ? (end, value) : nil
  }

  private static func cashtagOnBluesky(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    let name = start + 1
    guard isOpen(text, at: start), name < text.count, text[name].isASCIILetter else { return nil }
    let end = text[name...].firstIndex { !$0.isASCIIWord } ?? text.count
    guard end - name <= 5 else { return nil }
    if end < text.count, !text[end].isSpaceOnBluesky, !".,;:!?)\"'’".unicodeScalars.contains(text[end]) { return nil }
    return (end, string(text[name..<end]).uppercased())
  }
}

extension Unicode.Scalar {
  /// JavaScript's `\s`.
  var isSpaceOnBluesky: Bool {
    if value < 0xA0 { return value == 0x20 || (0x09...0x0D).contains(value) }
    return value == 0xFEFF || properties.isWhitespace
  }

  fileprivate var endsTagOnBluesky: Bool {
    switch value {
    case 0xAD, 0x2060, 0x200A...0x200D, 0x20E2: true
    default: isSpaceOnBluesky
    }
  }

  /// Unicode category P.
  var isPunctuation: Bool {
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }
}
