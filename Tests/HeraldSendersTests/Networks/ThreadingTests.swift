import Herald
import HeraldSenders
import Testing

/// What a person says of a post that the next part of its thread answers.
@Suite struct ThreadingTests {
  @Test(
    arguments: [
      (NetworkCase.mastodon, "115000000000000000", "115000000000000000"),
      (.mastodon, "https://social.example/@paper/1140", "1140 https://social.example/@paper/1140"),
      (.mastodon, "a person said so", nil), (.mastodon, "https://social.example/@paper/1140/edit", nil),
      (.mastodon, "@paper/1140", nil),
      (.bluesky, "at://did:plc:abc/app.bsky.feed.post/3k bafyabc", "at://did:plc:abc/app.bsky.feed.post/3k bafyabc"),
      (.bluesky, "https://bsky.app/profile/paper.example/post/3k", nil),
      (.discordBot, "https://discord.com/channels/1/2/1300000000000000000", "1300000000000000000"),
      (.discordBot, "done", nil), (.telegram, "https://t.me/HarbourCourier/123?single", "123"), (.telegram, "-3", nil),
      (.slack, "1790000010.000100", "1790000010.000100"),
      (.slack, "https://paper.slack.com/archives/C0123456789/p1790000010000100", "1790000010.000100"),
      (.slack, "https://paper.slack.com/archives/C0123456789", nil), (.slack, "1790000010", nil),
    ] as [(NetworkCase, String, String?)])
  func anIDOrAnAddressOfThePostIsAReceipt(_ network: NetworkCase, _ said: String, _ receipt: String?) async throws {
    try await NetworkBench.with(network) { bench in
      let sender = try #require(try bench.sender() as? any ThreadingSender)
      #expect(sender.receipt(said: said) == receipt.map { Receipt(id: $0) })
      #expect(!sender.receiptForm.isEmpty)
    }
  }
}
