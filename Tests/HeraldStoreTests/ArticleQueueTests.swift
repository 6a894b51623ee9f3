import Herald
import HeraldStore
import Testing

@Suite struct ArticleQueueTests {
  @Test(arguments: StoreKind.allCases)
  func theSameArticleQueuedTwiceOwesOnce(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: [.one()], now: .noon)
      let second = try await store.queue(.dam, postings: [.one()], now: .noon + 5)
      #expect(first.isNew)
      #expect(first.newBriefs == 2)
      #expect(first.jobs.map(\.effect) == [.queued])
      #expect(!second.isNew)
      #expect(second.newBriefs == 0)
      #expect(second.jobs.map(\.effect) == [.known])
      #expect(second.jobs.map(\.id) == first.jobs.map(\.id))
      #expect(try await store.ledgers()["x"]?.owed == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anotherChannelLaterOwesOneMore(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.one("x")], now: .noon)
      let later = try await store.queue(.dam, postings: [.one("x"), .one("mastodon")], now: .noon)
      #expect(later.jobs.map(\.effect) == [.known, .queued])
      #expect(try await store.ledgers().mapValues(\.owed) == ["x": 1, "mastodon": 1])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aChangedArticleIsRefusedAndNamesTheEarlierJob(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: [.one()], now: .noon)
      var changed = Article.dam
      changed.paragraphs[0] += " A fifth may join."
      await #expect(throws: StoreProblem.articleChanged(title: changed.title, jobs: first.jobs.map(\.id))) {
        try await store.queue(changed, postings: [.one()], now: .noon)
      }
      #expect(try await store.article(like: .dam) == .dam)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func oneRefusedArticleUndoesTheWholeOrder(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.one()], now: .noon)
      var changed = Article.dam
      changed.paragraphs[0] += " A fifth may join."
      let orders = [
        QueueOrder(article: .market, postings: [try .one()]), QueueOrder(article: changed, postings: [try .one()]),
      ]
      await #expect(throws: StoreProblem.self) { try await store.queue(orders, now: .noon) }
      #expect(try await store.article(like: .market) == nil)
      #expect(try await store.ledgers()["x"]?.owed == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theSameArticleIsKnownByItsAddressAndByItsTitle(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: [.one()], now: .noon)
      var bare = Article.dam
      bare.url = nil
      bare.title = "RIVER towns share\u{A0}the cost of a new weir"
      var tagged = Article.dam
      tagged.url = WebURL("http://PAPER.example/weir/?utm_source=mail#top")
      // The title is part of the text, so only its case and spacing may differ in what finds the article.
      #expect(try await store.article(like: bare)?.url == Article.dam.url)
      bare.title = Article.dam.title
      for copy in [bare, tagged] {
        let again = try await store.queue(copy, postings: [.one()], now: .noon)
        #expect(again.jobs.map(\.id) == first.jobs.map(\.id))
      }
      #expect(try await store.ledgers()["x"]?.owed == 1)
      #expect(try await store.article(like: bare)?.url != nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anArticleThatGainsItsAddressIsTheSameArticle(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      var bare = Article.dam
      bare.url = nil
      let first = try await store.queue(bare, postings: [.one()], now: .noon)
      await #expect(throws: StoreProblem.articleGainsAddress(title: bare.title, jobs: first.jobs.map(\.id))) {
        try await store.queue(.dam, postings: [.one()], now: .noon)
      }
      let mended = try await store.queue(.dam, postings: [.one("x", "With its link.")], intent: .correct, now: .noon)
      #expect(mended.jobs.map(\.id) == first.jobs.map(\.id))
      #expect(mended.jobs.map(\.effect) == [.corrected])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func twoArticlesOfOneTitleWithTwoAddressesAreTwo(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      var other = Article.dam
      other.url = WebURL("https://paper.example/weir-2")
      _ = try await store.queue(.dam, postings: [.one()], now: .noon)
      #expect(try await store.queue(other, postings: [.one()], now: .noon).isNew)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCopyThatNamesMoreHandlesOrADateIsNoOtherText(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.one()], now: .noon)
      var copy = Article.dam
      copy.author = "A. Writer"
      copy.published = PublicationDate("2026-11-20")
      copy.handles = [Handle(network: .x, name: "@paper")]
      #expect(try await store.queue(copy, postings: [.one()], now: .noon).jobs.map(\.effect) == [.known])
      #expect(try await store.article(like: .dam)?.author == "A. Writer")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func againPostsOnceMore(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await store.queue(.dam, postings: [.one()], now: .noon)
      let again = try await store.queue(.dam, postings: [.one()], intent: .again, now: .noon)
      #expect(again.jobs.map(\.effect) == [.queued])
      #expect(again.jobs[0].id != first.jobs[0].id)
      #expect(try await store.ledgers()["x"]?.owed == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionChangesWhatWaitsAsANewRevision(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let id = try await store.queue(.dam, postings: [.one()], now: .noon).jobs[0].id
      let receipt = try await store.queue(
        .dam, postings: [.one("x", "A weir for five towns.")], intent: .correct, now: .noon)
      #expect(receipt.jobs.map(\.effect) == [.corrected])
      // The same correction twice changes nothing.
      let twice = try await store.queue(
        .dam, postings: [.one("x", "A weir for five towns.")], intent: .correct, now: .noon)
      #expect(twice.jobs.map(\.effect) == [.known])
      let lease = try #require(try await store.claimOne())
      #expect(lease.job.id == id)
      #expect(lease.job.revision == 2)
      #expect(lease.message.text == "A weir for five towns.")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionLeavesWhatWasSentOrMayHaveBeen(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.one("x"), .one("mastodon"), .one("bluesky")], now: .noon)
      let sent = try #require(try await store.claimOne(channel: "x"))
      try await store.finish(sent, .sent(Receipt(id: "1")))
      let doubtful = try #require(try await store.claimOne(channel: "mastodon"))
      #expect(try await store.mark(doubtful) == .open)
      _ = try await store.recover(now: .noon)
      _ = try #require(try await store.claimOne(channel: "bluesky"))
      var changed = Article.dam
      changed.paragraphs[0] += " A fifth may join."
      let receipt = try await store.queue(
        changed, postings: [.one("x", "New."), .one("mastodon", "New."), .one("bluesky", "New.")], intent: .correct,
        now: .noon)
      #expect(receipt.jobs.map(\.effect) == [.kept, .kept, .kept])
      #expect(receipt.jobs.map(\.state) == [.sent, .waiting, .leased])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionOfAnotherLengthReplacesTheThreadThatWaits(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [.thread(["One.", "Two.", "Three."])], now: .noon)
      let receipt = try await store.queue(
        .dam, postings: [.thread(["Uno.", "Due."])], intent: .correct, now: .noon)
      #expect(receipt.jobs.map(\.effect) == [.corrected, .corrected])
      let ledger = try #require(try await store.ledgers()["x"])
      #expect(ledger[.cancelled] == 3)
      #expect(ledger[.waiting] == 2)
      #expect(try await store.claim().map(\.message.text) == ["Uno."])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectedBriefTakesThePlaceOfTheOldOne(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      var corrected = Article.dam
      corrected.briefs[0] = Brief(text: "The night bus runs again from Saturday.")
      let receipt = try await store.queue(corrected, postings: [], intent: .correct, now: .noon)
      #expect(receipt.newBriefs == 1)
      #expect(
        try await store.unmailed(digest: "weekly").groups.first?.briefs.map(\.text) == corrected.briefs.map(\.text))
    }
  }
}
