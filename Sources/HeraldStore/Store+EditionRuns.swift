import GRDB
import Herald

/// A run of a digest's schedule that opened no edition.
public struct PassedRun: Hashable, Sendable {
  public var digest: String
  public var nominal: String
  public var reason: PassedOver
  /// Briefs that waited then, and wait for the next run.
  public var waiting: Int
  public var decided: Instant

  public init(digest: String, nominal: String, reason: PassedOver, waiting: Int, decided: Instant) {
    self.digest = digest
    self.nominal = nominal
    self.reason = reason
    self.waiting = waiting
    self.decided = decided
  }
}

extension Store {
  /// Whether a scheduled run is still to be decided: the digest was known before it, no edition bears its name, and it
  /// was not passed over.
  public func isPending(digest: String, nominal: String, at instant: Instant) async throws -> Bool {
    try await read { database in
      try Bool.fetchOne(
        database,
        sql: """
          SELECT registered_at <= :instant
            AND NOT EXISTS (SELECT 1 FROM edition WHERE digest = :digest AND nominal = :nominal)
            AND NOT EXISTS (SELECT 1 FROM passed_run WHERE digest = :digest AND nominal = :nominal)
          FROM digest WHERE name = :digest
          """, arguments: ["digest": digest, "nominal": nominal, "instant": instant]) ?? false
    }
  }

  /// Notes that a run opens no edition, for good; its briefs wait for the next.
  public func passOver(_ run: PassedRun) async throws {
    try await write { database in
      try database.execute(
        sql: """
          INSERT INTO passed_run (digest, nominal, reason, waiting, decided_at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """, arguments: [run.digest, run.nominal, run.reason.rawValue, run.waiting, run.decided])
    }
  }

  /// The latest runs of a digest that opened no edition, the latest first.
  public func passedRuns(of digest: String, limit: Int = 20) async throws -> [PassedRun] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM passed_run WHERE digest = ? ORDER BY decided_at DESC, nominal DESC LIMIT ?",
        arguments: [digest, limit]
      ).map { row in
        guard let reason = PassedOver(rawValue: row["reason"]) else { throw JobRow.Undecodable(detail: "reason") }
        return PassedRun(
          digest: row["digest"], nominal: row["nominal"], reason: reason, waiting: row["waiting"],
          decided: row["decided_at"])
      }
    }
  }
}
