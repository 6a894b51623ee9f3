/// Texts of whatever trips a scanner, in random order: marks, schemes, domains, joiners, half characters of emoji.
struct RandomText {
  private static let pieces = [
    ".", "..", "…", "!", "?", "\"", "'", "“", "”", "(", ")", "[", "]", "{", "}", "|", "\\", "*", "~", "<", ">", "&",
    "@", "＠", "@@", "#", "＃", "$", "/", "//", ":", ";", "-", "_", "=", "%", "+",
    "a", "I", "Z", "é", "ж", "東", "。", "ー", "com", ".com", "www.", "http://", "https://", "HTTPS://", "t.co", "t.co/",
    "xn--", "xn--p1ai", "1", "9", "٣", "RT", "rt:", "test", ".test", "@ada", "@stranger", "@AdaLovat", "@news@a.org",
    "everyone", "here", "<@", "<@!12>", "{hashtag|\\#|", "&amp;", "&lt;", "example.org", "Example.COM/", "#tag", "#12",
    "$ABC", "$abc.d", "example.org/a_(b)", "?q=1&r=2#f", "%D0", "@a.b.c", ".みんな", "ُ",
    " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u{A0}", "\u{3000}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}",
    "\u{FE0F}", "\u{FE0E}", "\u{20E3}", "\u{20E2}", "\u{AD}", "👍", "🏽", "👩", "🇰", "🇿", "🏴", "☺", "©", "🦋",
    "\u{E0067}", "\u{E007F}", "\u{301}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2068}", "\u{2069}", "\u{200F}",
    "\u{61C}", "ש", "ی", "ශ", "්", "\u{FEFF}", "\u{FFFF}", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "ｈ", "\u{1F1E6}",
  ]

  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...20, using: &random) {
      if Int.random(in: 0..<40, using: &random) == 0 {
        // Any scalar at all.
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      } else {
        text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      }
    }
    return text
  }
}
