import Herald
import HeraldStore
import Testing

@Suite struct StoreTests {
  @Test func theSameArticleQueuedTwiceOwesOnce() async throws {
    let store = try Store(path: ":memory:", role: .command)
    let now = Instant(microseconds: 1_000_000)
    let article = Article(title: "Dam deal signed", paragraphs: ["Text."], briefs: [Brief(text: "One brief.")])
    let posting = Posting(channel: "x", content: try .post(["Dam deal signed."]), due: now, destination: "outbox")
    let first = try await store.queue(article, postings: [posting], now: now)
    let second = try await store.queue(article, postings: [posting], now: now)
    #expect(first.jobs.map(\.effect) == [.queued])
    #expect(second.jobs.map(\.effect) == [.known])
    #expect(second.jobs.map(\.id) == first.jobs.map(\.id))
    let leases = try await store.claim(channel: "x", network: .x, limit: 5, until: now + 60, now: now)
    #expect(leases.map(\.message.text) == ["Dam deal signed."])
  }
}
