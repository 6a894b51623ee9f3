/// The marks by which a text points at its notes, which no post shows: `on Tuesday.[1] The rules [2], …`
enum NoteMarks {
  /// Without them. A bracket that says a word (`[sic]`, `a “[new] plan”`), a year, or belongs to an address stays.
  static func removed(from text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return text }
    let source = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < source.count {
      if source[index] == "[", let end = end(ofMarkAt: index, in: source) {
        if result.last == " " { result.removeLast() }
        index = end
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return String(result)
  }

  /// Behind `[1]` or `[a]` at a word's end, or `[1]` by itself before a mark of the sentence.
  private static func end(ofMarkAt index: Int, in source: [Unicode.Scalar]) -> Int? {
    let inner = source[(index + 1)...].prefix(4).prefix { $0 != "]" }
    let end = index + 1 + inner.count
    guard index > 0, end < source.count, source[end] == "]", (1...3).contains(inner.count) else { return nil }
    let isNumber = inner.allSatisfy { ("0"..."9").contains($0) }
    let isAttached = !source[index - 1].properties.isWhitespace
    guard isNumber || inner.count == 1 && isAttached && ("a"..."z").contains(source[index + 1]) else { return nil }
    guard end + 1 < source.count else { return end + 1 }
    let next = source[end + 1]
    let isAtEnd = next.isTerminator || next.isClosing || ",;:".unicodeScalars.contains(next)
    guard isAttached else { return isAtEnd ? end + 1 : nil }
    if "“\"«„(/=".unicodeScalars.contains(source[index - 1]) { return nil }
    return isAtEnd || next.properties.isWhitespace || next == "[" || next == "—" || next == "–" ? end + 1 : nil
  }
}
