import Herald
import HeraldSenders
import Servers
import Testing

/// What networks say without posting: how long a post may be, and whether we may post at all.
@Suite(.timeLimit(.minutes(15))) struct ProbeTests {
  @Test(arguments: [300, 500, 11_000]) func aMastodonServerSaysHowLongAPostMayBe(_ limit: Int) async throws {
    try await NetworkBench.with(.mastodon, settings: ["characters": .number(limit)]) { bench in
      let offer = try await bench.sender().probe().get()
      #expect(offer.limit == limit)
    }
  }

  @Test func aBotThatMayNotPostIsFoundBeforeItTries() async throws {
    try await NetworkBench.with(.telegram, settings: ["may-post": .flag(false)]) { bench in
      guard case .failure(let failure) = try await bench.sender().probe() else {
        return #expect(Bool(false), "it may not post")
      }
      #expect(failure.text.contains("@CourierBot may not post in “Harbour Courier”"), "\(failure)")
      #expect(failure.text.contains("administrator"))
    }
  }

  @Test func aTokenWithoutTheRightToPostIsFoundBeforeItTries() async throws {
    try await NetworkBench.with(.slack, settings: ["scopes": .text("channels:history,users:read")]) { bench in
      guard case .failure(let failure) = try await bench.sender().probe() else {
        return #expect(Bool(false), "it may not post")
      }
      #expect(failure.text.contains("add the scope chat:write"), "\(failure)")
    }
    try await NetworkBench.with(.slack) { bench in
      let offer = try await bench.sender().probe().get()
      #expect(offer.text.hasSuffix("may read the channel and post"))
    }
  }
}
