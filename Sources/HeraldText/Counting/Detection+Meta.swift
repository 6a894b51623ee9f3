/// Threads, whose names are Instagram's, and LinkedIn.
extension Detection {
  static func threads(_ text: [Unicode.Scalar]) -> [TextEntity] {
    let mentions = scan(text, for: .mention, mark: "@") { start in
      guard start == 0 || !(text[start - 1].isWord || text[start - 1] == "@") else { return nil }
      guard let end = nameEnd(text, from: start + 1, where: { $0.isASCIIWord || $0 == "_" }) else { return nil }
      let name = text[(start + 1)..<min(end, start + 31)]
      return name.contains("-") ? nil : (name.endIndex, string(name))
    }
    let tags = scan(text, for: .hashtag, mark: "#") { wordTag(text, at: $0, longest: 50) }
    let all = merged(urls(in: text), mentions, tags)
    // A post has one topic: the first tag.
    let topic = all.first { $0.kind == .hashtag }
    return all.filter { $0.kind != .hashtag || $0 == topic }
  }

  static func linkedin(_ text: [Unicode.Scalar]) -> [TextEntity] {
    merged(urls(in: text), scan(text, for: .hashtag, mark: "#") { wordTag(text, at: $0, longest: 100) })
  }

  /// A tag of letters, marks, digits and `_` with a letter in it, and no letter or digit before its `#`.
  static func wordTag(_ text: [Unicode.Scalar], at start: Int, longest: Int) -> (end: Int, value: String)? {
    guard start == 0 || !(text[start - 1].isWord || "&#/".unicodeScalars.contains(text[start - 1])) else { return nil }
    let name = start + 1
    let end = text[name...].firstIndex { !$0.isWord } ?? text.count
    guard end - name <= longest, text[name..<end].contains(where: \.isLetterOrMark) else { return nil }
    return (end, string(text[name..<end]))
  }
}
