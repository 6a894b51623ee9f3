/// Mastodon, by its server: `app/lib/extractor.rb`, `Account::MENTION_RE`, `Tag::HASHTAG_RE`.
extension Detection {
  static func mastodon(_ text: [Unicode.Scalar]) -> [TextEntity] {
    merged(
      urls(in: text, onlyWithScheme: true),
      scan(text, for: .hashtag, mark: "#") { hashtagOnMastodon(text, at: $0) },
      scan(text, for: .mention, mark: "@") { mentionOnMastodon(text, at: $0) })
  }

  /// `@user` or `@user@host`: the name in ASCII, the host in any script; `.` and `-` only between other characters.
  private static func mentionOnMastodon(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    if start > 0, text[start - 1] == "=" || text[start - 1] == "/" || text[start - 1].isWord { return nil }
    let name = start + 1
    guard var end = nameEnd(text, from: name, where: { $0.isASCIIWord || $0 == "_" }) else { return nil }
    if end < text.count, text[end] == "@", let host = nameEnd(text, from: end + 1, where: \.isWord) { end = host }
    return endsMention(text, at: end) ? nil : (end, string(text[name..<end]))
  }

  /// The end of a run of characters with `.` and `-` between them; nil where none begins.
  static func nameEnd(
    _ text: [Unicode.Scalar], from start: Int, where isName: (Unicode.Scalar) -> Bool
  ) -> Int? {
    guard start < text.count, isName(text[start]) else { return nil }
    var end = start
    var index = start
    while index < text.count {
      if isName(text[index]) {
        end = index + 1
      } else if text[index] != ".", text[index] != "-" {
        break
      }
      index += 1
    }
    return end
  }

  private static func hashtagOnMastodon(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    if start > 0 {
      let before = text[start - 1]
      if before == "=" || before == "/" || before == ")" || before.isLetterOrDigit { return nil }
    }
    let name = start + 1
    guard name < text.count, text[name].isWord else { return nil }
    var end = text[name...].firstIndex { !($0.isWord || $0.isHashtagSeparator) } ?? text.count
    while !text[end - 1].isWord { end -= 1 }
    // Three characters or more with a letter or a separator between the ends, or a word with a letter in it.
    let middle = end - name > 2 ? text[(name + 1)..<(end - 1)] : []
    if !middle.contains(where: { $0.properties.isAlphabetic || $0.isHashtagSeparator }) {
      end = text[name...].firstIndex { !$0.isWord } ?? text.count
      guard text[name..<end].contains(where: \.properties.isAlphabetic) else { return nil }
    }
    if text[end...].starts(with: "://".unicodeScalars) {
      for scheme in ["https", "http"] where text[name..<end].reversed().starts(with: scheme.unicodeScalars.reversed()) {
        if end - name > scheme.count { end -= scheme.count }
        break
      }
    }
    return (end, string(text[name..<end]))
  }
}

extension Unicode.Scalar {
  /// Ruby's `[[:word:]]`: letters, marks, decimal digits, connecting punctuation.
  var isWord: Bool {
    if isASCII { return isASCIIWord || self == "_" }
    return properties.isAlphabetic || isLetterOrMark || isDecimalDigit
      || properties.generalCategory == .connectorPunctuation
  }

  var isLetterOrDigit: Bool { isASCII ? isASCIIWord : properties.isAlphabetic || isDecimalDigit }

  fileprivate var isHashtagSeparator: Bool { value == 0x5F || value == 0xB7 || value == 0x30FB || value == 0x200C }
}
