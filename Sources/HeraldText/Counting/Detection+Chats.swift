/// Telegram, by TDLib's `find_entities`, and Discord, by its message formatting.
extension Detection {
  static func telegram(_ text: [Unicode.Scalar]) -> [TextEntity] {
    let mentions = scan(text, for: .mention, mark: "@") { start in
      guard start == 0 || !text[start - 1].isWord else { return nil }
      let name = start + 1
      let end = text[name...].firstIndex { !($0.isASCIIWord || $0 == "_") } ?? text.count
      guard (3...32).contains(end - name), end == text.count || !text[end].isWord else { return nil }
      return (end, string(text[name..<end]))
    }
    let hashtags = scan(text, for: .hashtag, mark: "#") { start in
      guard start == 0 || !text[start - 1].isTagOnTelegram else { return nil }
      let name = start + 1
      let end = text[name...].firstIndex { !$0.isTagOnTelegram } ?? text.count
      guard (1...256).contains(end - name), text[name..<end].contains(where: \.isLetterOrMark),
        end == text.count || text[end] != "#"
      else { return nil }
      return (end, string(text[name..<end]))
    }
    let cashtags = scan(text, for: .cashtag, mark: "$") { start in
      guard start == 0 || !(text[start - 1].isTagOnTelegram || text[start - 1] == "$") else { return nil }
      let name = start + 1
      let end = text[name...].firstIndex { !(0x41...0x5A).contains($0.value) } ?? text.count
      guard (1...8).contains(end - name), end == text.count || !(text[end].isTagOnTelegram || text[end] == "$")
      else { return nil }
      return (end, string(text[name..<end]))
    }
    return merged(urls(in: text), mentions, hashtags, cashtags)
  }

  /// `@everyone`, `@here`, and the forms in angle brackets that name a person, a role or a member: what pings.
  static func discord(_ text: [Unicode.Scalar]) -> [TextEntity] {
    let everyone = scan(text, for: .mention, mark: "@") { start in
      for name in ["everyone", "here"] where text[(start + 1)...].starts(with: name.unicodeScalars) {
        let end = start + 1 + name.unicodeScalars.count
        return (end, "@" + name)
      }
      return nil
    }
    let people = scan(text, for: .mention, mark: "<") { start in
      var end = start + 1
      guard end < text.count, text[end] == "@" else { return nil }
      end += 1
      if end < text.count, text[end] == "!" || text[end] == "&" { end += 1 }
      let digits = end
      while end < text.count, text[end].isDigit { end += 1 }
      guard end > digits, end < text.count, text[end] == ">" else { return nil }
      return (end + 1, string(text[start...end]))
    }
    return merged(urls(in: text, onlyWithScheme: true), everyone, people)
  }
}

extension Unicode.Scalar {
  fileprivate var isTagOnTelegram: Bool { value == 0x200C || value == 0xB7 || isWord }
}
