/// A part of the source that stands or falls together: a paragraph, a list point, a heading.
struct Block {
  enum Kind: Equatable {
    case text
    /// A point with `•`, `-`, `*` …
    case bullet
    /// A point with `1.` or `1)`.
    case numbered
    /// A Markdown heading and its level, 1 to 6.
    case heading(Int)
    /// Markup without words for the article; what it is.
    case markup(Rule)
  }

  var kind: Kind
  /// Lines of the source, counted from 1; `to` is included.
  var from: Int
  var to: Int
  var indent: Int
  /// Without the marker of a list point.
  var text: String
  /// `•`, `1.` …; empty for everything that is no list point.
  var marker: String = ""
  /// Of Markdown alone.
  var links: [MarkdownLink] = []
  /// True where an empty line, or nothing, stands before.
  var afterGap = true
  /// In characters as Unicode scalars.
  var length: Int

  init(
    kind: Kind, line: SourceText.Line, text: String, marker: String = "", links: [MarkdownLink] = [], afterGap: Bool
  ) {
    self.kind = kind
    from = line.number
    to = line.number
    indent = line.indent
    self.text = text
    self.marker = marker
    self.links = links
    self.afterGap = afterGap
    length = text.unicodeScalars.count
  }

  var isPoint: Bool { kind == .bullet || kind == .numbered }

  /// With the marker where it says something: a number does, and so does a dash, which may open direct speech.
  var textWithMarker: String {
    switch marker {
    case "—", "–", "-": marker + " " + text
    default: kind == .numbered ? marker + " " + text : text
    }
  }

  /// True for text that ends as a sentence does, or with an emoji.
  var endsAsSentence: Bool {
    for scalar in text.unicodeScalars.reversed() {
      switch scalar {
      case ".", "!", "?", "…", "。", "！", "？", "।", "؟": return true
      case "\"", "'", "”", "“", "’", "»", "«", ")", "]", " ", "*": continue
      default: return scalar.value >= 0x1F300 && scalar.value <= 0x1FAFF
      }
    }
    return false
  }

  /// True for running text: long enough for a sentence or two, and with a sentence's punctuation.
  var isProse: Bool {
    guard length >= 70 else { return false }
    if endsAsSentence { return true }
    guard length >= 120 else { return false }
    var commas = 0
    var stops = 0
    var bars = 0
    for scalar in text.unicodeScalars.prefix(2_000) {
      switch scalar {
      case ",", ";", "，", "、", "،": commas += 1
      case ".", "?", "!", "。": stops += 1
      case "|", "»", "›", "·", "•", "/": bars += 1
      default: break
      }
    }
    return bars < 4 && (stops >= 1 || commas >= 1)
  }
}

/// The marker of a list point at the start of a line and the text after it.
func listMarker(_ text: String) -> (marker: String, rest: Substring, numbered: Bool)? {
  guard let first = text.unicodeScalars.first else { return nil }
  switch first {
  case "•", "‣", "◦", "▪", "●", "■", "►", "▸", "⁃", "∙":
    let rest = text.dropFirst().drop { $0 == " " }
    return (String(first), rest, false)
  case "-", "*", "+", "–", "—", "·":
    let rest = text.dropFirst()
    guard rest.isEmpty || rest.first == " " else { return nil }
    return (String(first), rest.drop { $0 == " " }, false)
  case "0"..."9":
    let digits = text.utf8.prefix { (48...57).contains($0) }.count
    guard digits <= 3 else { return nil }
    let after = text.dropFirst(digits)
    guard let sign = after.first, sign == "." || sign == ")", after.dropFirst().first == " " else { return nil }
    return (String(text.prefix(digits + 1)), after.dropFirst(2), true)
  default: return nil
  }
}
