import Foundation
import Herald
import HeraldText
import Testing

@Suite struct WrapPropertyTests {
  @Test func wrappingTwiceIsWrappingOnce() {
    var random = Random(seed: 1)
    for _ in 0..<1_000 {
      let text = random.text()
      let once = LineWrap().wrap(text)
      #expect(LineWrap().wrap(once) == once, "\(text.debugDescription)")
    }
  }

  @Test func onlyAWordThatIsTooWideByItselfMakesALineTooWide() {
    var random = Random(seed: 2)
    for _ in 0..<1_000 {
      let text = random.text()
      for line in LineWrap().wrap(text).split(separator: "\n") where DisplayWidth.of(line) > 72 {
        let words = line.split(separator: " ")
        let word = words.count > 1 ? words.dropFirst().joined(separator: " ") : String(words[0])
        #expect(words.count <= 2 && (words.count == 1 || isBullet(words[0])), "\(line)")
        #expect(DisplayWidth.of(word) > 72 - 24 - 4, "\(line)")
      }
    }
  }

  @Test func noWordIsLostOrMoved() {
    var random = Random(seed: 3)
    for _ in 0..<1_000 {
      let text = random.text()
      #expect(LineWrap().wrap(text).filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
    }
  }

  @Test func everyWordOfEveryBriefIsInTheDigestInItsOrder() throws {
    var random = Random(seed: 4)
    let composer = try DigestComposer(templates: Templates(folder: nil))
    for _ in 0..<100 {
      let edition = random.edition()
      let content = try composer.compose(edition)
      #expect(try composer.compose(edition) == content)
      let words = content.text.filter { !$0.isWhitespace }
      var rest = words[...]
      for brief in edition.articles.flatMap(\.briefs).map(\.text) {
        let found = try #require(rest.range(of: brief.filter { !$0.isWhitespace }), "\(brief)")
        rest = rest[found.upperBound...]
      }
      for line in content.text.split(separator: "\n") where line != "-- " {
        #expect(line.last != " ")
        #expect(DisplayWidth.of(line) <= 72 || line.split(separator: " ").count <= 2, "\(line)")
      }
      #expect(!content.text.contains("\n\n\n"))
    }
  }

  private func isBullet(_ word: Substring) -> Bool { ["*", "-", "•", "–"].contains(word) || word.last == "." }
}

/// SplitMix64: the same texts on every run.
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }

  mutating func word() -> String {
    switch next(24) {
    case 0: return "https://example.org/" + String(repeating: "p", count: next(120))
    case 1: return String(repeating: "w", count: next(150) + 1)
    case 2: return ["–", "-", "*", ">", "From", "--", "№", "«", "»", "1.", "2026."][next(11)]
    case 3...5: return String((0...next(40)).map { _ in ["水", "源", "の", "。", "「", "」", "ッ", "x"][next(8)] }.joined())
    case 6: return ["👩‍💻", "e\u{301}", "🇰🇿", "한국어", "नमस्ते", "שלום"][next(6)]
    case 7...11: return ["область", "вода", "решение", "из-за"][next(4)]
    default: return String((0...next(12)).map { _ in ["a", "e", "n", "r", "t"][next(5)] }.joined())
    }
  }

  mutating func line() -> String { (0...next(40)).map { _ in word() }.joined(separator: next(6) == 0 ? "  " : " ") }

  mutating func text() -> String {
    (0...next(3)).map { _ in
      ["", "", "  ", "* ", "   - ", "1. ", String(repeating: " ", count: 40)][next(7)] + line()
    }.joined(separator: "\n")
  }

  mutating func edition() -> EditionDraft {
    let articles = (0...next(4)).map { _ in
      EditionDraft.Group(
        title: line(), url: next(3) == 0 ? nil : WebURL("https://example.org/\(next(1_000))"),
        published: next(3) == 0 ? nil : PublicationDate("2026-11-0\(next(9) + 1)"),
        briefs: (0...next(5)).map { _ in line() })
    }
    return EditionDraft(
      newsroom: "The Ilken Courier", digest: "Weekly digest", number: next(500), date: CalendarDay("2026-11-23"),
      language: "en", articles: articles, leave: "To leave, answer with the word unsubscribe.",
      note: next(2) == 0 ? line() : nil)
  }
}
