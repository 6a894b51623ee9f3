import GRDB
import Herald

extension Store {
  /// The latest moment at which something was queued or ended here; nil for a new store.
  public func latestMoment() async throws -> Instant? {
    try await read { database in
      try Instant.fetchOne(
        database,
        sql: """
          SELECT max(moment) FROM (
            SELECT (SELECT created_at FROM job ORDER BY id DESC LIMIT 1) AS moment
            UNION ALL SELECT (SELECT ended_at FROM delivery ORDER BY id DESC LIMIT 1))
          """)
    }
  }
}
