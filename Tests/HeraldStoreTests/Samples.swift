import Herald

@testable import HeraldStore

extension Instant {
  /// The tests' own "now".
  static let noon = Instant(microseconds: 1_764_000_000_000_000)
}

extension Article {
  static let dam = Article(
    title: "River towns share the cost of a new weir", url: WebURL("https://paper.example/weir"),
    paragraphs: ["Four towns agreed on Monday to pay for the weir together."],
    briefs: [
      Brief(text: "The night bus runs again from Friday."), Brief(text: "Library cards are free until the new year."),
    ])

  static let market = Article(
    title: "The winter market moves indoors", paragraphs: ["Stalls open at nine in the old tram depot."],
    briefs: [Brief(text: "A lost tortoise was found at the mill.")])
}

extension Posting {
  static func one(_ channel: String = "x", _ text: String = "A weir for four towns.", due: Instant = .noon) throws
    -> Posting
  {
    Posting(channel: channel, content: try .post([text]), due: due, destination: "social.example")
  }

  static func thread(_ parts: [String], channel: String = "x") throws -> Posting {
    Posting(channel: channel, content: try .post(parts), due: .noon, destination: "social.example")
  }
}

extension EditionPlan {
  static func weekly(
    digest: String = "weekly", nominal: String? = nil, expiresAfter: Seconds? = nil
  ) throws -> EditionPlan {
    EditionPlan(
      digest: digest, channel: "mail", list: "readers",
      sending: EditionSending(
        from: Mailbox(name: "The Paper", address: try EmailAddress("news@paper.example")),
        listID: "weekly.paper.example", listName: "Weekly", unsubscribe: try EmailAddress("leave@paper.example"),
        language: "en"),
      nominal: nominal, expiresAfter: expiresAfter)
  }
}

extension Store {
  /// Queues one post of one part and answers its job.
  @discardableResult
  func queueOne(_ text: String = "A weir for four towns.", channel: String = "x", due: Instant = .noon) async throws
    -> Job.ID
  {
    let article = Article(title: text, paragraphs: [text])
    return try await queue(article, postings: [.one(channel, text, due: due)], now: .noon).jobs[0].id
  }

  func claim(_ limit: Int = 10, channel: String = "x", at now: Instant = .noon) async throws -> [Lease] {
    try await claim(channel: channel, network: .plain, limit: limit, until: now + 60, now: now)
  }

  func claimOne(channel: String = "x", at now: Instant = .noon) async throws -> Lease? {
    try await claim(1, channel: channel, at: now).first
  }

  func claimSuspect(at now: Instant = .noon) async throws -> Lease? {
    try await claimSuspect(networks: ["x": .x, "mail": .plain], until: now + 60, now: now)
  }

  func mark(_ lease: Lease, _ bytes: String = "bytes", at now: Instant = .noon) async throws -> GateAnswer {
    try await mark(lease, wire: SHA256Digest(of: bytes), note: "note", until: now + 60, now: now)
  }

  @discardableResult
  func finish(_ lease: Lease, _ outcome: Outcome, policy: RetryPolicy = RetryPolicy(), at now: Instant = .noon)
    async throws -> Bool
  {
    let next = policy.next(
      after: outcome, attempts: lease.job.attempts, doubts: lease.job.doubts, now: now, random: 0.5)
    return try await finish(
      lease, next: next,
      delivery: Delivery(
        job: lease.job.id, token: lease.token, started: now, marked: nil, ended: now,
        ending: Delivery.Ending(outcome), receipt: outcome.receipt, failure: outcome.failure))
  }

  func look(_ id: Job.ID) async throws -> (job: Job, deliveries: [Delivery]) {
    let (job, _, _, deliveries) = try await job(id, network: .plain)
    return (job, deliveries)
  }

  func subscribe(_ addresses: String..., list: String = "readers", returning: Bool = false) async throws
    -> [Subscription]
  {
    try await subscribe(addresses.map { try Mailbox($0) }, to: list, returning: returning, now: .noon)
  }

  /// Registers the digest, stores both articles, and has three readers.
  func prepareWeekly() async throws {
    try await register(digests: [(name: "weekly", since: nil)], now: .noon)
    _ = try await queue(.dam, postings: [], now: .noon)
    _ = try await queue(.market, postings: [], now: .noon + 1)
    _ = try await subscribe("Ann <ann@mail.example>", "ben@mail.example", "cem@post.example")
  }

  /// The same for these readers.
  func prepareWeekly(for readers: [String]) async throws {
    try await register(digests: [(name: "weekly", since: nil)], now: .noon)
    _ = try await queue(.dam, postings: [], now: .noon)
    _ = try await subscribe(readers.map { try Mailbox($0) }, to: "readers", now: .noon)
  }

  func open(_ plan: EditionPlan, at now: Instant = .noon) async throws -> Edition {
    try await openEdition(plan, due: now, now: now) { unmailed in
      let briefs = unmailed.groups.flatMap(\.briefs).map(\.text)
      return try .digest("Weekly \(unmailed.number)\n\n" + briefs.joined(separator: "\n"))
    }
  }
}
