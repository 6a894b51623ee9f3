import Foundation
import Herald
import Testing

@testable import HeraldStore

/// What was stored before has to be found again: the octets are those of `JSONEncoder`.
@Suite struct JSONTextTests {
  @Test(arguments: [
    [], [""], ["plain"], ["a \"quotation\"", "a\\b", "a/b"], ["\n\r\t\u{8}\u{c}"], ["Žluťoučký кот 猫 👩‍👩‍👧"],
    ["\u{2028}\u{2029}\u{7f}\u{80}"], [(0..<0x20).map { String(UnicodeScalar(UInt8($0))) }.joined()],
  ])
  func isWhatTheEncoderWrites(_ texts: [String]) throws {
    #expect(JSONText.list(texts) == (try json(texts)))
    #expect(JSONText.lists([texts, [], texts]) == (try json([texts, [], texts])))
  }

  @Test func isWhatTheEncoderWritesForRandomTexts() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let texts = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        String(
          String.UnicodeScalarView(
            (0..<20).compactMap { _ in UnicodeScalar(UInt32.random(in: 0..<0x3000, using: &random)) }))
      }
      #expect(JSONText.list(texts) == (try json(texts)), "\(texts.map { Array($0.unicodeScalars) })")
    }
  }

  @Test(arguments: [
    Article(title: "A title"),
    Article(
      title: "Ä \"title\"/", url: WebURL("https://example.org/a?b=c&d=%2F"), author: "A. Writer\n",
      published: PublicationDate("2026-11-23T10:00:00+05:00"), language: "kk", tags: ["a", "b/c"],
      handles: [Handle(network: .bluesky, name: "a.example.org"), Handle(network: .x, name: "b")],
      paragraphs: ["One.", "Two\u{2028}."],
      briefs: [
        Brief(text: "First."),
        Brief(text: "Second \\.", links: ["https://a.example/%22/", "http://b"].compactMap(WebURL.init)),
      ]),
    Article(title: "", published: PublicationDate("2026-11-23"), handles: [Handle(network: .x, name: "b")]),
  ])
  func anArticleIsWhatTheEncoderWrites(_ article: Article) throws {
    #expect(try JSONText.article(article) == json(article))
  }
}
