import Foundation
import Herald
import Testing

@Suite struct LinkCardTests {
  private func card(_ title: String = "Title", summary: String = "", picture: String? = nil) throws -> LinkCard {
    try LinkCard(
      url: try #require(WebURL("https://example.org/a")), title: title, summary: summary,
      picture: picture.flatMap { WebURL($0) })
  }

  @Test func aContentWithoutACardKeepsItsHash() throws {
    let content = try Content.post(["a", "b"])
    #expect(content.sha256 == SHA256Digest(of: "a\u{1E}b"))
    let stored = Data(#"{"kind":"post","parts":["a","b"]}"#.utf8)
    #expect(try JSONDecoder().decode(Content.self, from: stored) == content)
  }

  @Test func everyFieldOfACardIsInTheHash() throws {
    let contents = [
      try Content.post(["a"]), try .post(["a"], card: card()), try .post(["a"], card: card("Other")),
      try .post(["a"], card: card(summary: "s")), try .post(["a"], card: card(picture: "https://example.org/p.jpg")),
      try .post(["a", "b"], card: card()),
    ]
    #expect(Set(contents.map(\.sha256)).count == contents.count)
  }

  @Test func aCardIsReadBackAsItWasWritten() throws {
    let content = try Content.post(["a"], card: card(summary: "s", picture: "https://example.org/p.jpg"))
    let data = try JSONEncoder().encode(content)
    let again = try JSONDecoder().decode(Content.self, from: data)
    #expect(again == content && again.sha256 == content.sha256)
  }

  @Test(arguments: ["", "two\nlines", "bell\u{7}"])
  func aTitleIsOneLine(_ title: String) {
    #expect(throws: ContentProblem.self) { try card(title) }
  }

  @Test func isolatesComeInPairsWithinALine() throws {
    #expect(try Content.post(["a \u{2068}שלום\u{2069} b"]).parts[0].unicodeScalars.contains("\u{2068}"))
    for text in ["a\u{2068}", "a\u{2069}", "a\u{2067}\nb\u{2069}"] {
      #expect(throws: ContentProblem.self) { try Content.post([text]) }
    }
    #expect(throws: ContentProblem.self) { try Content.digest("a \u{2068}b\u{2069}") }
  }
}
