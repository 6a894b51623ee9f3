import Foundation
import Herald
import HeraldText
import Testing

/// Nothing that is long takes long. The bounds are generous, for a debug build on a busy machine: a step that is not
/// linear would need many times as much.
@Suite(.serialized) struct HugeInputTests {
  private static let pieces = [
    "a", "a.", "a.a", "(", ")", "“", "\"", "'", ". ", ". . ", "@a", "@a@b.c ", "http://", "a.com/(", "x.com ", "1. ",
    "é", "👍🏽",
    "\u{200D}👍", "🇰🇿", "e\u{301}", "—", "Mr. ", "A. B. ", "[…] ", "«", "a b. A ", "例.", "-", "_",
  ]

  @Test(arguments: ["x.com ", "a b. A "])
  func aMegabyteIsCountedPartedAndComposedInTime(_ piece: String) throws {
    try time(String(repeating: piece, count: 1_000_000 / piece.utf8.count), of: piece, within: .seconds(60))
  }

  @Test(arguments: pieces)
  func nothingIsRepeatedSoThatItTakesLonger(_ piece: String) throws {
    try time(String(repeating: piece, count: 100_000 / piece.utf8.count), of: piece, within: .seconds(20))
  }

  private func time(_ text: String, of piece: String, within bound: Duration) throws {
    let clock = ContinuousClock()
    let counting = clock.measure {
      for network in Network.allCases { #expect(PostRules(network: network).measure(text).count > 0) }
    }
    let parting = clock.measure { #expect(Sentences.of(text, language: "en").joined().count > 0) }
    let composer = PostComposer(templates: try Templates(folder: nil))
    let article = Article(title: "T" + text, paragraphs: ["The " + text, text])
    let composing = clock.measure {
      do throws(CompositionProblem) {
        let draft = try composer.compose(article, channel: "x", rules: PostRules(network: .x))
        #expect(draft.measures[0].fits)
      } catch {
        #expect(error.what.contains("too small"))
      }
    }
    if ProcessInfo.processInfo.environment["HERALD_TIMES"] == "1" {
      print("\(piece.debugDescription): counting \(counting), parting \(parting), composing \(composing)")
    }
    #expect(counting < bound && parting < bound && composing < bound)
  }
}
