import GRDB
import Herald
import Testing

@testable import HeraldStore

/// What an edition takes, and why it leaves the rest.
@Suite struct EditionPickTests {
  private func add(
    _ store: Store, _ title: String, _ count: Int, tags: [String] = [], language: String? = nil,
    published: String? = nil, at now: Instant = .noon
  ) async throws {
    let article = Article(
      title: title, published: published.flatMap(PublicationDate.init), language: language, tags: tags,
      briefs: (1...count).map { Brief(text: "\(title), brief \($0).") })
    _ = try await store.queue(article, postings: [], now: now)
  }

  private func with(_ kind: StoreKind, _ body: (Store) async throws -> Void) async throws {
    try await withStore(kind) { store in
      try await store.register(digests: [(name: "weekly", since: nil)], now: .noon)
      _ = try await store.subscribe("ann@mail.example")
      try await body(store)
    }
  }

  private func plan(_ rules: DigestRules, mayBeEmpty: Bool = false) throws -> EditionPlan {
    var plan = try EditionPlan.weekly()
    (plan.rules, plan.mayBeEmpty) = (rules, mayBeEmpty)
    return plan
  }

  /// An article that an earlier version stored has none.
  @Test(arguments: StoreKind.allCases)
  func theLinksOfABriefAreThoseOfItsArticle(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      let url = try #require(WebURL("https://a.example/bath"))
      let article = Article(
        title: "Bath", briefs: [Brief(text: "It opens.", links: [url]), Brief(text: "It is warm.")])
      _ = try await store.queue(article, postings: [], now: .noon)
      #expect(try await store.unmailed(digest: "weekly").groups.first?.briefs.map(\.links) == [[url], []])
      try await store.database.writeWithoutTransaction {
        try $0.execute(sql: "UPDATE article SET body = json_remove(body, '$.briefs[0].links')")
      }
      #expect(try await store.unmailed(digest: "weekly").groups.first?.briefs.map(\.links) == [[], []])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func tagsAndLanguagesDecideAndSayWhy(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await add(store, "Harbour", 1, tags: ["Harbour"], language: "en")
      try await add(store, "Match", 1, tags: ["harbour", "sport"], language: "en")
      try await add(store, "Hafen", 1, tags: ["harbour"], language: "de")
      try await add(store, "Market", 1, tags: ["trade"], language: "en")
      let rules = DigestRules(tags: ["#harbour"], without: ["sport"], languages: ["en"])
      let unmailed = try await store.unmailed(digest: "weekly", rules: rules)
      #expect(unmailed.groups.map(\.article.title) == ["Harbour"])
      let (briefs, more) = try await store.excluded(digest: "weekly", rules: rules)
      #expect(briefs.map(\.article) == ["Market", "Hafen", "Match"] && more == 0)
      #expect(briefs.map(\.why) == [.tags(["#harbour"]), .language("de"), .without("sport")])
      // What one digest leaves out is there for another, and for this one when its rules change.
      #expect(try await store.open(plan(rules)).number == 1)
      #expect(try await store.unmailed(digest: "weekly").count == 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsOverTheMaximumComesInTheNextEdition(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await add(store, "One", 2, at: .noon)
      try await add(store, "Two", 2, at: .noon + 1)
      try await add(store, "Three", 4, at: .noon + 2)
      let rules = DigestRules(maximum: 3)
      var editions: [[String]] = []
      while try await store.waitingBriefs(digest: "weekly", rules: rules) > 0 {
        let unmailed = try await store.unmailed(digest: "weekly", rules: rules)
        editions.append(unmailed.groups.flatMap(\.briefs).map(\.text))
        let waiting = try await store.waitingBriefs(digest: "weekly", rules: rules)
        #expect(unmailed.left == waiting - unmailed.count)
        let (briefs, _) = try await store.excluded(digest: "weekly", rules: rules)
        #expect(briefs.filter { $0.why == .maximum(3) }.count == unmailed.left)
        _ = try await store.open(plan(rules))
      }
      #expect(
        editions == [
          ["One, brief 1.", "One, brief 2."], ["Two, brief 1.", "Two, brief 2."],
          ["Three, brief 1.", "Three, brief 2.", "Three, brief 3."], ["Three, brief 4."],
        ])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func articlesFollowEachOtherByTheirDay(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await add(store, "Old", 1, published: "2020-01-02", at: .noon + 1)
      try await add(store, "New", 1, published: "2030-01-02", at: .noon)
      try await add(store, "Undated", 1, at: .noon + 2)
      func titles(_ order: DigestRules.Order) async throws -> [String] {
        try await store.unmailed(digest: "weekly", rules: DigestRules(order: order)).groups.map(\.article.title)
      }
      #expect(try await titles(.stored) == ["New", "Old", "Undated"])
      #expect(try await titles(.newest) == ["New", "Undated", "Old"])
      #expect(try await titles(.oldest) == ["Old", "Undated", "New"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func everyReasonIsGiven(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await add(store, "Before", 1, at: .noon + -60)
      try await add(store, "Mailed", 1)
      _ = try await store.open(.weekly())
      try await add(store, "Three", 3, at: .noon + 2)
      let two = Article(title: "Three", briefs: [Brief(text: "Three, brief 1."), Brief(text: "Three, brief 2.")])
      _ = try await store.queue(two, postings: [], intent: .correct, now: .noon + 3)
      let rules = DigestRules(briefsOfEach: 1)
      let (briefs, _) = try await store.excluded(digest: "weekly", rules: rules)
      #expect(
        briefs.map { [$0.text, $0.why.code] } == [
          ["Three, brief 3.", "withdrawn"], ["Three, brief 2.", "place"], ["Mailed, brief 1.", "mailed"],
          ["Before, brief 1.", "since"],
        ])
      #expect(briefs.map(\.why).contains(.mailed(edition: 1, opened: .noon)))
      let (some, more) = try await store.excluded(digest: "weekly", rules: rules, limit: 1)
      #expect(some.count == 1 && more == 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditionWithoutABriefIsOpenedOnlyWhenItMay(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      await #expect(throws: StoreProblem.noBriefs(digest: "weekly")) { try await store.open(.weekly()) }
      let edition = try await store.open(plan(DigestRules(), mayBeEmpty: true))
      #expect(edition.isEmpty && edition.number == 1 && edition.owed == 1)
      try await add(store, "News", 1)
      #expect(try await !store.open(plan(DigestRules(), mayBeEmpty: true)).isEmpty)
    }
  }
}
