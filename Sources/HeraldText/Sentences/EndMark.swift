/// The marks at a possible end of a sentence: `.`, `?!`, `…`, `. . . .`, with the closing marks after them.
struct EndMark {
  let start: Int
  /// After the last closing mark.
  let end: Int
  let dots: Int
  let hasClosers: Bool
  /// One full stop and nothing else.
  let isSingleDot: Bool
  /// Dots with spaces between, with a space before the first.
  let isSpacedEllipsis: Bool

  init(at start: Int, in text: [Unicode.Scalar]) {
    self.start = start
    var end = start
    var dots = 0
    while end < text.count, text[end].isTerminator {
      if text[end] == "." { dots += 1 }
      end += 1
    }
    let run = end - start
    let spaceBefore = start == 0 || text[start - 1].properties.isWhitespace
    var spaced = false
    if run == 1, text[start] == "." {
      // `. . .`: each further dot after one space. Attached to a word, the first dot is the full stop.
      var last = end
      var count = 1
      while last + 1 < text.count, text[last].properties.isWhitespace, text[last + 1] == "." {
        last += 2
        count += 1
      }
      let restIsEnd = text.count - last < 8 && text[last...].allSatisfy { !$0.isNameCharacter }
      if spaceBefore || restIsEnd, count > 1 {
        end = last
        dots = count
        spaced = spaceBefore
      }
    }
    let afterMarks = end
    while end < text.count, text[end].isClosing { end += 1 }
    self.end = end
    self.dots = dots
    hasClosers = end > afterMarks
    isSingleDot = run == 1 && dots == 1
    isSpacedEllipsis = spaced || (dots == 3 && run == 3 && spaceBefore)
  }
}

extension Unicode.Scalar {
  var isTerminator: Bool {
    switch self {
    case ".", "!", "?", "…", "。", "！", "？", "‼", "⁇", "⁈", "⁉": true
    default: false
    }
  }

  /// A mark that ends a sentence without a space after it (Chinese and Japanese).
  var isWideTerminator: Bool {
    switch self {
    case "。", "！", "？", "」", "』": true
    default: false
    }
  }

  var isClosing: Bool {
    switch self {
    case "\"", "'", "”", "’", "»", "›", ")", "]", "}", "“", "」", "』": true
    default: false
    }
  }

  var isOpening: Bool {
    switch self {
    case "\"", "'", "“", "‘", "„", "‚", "«", "‹", "(", "[", "{", "¿", "¡", "「", "『", "»": true
    default: false
    }
  }

  /// A sign that may stand at the beginning of a sentence: a digit, an opening mark, a dash, a bullet, a picture.
  var beginsWithoutLetter: Bool {
    isDigit || isOpening || "–—-•⁃‣◦.…#@$€£₸₽".unicodeScalars.contains(self) || properties.isEmojiPresentation
  }
}
