import GRDB
import Herald

extension Store {
  /// The count of every job by state, per channel. What is in no other state is sent: the tables know no
  /// more states, and the audit compares each index with its table.
  public func ledgers() async throws -> [String: Ledger] {
    try await read { try Self.ledgers(sql: Self.ledgerSQL, arguments: [], in: $0) }
  }

  static let ledgerSQL = """
    WITH unsent AS (
      SELECT channel, state, count(*) AS count FROM (\(unsent { "channel, \($0) AS state" })) GROUP BY channel, state)
    SELECT channel, state, sum(count) AS count FROM (
      SELECT channel, state, count FROM unsent
      UNION ALL
      SELECT channel, 'sent', count(*) - (SELECT COALESCE(sum(count), 0) FROM unsent u WHERE u.channel = job.channel)
      FROM job GROUP BY channel
      UNION ALL
      SELECT e.channel, t.state, t.count FROM edition_total t JOIN edition e ON e.id = t.edition)
    GROUP BY channel, state HAVING sum(count) > 0
    """

  /// Jobs that are due, waiting, or need a person, among those channels: what the last line of `run --drain` counts.
  public func counts(
    channels: [String], now: Instant
  ) async throws -> (due: Int, waiting: Int, held: Int, failed: Int) {
    try await read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*) FILTER (WHERE state = 'waiting' AND due <= :now
              AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))) AS due,
            count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'held') AS held,
            count(*) FILTER (WHERE state = 'failed') AS failed
          FROM (\(Self.unsent(where: Self.isOfChannels) { "\($0) AS state, due, follows" })) j
          """, arguments: ["now": now, "channels": try json(channels)])
      return (row?["due"] ?? 0, row?["waiting"] ?? 0, row?["held"] ?? 0, row?["failed"] ?? 0)
    }
  }

  static let isOfChannels = "channel IN (SELECT value FROM json_each(:channels))"

  /// Proves that the ledger adds up; every finding is one line. An empty answer means balanced.
  ///
  /// Checked: the file's own integrity and foreign keys; that no job, part or edition is missing from its sequence (none
  /// is ever deleted); each edition's jobs against what it owed when it opened, and that all carry its content; one
  /// `sent` delivery for each sent job and none for another; every frozen content against its hash; the order of
  /// threads.
  public func audit() async throws -> [String] {
    try await read { database in
      var findings: [String] = []
      for finding in try String.fetchAll(database, sql: "PRAGMA integrity_check") where finding != "ok" {
        findings.append("the file: \(finding)")
      }
      for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
        let (table, parent): (String, String) = (row["table"], row["parent"])
        findings.append("a row of \(table) refers to a row of \(parent) that is missing")
      }
      for check in Self.checks {
        findings += try Row.fetchAll(database, sql: check.sql).map { check.says($0) }
      }
      for id in try Int64.fetchAll(database, sql: "SELECT id FROM content") {
        do {
          _ = try ContentRow.fetch(id, in: database)
        } catch {
          findings.append("content \(id) cannot be read as it was frozen: \(error)")
        }
      }
      return findings
    }
  }

  private struct Check: Sendable {
    let sql: String
    let says: @Sendable (Row) -> String
  }

  private static let checks: [Check] = [
    Check(
      sql: """
        SELECT count(*) + (SELECT COALESCE(sum(count), 0) FROM edition_total) AS found, max(id) AS last
        FROM job HAVING found < last
        """,
      says: {
        let (found, last): (Int, Int) = ($0["found"], $0["last"])
        return "\(last - found) jobs are missing: the last has the number \(last)"
      }),
    Check(
      sql: """
        SELECT j.article, j.brief, j.channel, count(*) AS found,
          json_array_length(c.parts, CASE json_type(c.parts) WHEN 'object' THEN '$.texts' ELSE '$' END) AS owed
        FROM job j
        JOIN content c ON c.id = j.content
        WHERE j.article IS NOT NULL AND json_valid(c.parts)
        GROUP BY j.article, j.brief, j.channel, j.run HAVING found <> owed
        """,
      says: {
        "article \($0["article"] as Int64) has \($0["found"] as Int) jobs for the \($0["owed"] as Int) parts of its post "
          + "on \($0["channel"] as String)"
      }),
    Check(
      sql: "SELECT digest, count(*) AS found, max(number) AS last FROM edition GROUP BY digest HAVING found < last",
      says: {
        "\($0["digest"] as String) has \($0["found"] as Int) editions and the last is number \($0["last"] as Int)"
      }),
    Check(
      sql: """
        SELECT digest, number, is_empty FROM edition e WHERE is_empty = (id IN (SELECT edition FROM edition_brief))
        """,
      says: {
        "edition \($0["number"] as Int) of \($0["digest"] as String) took \($0["is_empty"] as Bool ? "a" : "no") brief"
      }),
    Check(
      sql: "SELECT j.id FROM job j JOIN edition e ON e.id = j.edition WHERE j.content <> e.content",
      says: { "job \($0["id"] as Int64) carries another content than its edition" }),
    Check(
      sql: """
        SELECT e.digest, e.number, e.owed,
          count(j.id) + (SELECT COALESCE(sum(count), 0) FROM edition_total t WHERE t.edition = e.id) AS found
        FROM edition e LEFT JOIN job j ON j.edition = e.id
        GROUP BY e.id HAVING found <> e.owed
        """,
      says: {
        "edition \($0["number"] as Int) of \($0["digest"] as String) owed \($0["owed"] as Int) jobs and has "
          + "\($0["found"] as Int)"
      }),
    Check(
      sql: """
        SELECT j.id, j.state, count(d.id) AS sent FROM job j
        LEFT JOIN delivery d ON d.job = j.id AND d.ending = 'sent'
        GROUP BY j.id HAVING sent <> (j.state = 'sent')
        """,
      says: { "job \($0["id"] as Int64) is \($0["state"] as String) with \($0["sent"] as Int) deliveries sent" }),
    Check(
      sql: """
        SELECT j.id, f.id AS before FROM job j JOIN job f ON f.id = j.follows
        WHERE j.state = 'sent' AND f.state <> 'sent'
        """,
      says: { "job \($0["id"] as Int64) was sent before job \($0["before"] as Int64), which it follows" }),
  ]

  static func ledgers(
    sql: String, arguments: StatementArguments, in database: Database
  ) throws -> [String: Ledger] {
    var ledgers: [String: Ledger] = [:]
    let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
    while let row = try rows.next() {
      guard let state = JobState(rawValue: row["state"]) else { continue }
      ledgers[row["channel"], default: Ledger()][state] = row["count"]
    }
    return ledgers
  }
}
