import HeraldText

/// Texts of lines, words, addresses and marks, in scripts with spaces between words and without.
struct RandomWords {
  enum Scripts { case all, withSpaces }

  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  mutating func word(scripts: Scripts = .all) -> String {
    switch next(24) {
    case 0: return "https://example.org/" + String(repeating: "p", count: next(120))
    case 1: return String(repeating: "w", count: next(150) + 1)
    case 2: return ["–", "-", "*", ">", "From", "--", "№", "«", "»", "1.", "2026."][next(11)]
    case 3...5 where scripts == .all:
      return String((0...next(40)).map { _ in ["水", "源", "の", "。", "「", "」", "ッ", "x"][next(8)] }.joined())
    case 6: return ["👩‍💻", "e\u{301}", "🇰🇿", "한국어", "नमस्ते", "שלום"][next(6)]
    case 7...11: return ["область", "вода", "решение", "из-за"][next(4)]
    case 12:
      return ["5\u{A0}000", "long-hyphened-word", "👍🏽", "مرحبا", "1\u{FE0F}\u{20E3}", "Z\u{351}\u{36B}\u{343}"][next(6)]
    default: return String((0...next(12)).map { _ in ["a", "e", "n", "r", "t"][next(5)] }.joined())
    }
  }

  mutating func line(scripts: Scripts = .all) -> String {
    (0...next(40)).map { _ in word(scripts: scripts) }.joined(separator: next(6) == 0 ? "  " : " ")
  }

  mutating func text(scripts: Scripts = .all) -> String {
    (0...next(3)).map { _ in
      ["", "", "  ", "* ", "   - ", "1. ", String(repeating: " ", count: 40)][next(7)] + line(scripts: scripts)
    }.joined(separator: "\n")
  }
}
