import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

/// How `Fixtures/schema-1.db` was made, on 23 November 2026, before the first release:
///
///     HERALD_WRITE_SCHEMA_1=$PWD/Tests/HeraldStoreTests/Fixtures/schema-1.db swift test --filter SchemaOneFile
///
/// It fills a store with the code of its day, and copies every row into a file that has had the first migration alone.
/// It holds two articles, an edition with three readers (one of whom left), a thread of two parts, and a job in every
/// state. It is not made again: a fixture proves only what the code of its own day wrote.
@Suite struct SchemaOneFile {
  private static let target = ProcessInfo.processInfo.environment["HERALD_WRITE_SCHEMA_1"]

  @Test(.enabled(if: target != nil)) func write() async throws {
    let target = try #require(Self.target)
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await fill(store)
      #expect(try await store.audit() == [])
      store.close()

      let old = try DatabaseQueue(path: target)
      try await old.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      }
      try Schema.migrator.migrate(old, upTo: "1: articles, jobs, editions")
      try await old.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA foreign_keys = OFF; ATTACH ? AS new", arguments: [path])
        let tables = try String.fetchAll(
          database, sql: "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'")
        for table in tables {
          let columns = try database.columns(in: table).map(\.name).joined(separator: ", ")
          try database.execute(sql: "INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM new.\(table)")
        }
        try database.execute(sql: "DETACH new; VACUUM")
      }
      try old.close()
    }
  }

  private func fill(_ store: Store) async throws {
    try await store.prepareWeekly()
    _ = try await store.open(.weekly(nominal: "2026-11-23 08:00"))
    _ = try await store.unsubscribe(EmailAddress("ben@mail.example"), from: "readers", now: .noon)
    let mails = try await store.claim(channel: "mail")
    #expect(try await store.mark(mails[0]) == .open)
    try await store.finish(mails[0], .sent(Receipt(id: "250 queued")))
    try await store.finish(mails[1], .withheld(.unsubscribed))
    try await store.finish(mails[2], .deferred(Failure("try later", code: "451")))
    _ = try await store.queue(.market, postings: [.thread(["One.", "Two."], channel: "thread")], now: .noon)
    let part = try #require(try await store.claimOne(channel: "thread"))
    try await store.finish(part, .sent(Receipt(id: "thread-1")))

    _ = try await store.queue(.dam, postings: [.one("x")], now: .noon)
    let ends: [Outcome] = [
      .rejected(Failure("no", code: "550")), .uncertain(Failure("no answer")), .withheld(.cancelled),
      .deferred(Failure("busy")),
    ]
    for (number, outcome) in ends.enumerated() {
      let id = try await store.queueOne("Story \(number)")
      let lease = try #require(try await store.claim().first { $0.job.id == id })
      try await store.finish(lease, outcome)
    }
    // The post of the first article stays leased and marked, as a dead process leaves it.
    let dam = try await store.jobs(state: .leased)
    #expect(dam.count == 1)
    try await store.write { database in
      try database.execute(
        sql: "UPDATE job SET marked_at = ?, wire_sha256 = ? WHERE state = 'leased'",
        arguments: [Instant.noon, SHA256Digest(of: "bytes").hex])
    }
  }
}
