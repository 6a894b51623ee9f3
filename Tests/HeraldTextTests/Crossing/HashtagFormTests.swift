import Herald
import Testing

@testable import HeraldText

@Suite struct HashtagFormTests {
  @Test(
    arguments: [
      ("open data", Network.x, "#OpenData"), ("OpenData", .bluesky, "#OpenData"), ("oil & gas", .mastodon, "#OilGas"),
      ("вода", .telegram, "#вода"), ("водные ресурсы", .linkedin, "#ВодныеРесурсы"), ("東京", .threads, "#東京"),
      ("می\u{200C}خواهم", .x, "#می\u{200C}خواهم"), ("می\u{200C}خواهم", .bluesky, "#میخواهم"),
      ("2026", .x, nil), ("2026", .mastodon, nil), ("2026", .bluesky, nil), ("2026", .telegram, nil), ("…", .x, nil),
      ("G20", .x, "#G20"), ("G20", .mastodon, "#G20"), ("G20", .linkedin, "#G20"), ("C++", .bluesky, "#C"),
      ("under_score", .bluesky, "#under_score"), ("open data", .slack, nil), ("open data", .discord, nil),
      ("open data", .plain, "#OpenData"),
    ] as [(String, Network, String?)])
  func aTagTakesTheNetworksForm(_ tag: String, _ network: Network, _ form: String?) {
    #expect(Hashtag.form(of: tag, on: network) == form)
  }

  @Test func aTagThatIsTooLongIsNone() {
    let long = String(repeating: "a", count: 65)
    #expect(Hashtag.form(of: long, on: .bluesky) == nil)
    #expect(Hashtag.form(of: long, on: .threads) == nil)
    #expect(Hashtag.form(of: long, on: .x) != nil)
    #expect(Network.threads.mostHashtags == 1)
  }
}
