import Herald
import Testing

@testable import HeraldText

/// Strings of whatever trips a scanner: nothing crashes, and what must hold for any text holds for these.
@Suite struct HostileTextTests {
  private static let pieces = [
    ".", "..", "…", "!", "?", "\"", "'", "“", "”", "«", "»", "(", ")", "[", "]", "@", "＠", "#", "$", "/", "//", ":",
    "-", "_",
    "a", "I", "Z", "é", "ж", "東", "。", "com", ".com", "www.", "http://", "https://", "t.co", "xn--", "xn--p1ai", "1",
    "9", "1.",
    "a.", "Mr.", "U.S.", " ", "  ", "\n", "\r\n", "\u{A0}", "\u{200D}", "\u{FE0F}", "\u{FE0E}", "\u{20E3}", "👍", "🏽",
    "🇰", "🏴",
    "\u{E0067}", "\u{E007F}", "\u{301}", "\u{202A}", "\u{FEFF}", "\u{FFFF}", "\u{0}", "?q=", "&", "~", "|",
  ]

  private func strings(_ count: Int) -> [String] {
    var random = SeededGenerator(seed: 99)
    return (0..<count).map { _ in
      (0..<Int.random(in: 0...24, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
  }

  @Test func noTextIsLostWhenItIsParted() {
    for text in strings(5_000) {
      func solid(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !$0.properties.isWhitespace }
      }
      #expect(solid(Sentences.of(text).joined()) == solid(text), "\(text.debugDescription)")
    }
  }

  @Test func addressesAreInOrderAndApart() {
    for text in strings(5_000) {
      let scalars = Array(text.unicodeScalars)
      var last = 0
      for url in URLDetection.urls(in: scalars) {
        #expect(url.range.lowerBound >= last && url.range.count > 3, "\(text.debugDescription)")
        last = url.range.upperBound
      }
      #expect(last <= scalars.count)
      // Only with an address can a text count more than two for each character.
      let tally = Tally.x(text)
      #expect(tally.total - tally.links <= 2 * scalars.count)
      #expect(tally.links == 23 * tally.linkCount)
    }
  }

  @Test func aPostOfAnythingFitsOrIsRefused() throws {
    let composer = PostComposer(templates: try Templates(folder: nil))
    for text in strings(1_000) {
      let article = Article(title: "T " + text, paragraphs: ["A whole sentence of four words. " + text])
      for network in [Network.x, .mastodon] {
        do throws(CompositionProblem) {
          let draft = try composer.compose(article, channel: "c", rules: PostRules(network: network, limit: 60))
          #expect(draft.measures[0].fits)
        } catch {
          #expect(error.what.contains("too small"), "\(error)")
        }
      }
    }
  }
}
