/// A part of a line that no line break goes through: a word, an address, or one Chinese or Japanese character.
struct WrapPiece {
  let text: String
  let width: Int
  /// Whether a space stood before it.
  let afterSpace: Bool

  init(_ text: some StringProtocol, afterSpace: Bool) {
    self.text = String(text)
    width = DisplayWidth.of(text)
    self.afterSpace = afterSpace
  }

  /// A dash or a bullet at the start of a line looks like a new item, `>` like a quotation, `From` like a new message
  /// to programs that keep mail in one file.
  var mustNotBeginALine: Bool { text.hasPrefix(">") || text == "From" || belongsToWordBefore }

  /// A mark of its own, as French and others write it, that closes what is before it, or a dash.
  var belongsToWordBefore: Bool {
    let alone = ["-", "--", "–", "—", "―", "*", "+", "•", "·", "»", "”", "!", "?", ":", ";", "…", "%", "°C"]
    return alone.contains(text)
  }

  /// A mark of its own that belongs to what comes after it.
  var mustNotEndALine: Bool { ["«", "“", "„", "№", "§", "Nr.", "No.", "no.", "("].contains(text) }

  static func pieces(of line: Substring) -> [WrapPiece] {
    line.split(whereSeparator: \.isBreakingSpace).flatMap(pieces(ofWord:))
  }

  static func pieces(ofWord word: Substring) -> [WrapPiece] {
    let address = word.hasPrefix("http://") || word.hasPrefix("https://")
    guard !address, word.unicodeScalars.contains(where: \.isIdeographic) else {
      return [WrapPiece(word, afterSpace: true)]
    }
    var pieces: [WrapPiece] = []
    var start = word.startIndex
    var insideAddress = false
    for index in word.indices.dropFirst() {
      let before = word[word.index(before: index)]
      let after = word[index]
      if insideAddress, neverAtStart.contains(after) { insideAddress = false }
      let rest = word[index...]
      let addressBegins = after == "h" && (rest.hasPrefix("http://") || rest.hasPrefix("https://"))
      guard !insideAddress, before.isIdeographic || after.isIdeographic, !neverAtStart.contains(after),
        !neverAtEnd.contains(before)
      else { continue }
      pieces.append(WrapPiece(word[start..<index], afterSpace: pieces.isEmpty))
      start = index
      if addressBegins { insideAddress = true }
    }
    pieces.append(WrapPiece(word[start...], afterSpace: pieces.isEmpty))
    return pieces
  }

  /// After JIS X 4051 and GB/T 15834: closing brackets, stops, small kana, marks of length and repetition.
  private static let neverAtStart = Set<Character>(
    "、。，．｡､･｣・：；？！）」』】〉》〕］｝〗〙”’ー々ゝゞヽヾ〜…‥‐–—ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯｰﾞﾟ〻〕〞〟.,:;!?)]}%‰℃")
  private static let neverAtEnd = Set<Character>("（「『【〈《〔［｛〖〘〝｢“‘([{$£¥€")
}

extension Character {
  /// White space that a line may be broken at: all but the no-break spaces, and a space that carries a mark.
  var isBreakingSpace: Bool {
    guard isWhitespace, unicodeScalars.dropFirst().isEmpty || self == "\r\n" else { return false }
    return self != "\u{A0}" && self != "\u{2007}" && self != "\u{202F}"
  }

  /// Whether it is of a script written without spaces between words (Han and kana, with their punctuation).
  var isIdeographic: Bool { unicodeScalars.first?.isIdeographic == true }
}

extension Unicode.Scalar {
  var isIdeographic: Bool {
    switch value {
    case 0x2E80...0x312F, 0x3190...0x4DBF, 0x4E00...0xA4CF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60: true
    case 0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x20000...0x3FFFD: true
    default: false
    }
  }
}
