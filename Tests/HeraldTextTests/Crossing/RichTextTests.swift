import Herald
import HeraldText
import Testing

@Suite struct RichTextTests {
  @Test func blueskyGetsBytesAndShortLinksWithWholeAddresses() {
    let rich = RichText.bluesky("Снег 👍🏽 https://www.Example.org/2026/11/winter-water?a=b#c by @ada.example.org #Вода")
    #expect(rich.text == "Снег 👍🏽 www.example.org/2026/11/wint... by @ada.example.org #Вода")
    let bytes = Array(rich.text.utf8)
    let pieces = rich.spans.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(pieces == ["www.example.org/2026/11/wint...", "@ada.example.org", "#Вода"])
    #expect(
      rich.spans.map(\.value) == ["https://www.Example.org/2026/11/winter-water?a=b#c", "ada.example.org", "Вода"])
    #expect(rich.spans.map(\.kind) == [.url, .mention, .hashtag])
  }

  /// The address, and what Bluesky's client shows of it.
  @Test(arguments: [
    ("https://example.org", "example.org"),
    ("https://example.org/", "example.org"),
    ("HTTPS://Example.ORG:443/a", "example.org/a"),
    ("http://example.org:8080/a", "example.org:8080/a"),
    ("https://example.org/123456789012345", "example.org/123456789012..."),
    ("https://example.org/12345678901234", "example.org/12345678901234"),
    ("https://example.org?question=of+water", "example.org?question=of+..."),
    ("https://example.org/aaaaaaaaaa%D0%B2%D0%BE", "example.org/aaaaaaaaaa..."),
    ("https://user@example.org/a-very-long-path-indeed", "https://user@example.org/a-very-long-path-indeed"),
  ])
  func anAddressIsShownAsTheClientShowsIt(_ url: String, _ shown: String) {
    #expect(RichText.bluesky(url).text == shown)
  }

  @Test func telegramGetsUTF16UnitsAndTheTextAsItIs() {
    let text = "👍🏽 é example.org/a @ada_l #Вода $ABC"
    let rich = RichText.telegram(text)
    #expect(rich.text == text)
    let units = Array(text.utf16)
    #expect(
      rich.spans.map { String(decoding: units[$0.range], as: UTF16.self) } == [
        "example.org/a", "@ada_l", "#Вода", "$ABC",
      ])
    #expect(rich.spans.map(\.value) == ["https://example.org/a", "ada_l", "Вода", "$ABC"])
  }

  @Test func blueskyCountsWhatItShows() {
    let rules = PostRules(network: .bluesky)
    let url = "https://www.example.org/2026/11/" + String(repeating: "water-", count: 60)
    let measure = rules.measure("Read " + url)
    #expect(measure.explanation == "36/300 = 5 text + 31 link")
    #expect(measure.fits)
    #expect(rules.measure("https://example.org/…… …").explanation == "16/300 = 1 text + 14 link + 1 “…”")
  }
}
