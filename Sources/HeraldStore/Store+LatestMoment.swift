import GRDB
import Herald

extension Store {
  /// The latest moment at which something was queued, ended or passed over here; nil for a new store.
  public func latestMoment() async throws -> Instant? {
    try await read { database in
      try Instant.fetchOne(
        database,
        sql: """
          SELECT max(moment) FROM (
            SELECT (SELECT created_at FROM job ORDER BY id DESC LIMIT 1) AS moment
            UNION ALL SELECT (SELECT ended_at FROM delivery ORDER BY id DESC LIMIT 1)
            UNION ALL SELECT (SELECT max(decided_at) FROM passed_run))
          """)
    }
  }

  /// Forgets that runs were passed over later than `now`, if what was queued and sent here agrees with this clock: then the one
  /// that passed them over was ahead, and nobody needs its notes. Else they stay, and only do not count by this clock; it
  /// may be the one that is wrong.
  ///
  /// - Returns: how many.
  public func forgetRunsAhead(now: Instant) async throws -> Int {
    try await write { database in
      let limit = now + Self.plausibleClock
      return try String.fetchAll(
        database,
        sql: """
          DELETE FROM passed_run
          WHERE decided_at > :limit AND EXISTS (SELECT 1 FROM job)
            AND (SELECT created_at FROM job ORDER BY id DESC LIMIT 1) <= :limit
            AND COALESCE((SELECT ended_at FROM delivery ORDER BY id DESC LIMIT 1), 0) <= :limit
          RETURNING nominal
          """, arguments: ["limit": limit]
      ).count
    }
  }
}
