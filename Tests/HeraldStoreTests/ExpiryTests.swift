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

  /// A weekend later, say: it would end at once, whatever the person wants.
  @Test func whatAPersonRetriesAfterItsTimeDoesNotExpireAgain() async throws {
    try await withStore(.memory) { store in
      let id = try await post(store, "Late.", expiresAfter: 60)
      let lease = try #require(try await store.claimOne())
      try await store.finish(lease, .rejected(Failure("no")))
      try await store.retry([id], now: .noon + 600)
      #expect(try await store.expire(now: .noon + 600).isEmpty)
      #expect(try await store.look(id).job.state == .waiting)
    }
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

  private func thread(_ store: Store, expiresAfter: Seconds) async throws -> [Job.ID] {
    let posting = Posting(
      channel: "x", content: try .post(["One.", "Two.", "Three."]), due: .noon, destination: "d",
      expiresAfter: expiresAfter)
    return try await store.queue(.dam, postings: [posting], now: .noon).jobs.map(\.id)
  }

  @Test func aThreadExpiresByItsFirstPart() async throws {
    try await withStore(.memory) { store in
      let parts = try await thread(store, expiresAfter: 60)
      let first = try #require(try await store.claimOne(at: .noon + 59))
      #expect(try await store.expire(now: .noon + 61).isEmpty)
      try await store.finish(first, .sent(Receipt(id: "1")), at: .noon + 62)
      #expect(try await store.expire(now: .noon + 100).isEmpty, "half a thread is worth less than a late one")
      for _ in parts.dropFirst() {
        let next = try #require(try await store.claimOne(at: .noon + 100))
        #expect(try await store.mark(next, at: .noon + 100) == .open)
        try await store.finish(next, .sent(Receipt(id: "2")), at: .noon + 100)
      }
      #expect(try await store.ledgers()["x"]?[.sent] == 3)
    }
  }

  @Test func aThreadThatNeverBeganEndsWhole() async throws {
    try await withStore(.memory) { store in
      _ = try await thread(store, expiresAfter: 60)
      #expect(try await store.expire(now: .noon + 60) == ["x": 3])
      #expect(try await store.audit() == [])
    }
  }

  @Test func theRestOfAThreadMovesWithItsFirstPart() async throws {
    try await withStore(.memory) { store in
      let parts = try await thread(store, expiresAfter: 60)
      try await store.move([parts[0]], to: .noon + 1_000)
      for id in parts {
        let job = try await store.look(id).job
        #expect((job.due, job.expires) == (.noon + 1_000, .noon + 1_060))
      }
    }
  }

  @Test func anEditOfWhatExpiredSendsIt() async throws {
    try await withStore(.memory) { store in
      let id = try await post(store, "Late.", expiresAfter: 60)
      _ = try await store.expire(now: .noon + 60)
      _ = try await store.edit(id, content: .post(["Later."]), now: .noon + 70)
      #expect(try await store.expire(now: .noon + 80).isEmpty)
      let lease = try #require(try await store.claimOne(at: .noon + 80))
      #expect(try await store.mark(lease, at: .noon + 80) == .open)
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
