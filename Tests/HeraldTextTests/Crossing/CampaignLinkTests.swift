import Herald
import HeraldText
import Testing

@Suite struct CampaignLinkTests {
  private static let link = CampaignLink(source: "bluesky", campaign: "winter water", hosts: ["example.org"])

  @Test(arguments: [
    ("https://example.org/a", "https://example.org/a?utm_source=bluesky&utm_medium=social&utm_campaign=winter%20water"),
    (
      "https://www.example.org/a?b=%D0%B2&c#d?e",
      "https://www.example.org/a?b=%D0%B2&c&utm_source=bluesky&utm_medium=social&utm_campaign=winter%20water#d?e"
    ),
    ("https://example.org?", "https://example.org?utm_source=bluesky&utm_medium=social&utm_campaign=winter%20water"),
    (
      "https://EXAMPLE.org/a?UTM_source=mail&",
      "https://EXAMPLE.org/a?UTM_source=mail&utm_medium=social&utm_campaign=winter%20water"
    ),
    ("https://notexample.org/a", "https://notexample.org/a"),
    ("https://example.org.evil.net/a", "https://example.org.evil.net/a"),
  ])
  func anOwnLinkIsMarkedAndAnotherIsNot(_ url: String, _ marked: String) throws {
    #expect(Self.link.marked(try #require(WebURL(url))).text == marked)
  }

  @Test func anothersLinkIsMarkedOnlyWhenAsked() throws {
    let all = CampaignLink(source: "x", medium: "", hosts: [], marksOthers: true)
    #expect(all.marked(try #require(WebURL("https://a.net/#b"))).text == "https://a.net/?utm_source=x#b")
  }

  @Test func markingTwiceMarksOnce() throws {
    let url = try #require(WebURL("https://example.org/a#b"))
    #expect(Self.link.marked(Self.link.marked(url)) == Self.link.marked(url))
    #expect(Self.link.marked(url).canonical == url.canonical)
  }

  @Test func anAddressThatWouldGetTooLongStaysAsItIs() throws {
    let url = try #require(WebURL("https://example.org/" + String(repeating: "a", count: 2_020)))
    #expect(Self.link.marked(url) == url)
  }
}
