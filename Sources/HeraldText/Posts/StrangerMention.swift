/// Names in an article's text that a network would take for mentions: nobody is to be pinged who was only written about.
///
/// The `@` is dropped and the name stays: the words are the same, the count is what it says, and no invisible character
/// gets into the text. `@` inside an address or an e-mail address is no mention and stays.
enum StrangerMention {
  /// The text without the `@` of every mention but the `own` handles (with their `@`, in any case), and the mentions
  /// that lost theirs, in order.
  static func defused(_ text: String, own: [String]) -> (text: String, strangers: [String]) {
    guard text.unicodeScalars.contains(where: { $0 == "@" || $0 == "＠" }) else { return (text, []) }
    let scalars = Array(text.unicodeScalars)
    let own = Set(own.map { $0.lowercased() })
    var urls = URLDetection.urls(in: scalars)[...]
    var kept = String.UnicodeScalarView()
    var strangers: [String] = []
    var index = 0
    while index < scalars.count {
      if let url = urls.first, url.range.lowerBound <= index {
        urls.removeFirst()
        if url.range.upperBound > index {
          kept.append(contentsOf: scalars[index..<url.range.upperBound])
          index = url.range.upperBound
        }
        continue
      }
      let scalar = scalars[index]
      let isMention =
        (scalar == "@" || scalar == "＠") && index + 1 < scalars.count && scalars[index + 1].isNameCharacter
        && (index == 0 || !scalars[index - 1].isNameCharacter)
      guard isMention else {
        kept.append(scalar)
        index += 1
        continue
      }
      let end = nameEnd(in: scalars, from: index + 1)
      let name = "@" + String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
      if own.contains(name.lowercased()) {
        kept.append(contentsOf: scalars[index..<end])
        index = end
      } else {
        strangers.append(name)
        index += 1
      }
    }
    return (String(kept), strangers)
  }

  /// The end of a name with its domain: letters, digits, `_`, and between them `.`, `-` and `@`.
  private static func nameEnd(in text: [Unicode.Scalar], from start: Int) -> Int {
    var end = start
    var index = start
    while index < text.count, text[index].isNameCharacter || "@.-".unicodeScalars.contains(text[index]) {
      index += 1
      if text[index - 1].isNameCharacter { end = index }
    }
    return end
  }
}
