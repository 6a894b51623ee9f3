/// One emoji as people see it, which X counts as two however many scalars it has (UTS #51: flags, keycaps, skin tones,
/// families joined by U+200D, tags).
enum EmojiSequence {
  /// Where the emoji that begins at `start` ends; nil when none begins there.
  static func end(in text: [Unicode.Scalar], from start: Int) -> Int? {
    guard var end = elementEnd(in: text, from: start) else { return nil }
    while end + 1 < text.count, text[end] == "\u{200D}", let next = elementEnd(in: text, from: end + 1) { end = next }
    return end
  }

  private static func elementEnd(in text: [Unicode.Scalar], from start: Int) -> Int? {
    let first = text[start]
    func scalar(_ offset: Int) -> UInt32? { start + offset < text.count ? text[start + offset].value : nil }
    if first.isASCII {
      guard first.isDigit || first == "#" || first == "*" else { return nil }
      if scalar(1) == 0x20E3 { return start + 2 }
      return scalar(1) == 0xFE0F && scalar(2) == 0x20E3 ? start + 3 : nil
    }
    if isRegional(first.value) {
      guard let second = scalar(1), isRegional(second) else { return nil }
      return start + 2
    }
    guard first.properties.isEmoji, scalar(1) != 0xFE0E else { return nil }
    // ©, ®, ™ and ♟ are letters unless U+FE0F makes them pictures.
    if [0xA9, 0xAE, 0x2122, 0x265F].contains(first.value) { return scalar(1) == 0xFE0F ? start + 2 : nil }
    if first.value == 0x1F3F4, let end = tagEnd(in: text, from: start + 1) { return end }
    var end = start + 1
    if scalar(1) == 0xFE0F {
      end += 1
    } else if let next = scalar(1), (0x1F3FB...0x1F3FF).contains(next), first.properties.isEmojiModifierBase {
      end += 1
    }
    return end
  }

  private static func isRegional(_ value: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(value) }

  /// Tags after a black flag: at most six, then U+E007F.
  static func tagEnd(in text: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start
    while index < text.count, index < start + 7, (0xE0020...0xE007E).contains(text[index].value) { index += 1 }
    return index > start && index < text.count && text[index].value == 0xE007F ? index + 1 : nil
  }
}
