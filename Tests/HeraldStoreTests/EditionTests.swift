import Herald
import HeraldStore
import Testing

@Suite struct EditionTests {
  @Test(arguments: StoreKind.allCases)
  func aBriefIsMailedByADigestOnce(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let unmailed = try await store.unmailed(digest: "weekly")
      #expect(unmailed.number == 1)
      #expect(unmailed.groups.map(\.article.title) == [Article.dam.title, Article.market.title])
      #expect(unmailed.count == 3)
      _ = try await store.open(.weekly())
      #expect(try await store.unmailed(digest: "weekly").count == 0)
      await #expect(throws: StoreProblem.noBriefs(digest: "weekly")) { try await store.open(.weekly()) }
      // Queueing the article again brings nothing back.
      _ = try await store.queue(.dam, postings: [.one()], intent: .again, now: .noon + 9)
      #expect(try await store.unmailed(digest: "weekly").count == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func twoDigestsEachMailABrief(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.register(digests: [(name: "daily", since: nil)], now: .noon)
      try await store.prepareWeekly()
      #expect(try await store.open(.weekly()).owed == 3)
      #expect(try await store.unmailed(digest: "daily").count == 3)
      #expect(try await store.open(.weekly(digest: "daily")).number == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aDigestTakesWhatWasStoredSinceItWasFirstKnown(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [], now: .noon)
      try await store.register(digests: [(name: "weekly", since: nil)], now: .noon + 1)
      #expect(try await store.unmailed(digest: "weekly").count == 0)
      _ = try await store.queue(.market, postings: [], now: .noon + 1)
      #expect(try await store.unmailed(digest: "weekly").count == 1)
      // Registering again does not move it, unless `since` says so.
      try await store.register(digests: [(name: "weekly", since: nil)], now: .noon + 9)
      #expect(try await store.unmailed(digest: "weekly").count == 1)
      try await store.register(digests: [(name: "weekly", since: .noon)], now: .noon + 9)
      #expect(try await store.unmailed(digest: "weekly").count == 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditionWithoutSubscribersIsRefusedAndUsesUpNoBrief(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      for address in ["ann@mail.example", "ben@mail.example", "cem@post.example"] {
        #expect(try await store.unsubscribe(EmailAddress(address), from: "readers", now: .noon))
      }
      await #expect(throws: StoreProblem.noSubscribers(list: "readers")) { try await store.open(.weekly()) }
      #expect(try await store.unmailed(digest: "weekly").count == 3)
      #expect(try await store.unmailed(digest: "weekly").number == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditionThatIsCancelledWholeGivesItsBriefsBack(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let edition = try await store.open(.weekly())
      let jobs = try await store.claim(channel: "mail").map(\.job.id)
      _ = try await store.recover(now: .noon)
      #expect(jobs.count == 3)
      _ = try await store.cancel(Array(jobs.dropLast()), now: .noon)
      #expect(try await store.unmailed(digest: "weekly").count == 0, "somebody gets it still")
      _ = try await store.cancel(jobs.suffix(1), now: .noon)
      #expect(try await store.unmailed(digest: "weekly").count == 3)
      #expect(try await store.audit() == [])
      await #expect(throws: StoreProblem.editionCancelled(digest: "weekly", number: 1)) {
        try await store.editEdition(
          of: "weekly", number: 1, to: .digest("Another"), from: edition.contentID, now: .noon)
      }
      #expect(try await store.open(.weekly(), at: .noon + 10).number == 2)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditionThatOnePersonGotKeepsThem(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      let leases = try await store.claim(channel: "mail")
      try await store.finish(leases[0], .sent(Receipt(id: "a")))
      _ = try await store.recover(now: .noon)
      _ = try await store.cancel(leases.dropFirst().map(\.job.id), now: .noon)
      #expect(try await store.unmailed(digest: "weekly").count == 0)
    }
  }

  /// They may be with their readers, who would read them twice.
  @Test(arguments: StoreKind.allCases, [RetryPolicy.OnUncertain.retry, .hold])
  func anEditionInDoubtKeepsThemThoughItIsCancelled(_ kind: StoreKind, _ onUncertain: RetryPolicy.OnUncertain)
    async throws
  {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      let leases = try await store.claim(channel: "mail")
      #expect(try await store.mark(leases[0]) == .open)
      try await store.finish(leases[0], .uncertain(Failure("silence")), policy: RetryPolicy(onUncertain: onUncertain))
      _ = try await store.recover(now: .noon)
      let came = try await store.cancel(leases.map(\.job.id), now: .noon)
      #expect(came.map(\.came) == [.inDoubt, .cancelled, .cancelled])
      #expect(try await store.unmailed(digest: "weekly").count == 0)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditionThatCannotBeComposedUsesUpNoBriefAndNoNumber(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      await #expect(throws: ContentProblem.empty) {
        try await store.openEdition(.weekly(), due: .noon, now: .noon) { _ in try .digest("") }
      }
      #expect(try await store.unmailed(digest: "weekly").count == 3)
      #expect(try await store.open(.weekly()).number == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func editionsAreNumberedWithoutGaps(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      for number in 1...4 {
        let article = Article(title: "Story \(number)", briefs: [Brief(text: "Brief \(number).")])
        _ = try await store.queue(article, postings: [], now: .noon + 2)
        #expect(try await store.open(.weekly()).number == number)
        await #expect(throws: StoreProblem.self) { try await store.open(.weekly()) }
      }
      #expect(try await store.editions(of: "weekly").map(\.number) == [4, 3, 2, 1])
      #expect(try await store.edition(of: "weekly", number: nil).edition.number == 4)
      await #expect(throws: StoreProblem.noSuchEdition(digest: "weekly", number: 5)) {
        try await store.edition(of: "weekly", number: 5)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aScheduledEditionOpensOnce(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let nominal = "2026-11-23 08:00"
      #expect(try await store.scheduleBegan(digest: "weekly") == .noon)
      #expect(try await store.undecided(digest: "weekly", among: [nominal], now: .noon) == [nominal])
      _ = try await store.open(.weekly(nominal: nominal))
      _ = try await store.queue(
        Article(title: "Late", briefs: [Brief(text: "Late brief.")]), postings: [], now: .noon)
      #expect(try await store.undecided(digest: "weekly", among: [nominal], now: .noon) == [])
      await #expect(throws: StoreProblem.alreadyOpened(digest: "weekly", nominal: nominal)) {
        try await store.open(.weekly(nominal: nominal))
      }
      #expect(try await store.unmailed(digest: "weekly").count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func eachSubscriberIsOwedOneJobWithTheSameContent(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.unsubscribe(EmailAddress("ben@mail.example"), from: "readers", now: .noon)
      let edition = try await store.open(.weekly())
      _ = try await store.subscribe("dora@mail.example")
      let leases = try await store.claim(channel: "mail")
      #expect(edition.owed == 2)
      let envelopes = leases.compactMap { if case .mail(let envelope) = $0.message.envelope { envelope } else { nil } }
      #expect(envelopes.map(\.to.description) == ["Ann <ann@mail.example>", "cem@post.example"])
      #expect(Set(envelopes.map(\.messageID)).count == 2)
      #expect(leases.map(\.job.destination) == ["mail.example", "post.example"])
      let (_, content, ledger) = try await store.edition(of: "weekly", number: 1)
      #expect(leases.allSatisfy { $0.message.content == content })
      #expect(ledger[.leased] == 2)
      #expect(ledger.owed == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func theEnvelopeIsFixedAtTheFirstClaim(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      let first = try #require(try await store.claimOne(channel: "mail"))
      try await store.release([first])
      // A new name reaches the next edition, not this one.
      _ = try await store.subscribe("Anna <ann@mail.example>")
      let second = try #require(try await store.claimOne(channel: "mail", at: .noon + 3_600))
      #expect(second.message == first.message)
      #expect(second.token == first.token + 1)
    }
  }
}
