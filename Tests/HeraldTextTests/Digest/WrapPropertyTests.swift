import Foundation
import Herald
import HeraldText
import Testing

@Suite(.timeLimit(.minutes(60))) struct WrapPropertyTests {
  private static let count = ProcessInfo.processInfo.environment["HERALD_LONG"] == "1" ? 1_000_000 : 20_000

  /// Runs `body` on every text and its wrapped form, in as many tasks as there are processors.
  private func forEachText(_ body: @escaping @Sendable (String, String) -> Void) async {
    let lanes = max(1, ProcessInfo.processInfo.activeProcessorCount)
    await withTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var random = RandomWords(seed: UInt64(1 + lane))
          for _ in stride(from: lane, to: Self.count, by: lanes) {
            let text = random.text()
            body(text, LineWrap().wrap(text))
          }
        }
      }
    }
  }

  @Test func wrappingTwiceIsWrappingOnceNoWordIsLostAndOnlyOneWordIsTooWide() async {
    await forEachText { text, once in
      #expect(LineWrap().wrap(once) == once, "\(text.debugDescription)")
      #expect(once.utf8.filter { $0 > 0x20 } == text.utf8.filter { $0 > 0x20 }, "\(text.debugDescription)")
      for line in once.split(separator: "\n") where DisplayWidth.of(line) > 72 {
        let words = line.split(separator: " ")
        let word = words.count > 1 ? words.dropFirst().joined(separator: " ") : String(words[0])
        #expect(words.count <= 2 && (words.count == 1 || isBullet(words[0])), "\(line)")
        #expect(DisplayWidth.of(word) > 72 - 24 - 4, "\(line)")
      }
    }
  }

  @Test func everyWordOfEveryBriefIsInTheDigestInItsOrder() throws {
    var random = RandomWords(seed: 4)
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

extension RandomWords {
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
