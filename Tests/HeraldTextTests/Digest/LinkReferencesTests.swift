import Testing

@testable import HeraldText

@Suite struct LinkReferencesTests {
  @Test(arguments: [
    ("See https://a.example/x.", "See [1].", ["https://a.example/x"]),
    ("(https://a.example/x)", "([1])", ["https://a.example/x"]),
    ("https://a.example/x_(y), too", "[1], too", ["https://a.example/x_(y)"]),
    ("«https://a.example/x?b=c&d=e#f»", "«[1]»", ["https://a.example/x?b=c&d=e#f"]),
    (
      "https://a.example and http://b.example and https://a.example!", "[1] and [2] and [1]!",
      ["https://a.example", "http://b.example"]
    ),
    ("No address: http, https://, www.a.example", "No address: http, https://, www.a.example", []),
    ("http://http://a.example", "[1]", ["http://http://a.example"]),
    ("Смотри https://пример.example/путь…", "Смотри [1]…", ["https://пример.example/путь"]),
  ])
  func anAddressIsNamedByItsNumber(_ sample: (text: String, replaced: String, urls: [String])) {
    var links = LinkReferences()
    #expect(links.replacing(in: sample.text) == sample.replaced)
    #expect(links.urls == sample.urls)
  }

  @Test func aHostileTextTakesNoLongerThanItsLength() {
    var links = LinkReferences()
    let clock = ContinuousClock()
    for text in [
      String(repeating: "http", count: 250_000), String(repeating: "http://a ", count: 100_000),
      "https://a/" + String(repeating: ")", count: 20_000),
    ] {
      let time = clock.measure { _ = links.replacing(in: text) }
      #expect(time < .seconds(20), "\(text.prefix(20)): \(time)")
    }
  }
}
