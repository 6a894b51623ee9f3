import Herald
import Testing

@testable import HeraldStore

@Suite struct AuditTests {
  /// Two posts sent (one a thread), an edition with one mail sent, all in balance.
  private func prepared(_ store: Store) async throws {
    try await store.prepareWeekly()
    _ = try await store.open(.weekly())
    try await store.queueOne("Single.")
    _ = try await store.queue(.market, postings: [.thread(["One.", "Two."], channel: "y")], now: .noon)
    for (channel, receipt) in [("x", "a"), ("y", "b"), ("y", "c"), ("mail", "d")] {
      let lease = try #require(try await store.claimOne(channel: channel))
      #expect(try await store.mark(lease, receipt) == .open)
      #expect(try await store.finish(lease, .sent(Receipt(id: receipt))))
    }
    #expect(try await store.audit() == [])
  }

  /// The ledger counts what is sent by what is left of a channel's jobs, from indexes of the others.
  @Test func theLedgerCountsWhatALookAtEachJobCounts() async throws {
    // Jobs are sent here by nobody, which an audit would say.
    let store = try Store(path: ":memory:", role: .daemon)
    for number in 1...10 { try await store.queueOne("Story \(number)", channel: number == 10 ? "y" : "x") }
    let changes = [
      "state = 'sent', finished_at = 1 WHERE id <= 3", "state = 'held', reason = 'poison' WHERE id = 4",
      "state = 'failed', reason = 'rejected', finished_at = 1 WHERE id = 5",
      "state = 'cancelled', finished_at = 1 WHERE id = 6",
      "state = 'skipped', reason = 'unsubscribed', finished_at = 1 WHERE id = 7",
      "state = 'leased', leased_until = 1 WHERE id = 8", "crashes = 1 WHERE id = 9",
    ]
    for change in changes { try await store.write { try $0.execute(sql: "UPDATE job SET " + change) } }
    let scanned = try await store.read {
      try Store.ledgers(
        sql: "SELECT channel, state, count(*) AS count FROM job NOT INDEXED GROUP BY channel, state", arguments: [],
        in: $0)
    }
    let ledgers = try await store.ledgers()
    #expect(ledgers == scanned)
    #expect(JobState.allCases.map { ledgers["x"]?[$0] } == [1, 1, 3, 1, 1, 1, 1])
    #expect(ledgers["y"]?[.waiting] == 1)
    let counts = try await store.counts(channels: ["x"], now: .noon)
    #expect(counts.due == 1 && counts.waiting == 1 && counts.held == 1 && counts.failed == 1)
  }

  static let damages = [
    ("DELETE FROM job WHERE edition IS NOT NULL AND state = 'waiting'", "owed 3 jobs and has 1"),
    ("DELETE FROM job WHERE id = 3", "jobs are missing"),
    ("DELETE FROM delivery WHERE receipt = 'a'", "is sent with 0 deliveries sent"),
    ("DELETE FROM delivery WHERE receipt = 'd'", "is sent with 0 deliveries sent"),
    (
      "UPDATE delivery SET ending = 'deferred', receipt = NULL, failure = 'f' WHERE receipt = 'a'",
      "is sent with 0 deliveries sent"
    ),
    (
      "UPDATE job SET state = 'waiting', finished_at = NULL WHERE channel = 'x'",
      "is waiting with 1 deliveries sent"
    ),
    ("UPDATE content SET parts = replace(parts, 'Single', 'Double')", "cannot be read as it was frozen"),
    ("UPDATE content SET parts = 'no JSON' WHERE kind = 'digest'", "cannot be read as it was frozen"),
    ("UPDATE job SET content = (SELECT content FROM job WHERE channel = 'x') WHERE id = 1", "another content"),
    ("DELETE FROM job WHERE channel = 'y' AND part = 1", "refers to a row of job that is missing"),
    (
      "DELETE FROM delivery WHERE receipt = 'c'; DELETE FROM job WHERE channel = 'y' AND part = 1",
      "1 jobs for the 2 parts"
    ),
    (
      """
      DELETE FROM delivery WHERE receipt = 'b';
      UPDATE job SET state = 'waiting', finished_at = NULL WHERE channel = 'y' AND part = 0
      """, "was sent before job"
    ),
    ("DELETE FROM edition_brief", "took no brief"),
    ("UPDATE edition SET number = 2", "has 1 editions and the last is number 2"),
    ("DELETE FROM subscriber", "a row of job refers to a row of subscriber that is missing"),
    ("DELETE FROM article", "a row of brief refers to a row of article that is missing"),
  ]

  @Test(arguments: StoreKind.allCases, damages)
  func theAuditFindsDamage(_ kind: StoreKind, _ damage: (sql: String, finding: String)) async throws {
    try await withFolder { folder in
      let store = try Store(path: kind == .memory ? ":memory:" : folder + "/herald.db", role: .daemon)
      defer { store.close() }
      try await prepared(store)
      try await store.database.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA foreign_keys = OFF; " + damage.sql + "; PRAGMA foreign_keys = ON")
      }
      let findings = try await store.audit()
      #expect(findings.contains { $0.contains(damage.finding) }, "\(findings)")
    }
  }

  @Test(
    arguments: StoreKind.allCases,
    [
      "UPDATE job SET state = 'lost' WHERE id = 1", "UPDATE job SET state = 'held' WHERE id = 1",
      "UPDATE job SET state = 'failed', finished_at = 1 WHERE id = 1",
      "UPDATE job SET state = 'sent', finished_at = 1, reason = 'rejected' WHERE id = 1",
      "UPDATE job SET state = 'sent' WHERE id = 1", "UPDATE job SET state = 'leased' WHERE id = 1",
      "UPDATE job SET marked_at = 1 WHERE id = 1", "UPDATE job SET due = 'soon' WHERE id = 1",
      "INSERT INTO job (channel, article, content, destination, due, created_at) SELECT channel, article, content, '', 0, 0 FROM job",
      "DELETE FROM content", "UPDATE subscriber SET state = 'gone'", "UPDATE edition SET owed = 0",
      "INSERT INTO edition_brief SELECT 1, brief, digest FROM edition_brief",
    ])
  func theDatabaseItselfRefusesWhatMustNotBe(_ kind: StoreKind, _ sql: String) async throws {
    try await withStore(kind) { store in
      try await store.queueOne()
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      await #expect(throws: (any Error).self) { try await store.write { try $0.execute(sql: sql) } }
    }
  }
}
