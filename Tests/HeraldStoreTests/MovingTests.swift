import Herald
import HeraldStore
import Testing

@Suite struct MovingTests {
  private func posting(_ text: String = "A weir for four towns.", due: Instant, moves: Bool = true) throws -> Posting {
    Posting(channel: "x", content: try .post([text]), due: due, destination: "social.example", moves: moves)
  }

  @Test(arguments: StoreKind.allCases)
  func anAskedTimeMovesWhatWaits(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queue(.dam, postings: [.one()], now: .noon).jobs[0].id
      let moved = try await store.queue(.dam, postings: [posting(due: .noon + 600)], now: .noon)
      #expect(moved.jobs.map(\.effect) == [.moved])
      #expect(moved.jobs.map(\.due) == [.noon + 600])
      #expect(try await store.look(id).job.due == .noon + 600)
      #expect(try await store.claimOne() == nil)
      // A time that nobody asked for moves nothing.
      let later = try await store.queue(.dam, postings: [posting(due: .noon, moves: false)], now: .noon)
      #expect(later.jobs.map(\.effect) == [.known])
      #expect(try await store.look(id).job.due == .noon + 600)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionWithATimeChangesBoth(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queue(.dam, postings: [.one()], now: .noon).jobs[0].id
      let receipt = try await store.queue(
        .dam, postings: [posting("A weir for five towns.", due: .noon + 600)], intent: .correct, now: .noon)
      #expect(receipt.jobs.map(\.effect) == [.corrected])
      #expect(try await store.look(id).job.due == .noon + 600)
      let lease = try #require(try await store.claimOne(at: .noon + 600))
      #expect(lease.message.text == "A weir for five towns.")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatWasClaimedKeepsItsTime(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queue(.dam, postings: [.one()], now: .noon).jobs[0].id
      let lease = try #require(try await store.claimOne())
      let inHand = try await store.queue(.dam, postings: [posting(due: .noon + 600)], now: .noon)
      #expect(inHand.jobs.map(\.effect) == [.known])
      try await store.finish(lease, .sent(Receipt(id: "1")))
      let sent = try await store.queue(.dam, postings: [posting(due: .noon + 600)], now: .noon)
      #expect(sent.jobs.map(\.effect) == [.known])
      #expect(try await store.look(id).job.due == .noon)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func againNamesWhatStillWaits(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: [.one()], now: .noon)
      #expect(first.stillWaiting.isEmpty)
      let again = try await store.queue(.dam, postings: [.one()], intent: .again, now: .noon)
      #expect(again.stillWaiting == first.jobs.map(\.id))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aJobIsCalledByItsArticleOrItsEdition(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let post = try await store.queue(.dam, postings: [.one()], now: .noon).jobs[0].id
      _ = try await store.open(.weekly())
      let titles = try await store.titles(of: try await store.jobs().map(\.id))
      #expect(titles.count == 4)
      #expect(titles[post] == Article.dam.title)
      #expect(titles.values.count { $0 == "weekly 1" } == 3)
    }
  }
}
