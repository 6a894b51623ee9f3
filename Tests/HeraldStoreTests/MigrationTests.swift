import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct MigrationTests {
  /// A daemon's store over a copy of `Fixtures/NAME.db`.
  private func withStore(of name: String, _ body: (Store) async throws -> Void) async throws {
    try await withFolder { folder in
      let fixture = Bundle.module.url(forResource: name, withExtension: "db", subdirectory: "Fixtures")
      let path = folder + "/herald.db"
      try FileManager.default.copyItem(at: try #require(fixture), to: URL(filePath: path))
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      try await body(store)
    }
  }

  /// Written by `SchemaOneFile`, which says what is in it.
  @Test func aFileOfTheFirstSchemaIsReadWhole() async throws {
    try await withStore(of: "schema-1") { store in
      #expect(try await store.audit() == [])
      #expect(
        try await DatabaseQueue(path: store.path + ".before-migration-2").read { try $0.tableExists("edition_total") }
          == false)

      #expect(try await store.article(like: .dam) == .dam)
      #expect(try await store.article(like: .market) == .market)
      let ledgers = try await store.ledgers()
      #expect(ledgers.keys.sorted() == ["mail", "thread", "x"])
      for state in JobState.allCases {
        #expect(ledgers.values.contains { $0[state] > 0 }, "no job is \(state)")
      }
      let (edition, content, ledger) = try await store.edition(of: "weekly", number: 1)
      #expect(edition.owed == 3)
      #expect(edition.nominal == "2026-11-23 08:00")
      #expect(ledger.owed == 3)
      #expect(content.subject == "Weekly 1")
      #expect(try await store.subscribers(of: "readers").map(\.state) == [.active, .removed, .active])
      #expect(try await store.unmailed(digest: "weekly").count == 0)
      for job in try await store.jobs() {
        _ = try await store.job(job.id, network: .plain)
      }

      // And it goes on: what waited is claimed, the thread's second part with the receipt of the first.
      _ = try await store.recover(now: .noon)
      let lease = try #require(try await store.claimOne(channel: "thread", at: .noon + 86_400))
      #expect(lease.message.text == "Two.")
      #expect(lease.message.previous == Receipt(id: "thread-1"))
      let again = try await store.queue(.dam, postings: [.one("x")], now: .noon)
      #expect(again.jobs.map(\.effect) == [.known])
      try await store.register(digests: [(name: "weekly", since: nil)], now: .noon)
      #expect(try await store.audit() == [])
    }
  }

  /// `Fixtures/schema-3.db` was written on 23 November 2026 by the binary of commit 99f2d44, the last before editions
  /// had rules: an article posted and drained, posts of its two briefs that wait, an edition mailed to two readers, and
  /// another article with three briefs for the next.
  @Test func aFileOfTheThirdSchemaGoesOnWithWhatDigestsLearnt() async throws {
    try await withStore(of: "schema-3") { store in
      #expect(try await store.audit() == [])
      let (edition, content, ledger) = try await store.edition(of: "weekly", number: 1)
      #expect(edition.edited == nil && !edition.isEmpty && !content.isFlowed && ledger[.sent] == 2)
      #expect(content.subject == "The Harbour Courier, Weekly digest 1: The winter market moves indoors")
      #expect(try await store.jobs(state: .waiting).count == 2)
      #expect(try await store.passedRuns(of: "weekly", now: .noon).isEmpty)

      let later = try #require(Instant(rfc3339: "2026-12-01T08:00:00Z"))
      // A brief that was mailed before is corrected now, and what waited is taken with it.
      let moved = Article(
        title: "The winter market moves indoors", url: WebURL("https://paper.example/market"),
        paragraphs: ["Stalls open at nine in the old tram depot."],
        briefs: [
          Brief(text: "A lost tortoise was found at the mill."), Brief(text: "The night bus runs again from Sunday."),
        ])
      _ = try await store.queue(moved, postings: [], intent: .correct, now: later)
      let unmailed = try await store.unmailed(digest: "weekly")
      #expect(unmailed.number == 2 && unmailed.groups.map(\.briefs.count) == [1, 3])
      #expect(unmailed.groups.first?.briefs.first?.correction?.text == "The night bus runs again from Friday.")
      #expect(try await store.open(.weekly(), at: later).owed == 2)
      #expect(try await store.audit() == [])
    }
  }

  /// `Fixtures/schema-5.db` was written on 23 November 2026 by the release binary of commit 90e722d, the last before slots:
  /// an article posted and mailed to two readers, its other post held for approval; another article with a post that
  /// waits for 2030 and one that was approved for then; and a cancelled post.
  @Test func aFileOfTheFifthSchemaGoesOnWithSlotsAndMissedTimes() async throws {
    try await withStore(of: "schema-5") { store in
      #expect(try await store.audit() == [])
      let jobs = try await store.jobs()
      #expect(jobs.map(\.says) == ["cancelled", "waiting", "waiting", "sent", "sent", "held (approval)", "sent"])
      #expect(jobs.allSatisfy { $0.slot == nil && $0.missedAfter == nil && $0.misfires == 0 })
      #expect(jobs.map(\.needsApproval) == [false, true, false, false, false, true, false])

      // Its schedule is not known yet, and begins when the digest did: what was missed since is owed its row.
      let began = try #require(try await store.scheduleBegan(digest: "weekly"))
      #expect(began.description.hasPrefix("2026-11-23T19:51:5"))
      let later = try #require(Instant(rfc3339: "2026-12-08T07:00:00Z"))
      try await store.register(
        digests: [(name: "weekly", since: nil)], schedules: ["weekly": "mon 08:00 UTC"], now: later)
      #expect(try await store.scheduleBegan(digest: "weekly") == began)
      try await store.register(
        digests: [(name: "weekly", since: nil)], schedules: ["weekly": "tue 08:00 UTC"], now: later)
      #expect(try await store.scheduleBegan(digest: "weekly") == later, "another schedule begins now")

      // What waited may be given a slot, and missed, once somebody has let the copy go.
      #expect(try await store.resume(nil))
      let policy = MisfirePolicy(catchUp: 60, slots: Slots([try Schedule("daily 09:00")], in: .gmt))
      let moved = try await store.moveToSlots([5], policies: ["x": policy], now: later)
      #expect(moved.map(\.due.description) == ["2026-12-08T09:00:00Z"])
      #expect(try await store.applyMisfires(["x": policy, "held": policy], now: later + 86_400).map(\.job) == [5])
      #expect(try await store.look(5).job.slot == "2026-12-09 09:00")
      #expect(try await store.audit() == [])
    }
  }

  /// `Fixtures/schema-8.db` was written on 24 November 2026 by the release binary of commit 00cadb9: a daemon that sent an
  /// edition to eight readers over two sessions was killed while the server kept it waiting for the answer to its dots.
  @Test func aFileOfTheEighthSchemaIsRecovered() async throws {
    try await withStore(of: "schema-8") { store in
      #expect(try await store.resume(nil), "it is a copy, and paused")
      #expect(try await store.jobs().map(\.state).count { $0 == .leased } == 4)
      let now = try #require(Instant(rfc3339: "2026-11-25T08:00:00Z"))
      #expect(try await store.keepLeases(until: now + 60, now: now) == Store.Recovery(waiting: 2, inDoubt: 2))
      #expect(try await store.jobs(state: .waiting).count == 8)
      #expect(try await store.keepLeases(until: now + 60, now: now).isNothing)
      #expect(try await store.audit() == [])
    }
  }

  @Test func migrationsRunOnceWhenManyStartTogether() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let names = try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let store = try Store(path: path, role: .command)
            let name = try await store.read { try String.fetchOne($0, sql: "SELECT value FROM meta") }
            store.close()
            return name
          }
        }
        return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
      }
      #expect(names.count == 1)
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      let applied = try await store.read {
        try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
      }
      #expect(applied == Schema.migrator.migrations)
      #expect(try await store.audit() == [])
    }
  }

  /// What a crash leaves between the migrator's own table and the first migration.
  @Test func aCrashBeforeTheFirstMigrationLeavesAFileThatOpens() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let dying = try DatabaseQueue(path: path)
      try await dying.writeWithoutTransaction { database in
        try database.execute(
          sql: """
            PRAGMA journal_mode = WAL; PRAGMA application_id = \(Schema.applicationID);
            CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
            """)
      }
      try dying.close()
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      try await store.queueOne()
      #expect(try await store.audit() == [])
    }
  }

  @Test func aFileIsMarkedAsHeraldsBeforeItsFirstTable() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      let settings = try await store.read { database in
        try [
          Int.fetchOne(database, sql: "PRAGMA application_id"), Int.fetchOne(database, sql: "PRAGMA synchronous"),
          Int.fetchOne(database, sql: "PRAGMA foreign_keys"), Int.fetchOne(database, sql: "PRAGMA wal_autocheckpoint"),
          Int.fetchOne(database, sql: "PRAGMA trusted_schema"), Int.fetchOne(database, sql: "PRAGMA cell_size_check"),
          Int.fetchOne(database, sql: "PRAGMA mmap_size"), Int.fetchOne(database, sql: "PRAGMA busy_timeout"),
        ]
      }
      #expect(settings == [Schema.applicationID, 2, 1, 0, 0, 1, 0, 10_000])
      #expect(try await store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }
  }
}
