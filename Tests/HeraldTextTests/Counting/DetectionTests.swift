import Herald
import HeraldText
import Testing

/// What each network makes a link of, one text a line: kind and value of each entity, in order.
@Suite struct DetectionTests {
  private static let cases: [(Network, String, [String])] = [
    (.plain, "@a #b https://example.org", []),
    (
      .x, "See example.org/a, @ada and #OpenData: $ABC",
      ["url https://example.org/a", "mention ada", "hashtag OpenData", "cashtag ABC"]
    ),
    (.x, "desk@example.org", []),
    (.x, "@ada/friends", ["list ada/friends"]),
    (.x, "снег#вода #вода", ["hashtag вода"]),
    (
      .mastodon, "example.org https://example.org @ada @bob@social.example. #a_b",
      [
        "url https://example.org", "mention ada", "mention bob@social.example", "hashtag a_b",
      ]
    ),
    (.mastodon, "#2026 #1_2 #été2026 x#y (#z", ["hashtag 1_2", "hashtag été2026", "hashtag z"]),
    (.mastodon, "https://social.example.org/@ada mail a@b.org", ["url https://social.example.org/@ada"]),
    (.bluesky, "@ada.example.org. (@bob.test) @bob not@ada.com", ["mention ada.example.org", "mention bob.test"]),
    (
      .bluesky, "example.org/a? https:// http://a (https://b.org/c_(d))",
      [
        "url https://example.org/a", "url http://a", "url https://b.org/c_(d))",
      ]
    ),
    (.bluesky, "example.com-jp example.com@evil.org example.comé", []),
    (
      .bluesky, "#2026 #OpenData! #été #a#b $abc",
      [
        "hashtag OpenData", "hashtag été", "hashtag a#b", "cashtag ABC",
      ]
    ),
    (.threads, "@ada.b. @-x a@b #One #Two example.org", ["mention ada.b", "hashtag One", "url https://example.org"]),
    (
      .linkedin, "@ada (EBRD) #OpenData #2026 example.org/x_(y)", ["hashtag OpenData", "url https://example.org/x_(y)"]
    ),
    (.telegram, "@ada_b @ab #вода #12 $ABC $abc é@ada", ["mention ada_b", "hashtag вода", "cashtag ABC"]),
    (.telegram, "https://example.org/a#b", ["url https://example.org/a#b"]),
    (
      .discord, "@everyone @here <@12> <@!12> <@&12> @ada <@x> example.org https://a.org",
      [
        "mention @everyone", "mention @here", "mention <@12>", "mention <@!12>", "mention <@&12>", "url https://a.org",
      ]
    ),
    (.slack, "<@U1> @here #a example.org", ["url https://example.org"]),
  ]

  @Test(arguments: cases)
  func aNetworkFindsWhatItLinks(_ network: Network, _ text: String, _ expected: [String]) {
    let found = Detection.entities(in: text, network: network).map { "\($0.kind) \($0.value)" }
    #expect(found == expected)
  }

  @Test func rangesCountScalars() {
    let found = Detection.entities(in: "👨‍👩‍👧‍👦 é #вода", network: .x)
    #expect(found == [TextEntity(kind: .hashtag, range: 10..<15, value: "вода")])
  }
}
