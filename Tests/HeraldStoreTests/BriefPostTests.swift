import Herald
import HeraldStore
import Testing

/// Posts of briefs: each brief owes its own, beside those of its article.
@Suite struct BriefPostTests {
  private func postings(_ article: Article = .dam) throws -> [Posting] {
    try article.briefs.map { brief in
      Posting(
        channel: "x", brief: brief, content: try .post([brief.text]), due: .noon, destination: "social.example")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theSameBriefQueuedTwiceOwesOnce(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: postings(), now: .noon)
      let second = try await store.queue(.dam, postings: postings(), now: .noon + 5)
      #expect(first.jobs.map(\.effect) == [.queued, .queued])
      #expect(first.jobs.map(\.brief) == Article.dam.briefs)
      #expect(second.jobs.map(\.effect) == [.known, .known])
      #expect(second.jobs.map(\.id) == first.jobs.map(\.id))
      #expect(try await store.ledgers()["x"]?.owed == 2)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func briefsAndTheirArticleOweBesideEachOtherAndInOrder(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.one()], now: .noon)
      let receipt = try await store.queue(.dam, postings: postings(), now: .noon)
      #expect(receipt.jobs.map(\.effect) == [.queued, .queued])
      #expect(
        try await store.claim().map(\.message.text) == ["A weir for four towns."] + Article.dam.briefs.map(\.text))
      let titles = try await store.titles(of: receipt.jobs.map(\.id))
      #expect(receipt.jobs.map { titles[$0.id] } == Article.dam.briefs.map(\.text))
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func againPostsEachBriefOnceMoreAndNamesWhatStillWaits(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: postings(), now: .noon)
      _ = try await store.queue(.dam, postings: [.one()], now: .noon)
      let again = try await store.queue(.dam, postings: postings(), intent: .again, now: .noon)
      #expect(again.jobs.map(\.effect) == [.queued, .queued])
      #expect(again.stillWaiting == first.jobs.map(\.id))
      #expect(try await store.ledgers()["x"]?.owed == 5)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionCancelsTheBriefThatIsGoneAndQueuesTheNewOne(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: postings(), now: .noon)
      var corrected = Article.dam
      corrected.briefs[0] = Brief(text: "The night bus runs again from Saturday.")
      let receipt = try await store.queue(corrected, postings: postings(corrected), intent: .correct, now: .noon)
      #expect(receipt.withdrawn == [first.jobs[0].id])
      #expect(receipt.jobs.map(\.effect) == [.queued, .known])
      #expect(try await store.look(first.jobs[0].id).job.state == .cancelled)
      #expect(try await store.ledgers()["x"]?[.waiting] == 2)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aBriefThatWasSentOrMayHaveBeenIsNotCancelled(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: postings(), now: .noon)
      let sent = try #require(try await store.claimOne())
      try await store.finish(sent, .sent(Receipt(id: "1")))
      let doubtful = try #require(try await store.claimOne())
      #expect(try await store.mark(doubtful) == .open)
      _ = try await store.recover(now: .noon)
      var corrected = Article.dam
      corrected.briefs = [Brief(text: "Nothing is left as it was.")]
      let receipt = try await store.queue(corrected, postings: postings(corrected), intent: .correct, now: .noon)
      #expect(receipt.withdrawn == [])
      #expect(receipt.jobs.map(\.effect) == [.queued])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aKnownPostSaysThatItCarriesAnotherText(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.one()], now: .noon)
      let other = try await store.queue(.dam, postings: [.one("x", "Written by hand.")], now: .noon)
      #expect(other.jobs.map(\.effect) == [.known])
      #expect(other.jobs.map(\.hasOtherText) == [true])
      #expect(try await store.queue(.dam, postings: [.one()], now: .noon).jobs.map(\.hasOtherText) == [false])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aBriefOfAnotherArticleIsRefused(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let strange = try postings(.market)
      await #expect(throws: StoreProblem.noSuchBrief(text: Article.market.briefs[0].text)) {
        try await store.queue(.dam, postings: strange, now: .noon)
      }
      #expect(try await store.article(like: .dam) == nil)
    }
  }
}
