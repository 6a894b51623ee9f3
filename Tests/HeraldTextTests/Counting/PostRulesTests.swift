import Herald
import HeraldText
import Testing

@Suite struct PostRulesTests {
  /// One text, one count a line: the network's own rule, written out by hand.
  private static let counts: [(Network, String, Int)] = [
    (.x, "", 0),
    (.x, "plain words", 11),
    (.x, "see https://example.org/a/very/long/path/indeed?with=query now", 4 + 23 + 4),
    (.x, "see example.org now", 4 + 23 + 4),
    (.x, "see example.notatld now", 23),
    (.x, "mail desk@example.org", 21),
    (.x, "e\u{301}", 1),
    (.x, "Қазақстан", 9),
    (.x, "東京", 4),
    (.x, "…", 2),
    (.x, "👨‍👩‍👧‍👦🇰🇿1️⃣", 6),
    (.x, "©", 1),
    (.x, "“quoted” – ‘so’", 15),
    (.mastodon, "see https://example.org/a/very/long/path/indeed?with=query now", 4 + 23 + 4),
    (.mastodon, "hi @desk@social.example.org", 8),
    (.mastodon, "👨‍👩‍👧‍👦 東京 …", 6),
    (.bluesky, "👨‍👩‍👧‍👦 東京 …", 6),
    (.bluesky, "https://example.org", 11),
    (.bluesky, "see https://example.org/a/very/long/path/indeed?with=query now", 4 + 11 + 16 + 4),
    (.bluesky, "see example.org/a/very/long/path/indeed now", 43),
    (.threads, "river é東", 8),
    (.threads, "👍", 4),
    (.threads, "👨‍👩‍👧‍👦 1️⃣ 🇰🇿", 25 + 1 + 7 + 1 + 8),
    (.threads, "© ™", 3),
    (.linkedin, "(EBRD) #tag_a", 13),
    (.linkedin, "👍", 2),
    (.telegram, "👍🏽 東京 …", 4 + 1 + 2 + 1 + 1),
    (.telegram, "e\u{301}", 2),
    (.discord, "👍🏽 東京 <@1>", 2 + 1 + 2 + 5 + 1),
    (.discord, "2 * 3 https://example.org/a_b", 5 + 1 + 1 + 23),
    (.slack, "a & b < c > d 👍", 15),
    (.plain, "https://example.org", 19),
  ]

  @Test(arguments: counts)
  func aTextCountsAsItsNetworkCountsIt(_ network: Network, _ text: String, _ count: Int) {
    #expect(PostRules(network: network).measure(text).count == count)
  }

  @Test func theCountSaysWhatItIsMadeOf() {
    let text = String(repeating: "a", count: 246) + " https://example.org/story …"
    #expect(PostRules(network: .x).measure(text).explanation == "273/280 = 248 text + 23 link + 2 “…”")
    #expect(PostRules(network: .plain).measure("abc").explanation == "3 = 3 text")
    #expect(PostRules(network: .x).measure("").explanation == "0/280 = 0")
  }

  @Test func theTermsAddUpToTheCount() throws {
    for text in ["a https://a.org b.org 👍 …", "@a@b.org é 東京", "…", "👍👍 1️⃣ #tag http://x.com/(a)"] {
      for network in Network.allCases {
        let measure = PostRules(network: network).measure(text)
        let sum = try #require(measure.explanation.split(separator: "=").last)
        let terms = sum.split(separator: "+").compactMap { Int($0.split(separator: " ").first ?? "") }
        #expect(terms.reduce(0, +) == measure.count, "\(network): \(measure.explanation)")
      }
    }
  }

  @Test func blueskyAlsoLimitsBytes() {
    let families = String(repeating: "👨‍👩‍👧‍👦", count: 150)
    let measure = PostRules(network: .bluesky).measure(families)
    #expect(measure.count == 150)
    #expect(!measure.fits)
    #expect(measure.explanation == "150/300 = 150 text; 3750/3000 bytes")
  }

  @Test(arguments: [
    (Network.x, 280), (.mastodon, 500), (.bluesky, 300), (.threads, 500), (.linkedin, 3_000), (.telegram, 4_096),
    (.discord, 2_000), (.slack, 4_000),
  ])
  func everyNetworkHasItsLimit(_ network: Network, _ limit: Int) {
    let rules = PostRules(network: network)
    #expect(rules.limit == limit)
    #expect(rules.measure(String(repeating: "a", count: limit)).fits)
    #expect(!rules.measure(String(repeating: "a", count: limit + 1)).fits)
    #expect(PostRules(network: network, limit: 7).measure("eight888").fits == false)
  }

  @Test func aServerMayReserveAnotherLengthForAnAddress() {
    let text = "see https://example.org/a/very/long/path/indeed"
    #expect(PostRules(network: .mastodon, linkLength: 30).measure(text).count == 34)
    #expect(PostRules(network: .x, linkLength: 25).measure(text).explanation == "29/280 = 4 text + 25 link")
  }

  @Test func aLimitCanBeOverridden() {
    let rules = PostRules(network: .mastodon, limit: 1_000)
    #expect(rules.measure(String(repeating: "a", count: 1_000)).fits)
    #expect(!rules.measure(String(repeating: "a", count: 1_001)).fits)
    #expect(PostRules(network: .plain).limit == nil)
  }
}
