/// X, by twitter-text 3: `validMentionOrList`, `validHashtag`, `validCashtag` and their boundaries.
extension Detection {
  static func x(_ text: [Unicode.Scalar]) -> [TextEntity] {
    let urls = urls(in: text)
    let mentions = scan(text, for: .mention, mark: "@", wide: "＠") { mentionOnX(text, at: $0) }.map { mention in
      // `@user/list` is a list, which nobody is told of.
      mention.value.contains("/")
        ? TextEntity(kind: .list, range: mention.range, value: mention.value) : mention
    }
    let hashtags = scan(text, for: .hashtag, mark: "#", wide: "＃") { hashtagOnX(text, at: $0) }
    let cashtags = scan(text, for: .cashtag, mark: "$") { cashtagOnX(text, at: $0) }
    return merged(urls, mentions, hashtags, cashtags)
  }

  private static func mentionOnX(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    guard mayPrecedeMentionOnX(text, at: start) else { return nil }
    let name = start + 1
    var end = name
    while end < text.count, end - name < 20, text[end].isASCIIWord || text[end] == "_" { end += 1 }
    guard end > name else { return nil }
    if end + 1 < text.count, text[end] == "/", text[end + 1].isASCIILetter {
      let slug = end + 1
      end = slug + 1
      while end < text.count, end - slug < 25, text[end].isASCIIWord || text[end] == "_" || text[end] == "-" {
        end += 1
      }
    }
    return endsMention(text, at: end) ? nil : (end, string(text[name..<end]))
  }

  /// The beginning, any mark but `_!#$%&*@`, or `RT` (`RT:`) that no letter stands before.
  private static func mayPrecedeMentionOnX(_ text: [Unicode.Scalar], at start: Int) -> Bool {
    guard start > 0 else { return true }
    let before = text[start - 1]
    if !before.isASCIIWord, !"_!#$%&*@＠".unicodeScalars.contains(before) { return true }
    guard start >= 2, before == "t" || before == "T", text[start - 2] == "r" || text[start - 2] == "R" else {
      return false
    }
    return start == 2 || !(text[start - 3].isASCIIWord || "_+~.-".unicodeScalars.contains(text[start - 3]))
  }

  /// What stands after a name and makes it none: another `@`, an accented letter, `://`.
  static func endsMention(_ text: [Unicode.Scalar], at end: Int) -> Bool {
    guard end < text.count else { return false }
    return text[end] == "@" || text[end] == "＠" || text[end].isLatinAccent
      || text[end...].starts(with: "://".unicodeScalars)
  }

  private static func hashtagOnX(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    if start > 0 {
      let before = text[start - 1]
      let isBoundary = before.value == 0xFE0E || before.value == 0xFE0F || !(before.isHashtagOnX || before == "&")
      guard isBoundary else { return nil }
    }
    let name = start + 1
    guard name < text.count, text[name].value != 0xFE0F, text[name].value != 0x20E3 else { return nil }
    let end = text[name...].firstIndex { !$0.isHashtagOnX } ?? text.count
    guard text[name..<end].contains(where: \.isLetterOrMark) else { return nil }
    if end < text.count, text[end] == "#" || text[end] == "＃" || text[end...].starts(with: "://".unicodeScalars) {
      return nil
    }
    return (end, string(text[name..<end]))
  }

  private static func cashtagOnX(_ text: [Unicode.Scalar], at start: Int) -> (end: Int, value: String)? {
    guard start == 0 || text[start - 1].properties.isWhitespace else { return nil }
    let name = start + 1
    var end = name
    while end < text.count, text[end].isASCIILetter { end += 1 }
    guard (1...6).contains(end - name) else { return nil }
    func mayEnd(_ end: Int) -> Bool {
      end == text.count || text[end].properties.isWhitespace || text[end].isASCIIPunctuation
    }
    if end < text.count, text[end] == "." || text[end] == "_" {
      for length in [2, 1] {
        let last = end + 1 + length
        if last <= text.count, text[(end + 1)..<last].allSatisfy(\.isASCIILetter), mayEnd(last) {
          return (last, string(text[name..<last]))
        }
      }
    }
    return mayEnd(end) ? (end, string(text[name..<end])) : nil
  }
}

extension Unicode.Scalar {
  var isASCIILetter: Bool { (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }

  /// Any ASCII mark but the quotation mark and the grave accent (twitter-text `punct`).
  fileprivate var isASCIIPunctuation: Bool {
    (0x21...0x7E).contains(value) && !isASCIIWord && value != 0x22 && value != 0x60
  }

  /// Unicode categories L and M.
  var isLetterOrMark: Bool {
    if isASCII { return isASCIILetter }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark:
      return true
    default: return false
    }
  }

  var isDecimalDigit: Bool { isASCII ? isDigit : properties.generalCategory == .decimalNumber }

  /// May stand in a hashtag on X: letters, marks, digits, and the joining marks of some scripts.
  fileprivate var isHashtagOnX: Bool {
    if isASCII { return isASCIIWord || self == "_" }
    switch value {
    case 0xB7, 0x05BE, 0x05F3, 0x05F4, 0x0F0B, 0x0F0C, 0x200C, 0x200D, 0x3003, 0x301C, 0x309B, 0x309C, 0x30A0, 0x30FB,
      0xA67E, 0xFF5E:
      return true
    default: return isLetterOrMark || isDecimalDigit
    }
  }
}
