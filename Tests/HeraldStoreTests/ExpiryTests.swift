import Herald
import Testing

@testable import HeraldStore

@Suite struct ExpiryTests {
  private func post(_ store: Store, _ text: String, due: Instant = .noon, expiresAfter: Seconds?) async throws -> Job.ID
  {
    let posting = Posting(
      channel: "x", content: try .post([text]), due: due, destination: "d", expiresAfter: expiresAfter)
    return try await store.queue(
      Article(title: text, paragraphs: [text]), postings: [posting], now: .noon
    ).jobs[0].id
  }

  @Test func whatExpiredEndsByItselfAlsoOnAPausedChannel() async throws {
    try await withStore(.memory) { store in
      let short = try await post(store, "Short.", expiresAfter: 60)
      let long = try await post(store, "Long.", expiresAfter: 600)
      let ever = try await post(store, "Ever.", expiresAfter: nil)
      try await store.pause("x", detail: "a test", now: .noon)
      #expect(try await store.expire(now: .noon + 59).isEmpty)
      #expect(try await store.expire(now: .noon + 60) == ["x": 1])
      let job = try await store.job(short, network: .plain).job
      #expect(job.state == .failed && job.reason == .expired)
      #expect(try await store.job(long, network: .plain).job.state == .waiting)
      #expect(try await store.job(ever, network: .plain).job.state == .waiting)
      #expect(try await store.audit() == [])
      // A person wants it all the same.
      try await store.retry([short], now: .noon + 61)
      #expect(try await store.expire(now: .noon + 999_999) == ["x": 1])
      #expect(try await store.job(short, network: .plain).job.state == .waiting)
    }
  }

  @Test func whatMayBeOutIsSettledFirst() async throws {
    try await withStore(.memory) { store in
      let id = try await post(store, "In doubt.", expiresAfter: 60)
      let lease = try #require(try await store.claimOne())
      _ = try await store.mark(lease, wire: SHA256Digest(of: "w"), note: nil, until: .noon + 60, now: .noon)
      _ = try await store.recover(now: .noon)
      #expect(try await store.expire(now: .noon + 100).isEmpty)
      #expect(try await store.job(id, network: .plain).job.state == .waiting)
    }
  }

  @Test func whatIsMovedExpiresAsMuchLater() async throws {
    try await withStore(.memory) { store in
      let id = try await post(store, "Moved.", expiresAfter: 60)
      try await store.move([id], to: .noon + 1_000)
      #expect(try await store.job(id, network: .plain).job.expires == .noon + 1_060)
      let posting = Posting(
        channel: "x", content: try .post(["Moved."]), due: .noon + 5_000, destination: "d", moves: true,
        expiresAfter: 30)
      _ = try await store.queue(Article(title: "Moved.", paragraphs: ["Moved."]), postings: [posting], now: .noon)
      #expect(try await store.job(id, network: .plain).job.expires == .noon + 5_030)
    }
  }

  @Test func aMailExpiresSoLongAfterItsEditionWasDue() async throws {
    try await withStore(.memory) { store in
      try await store.prepareWeekly(for: ["ann@example.net", "bob@example.net"])
      _ = try await store.open(.weekly(expiresAfter: .hours(20)))
      #expect(try await store.expire(now: .noon + .hours(20) + (-1)).isEmpty)
      #expect(try await store.expire(now: .noon + .hours(20)) == ["mail": 2])
      #expect(try await store.audit() == [])
    }
  }
}
