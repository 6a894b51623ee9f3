import GRDB
import Herald

extension Store {
  /// What pruning took out, or would.
  public struct Pruned: Hashable, Sendable {
    /// Editions of which mails were folded.
    public var editions = 0
    public var mails = 0
  }

  /// Folds the mails of editions that are through, and have been since before `cutoff`, into totals: what was sent,
  /// failed, cancelled and skipped is still counted, and by what reason, and the ledger still adds up. The edition, its text
  /// and what it took stay; who got it, and when, is forgotten. Posts are kept.
  ///
  /// In transactions of at most 2,000 mails, so that a daemon works on beside it.
  public func prune(before cutoff: Instant, isDryRun: Bool = false) async throws -> Pruned {
    let editions = try await read { database in
      // Without the last job, which stays: below.
      try Row.fetchAll(
        database,
        sql: """
          SELECT edition, count(*) FILTER (WHERE id < (SELECT max(id) FROM job)) AS mails FROM job
          WHERE edition IS NOT NULL
          GROUP BY edition
          HAVING mails > 0 AND sum(state IN ('waiting', 'leased', 'held')) = 0 AND max(finished_at) < ?
          """, arguments: [cutoff]
      ).map { (edition: $0["edition"] as Int64, mails: $0["mails"] as Int) }
    }
    var pruned = Pruned(editions: editions.count)
    for (edition, mails) in editions {
      if isDryRun {
        pruned.mails += mails
        continue
      }
      while case let folded = try await fold(edition), folded > 0 { pruned.mails += folded }
    }
    return pruned
  }

  private func fold(_ edition: Int64) async throws -> Int {
    try await write { database in
      // The last job stays, so that no number is given twice: a key and a file name are made of it.
      try database.execute(
        sql: """
          CREATE TEMP TABLE folding AS
          SELECT id, state, COALESCE(reason, '') AS reason FROM job
          WHERE edition = ? AND state IN ('sent', 'failed', 'cancelled', 'skipped') AND id < (SELECT max(id) FROM job)
          LIMIT 2000
          """, arguments: [edition])
      defer {
        do { try database.execute(sql: "DROP TABLE temp.folding") } catch {
          // The transaction is undone, and with it the table.
        }
      }
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM folding") ?? 0
      guard count > 0 else { return 0 }
      try database.execute(
        sql: """
          INSERT INTO edition_total (edition, state, reason, count)
          SELECT ?, state, reason, count(*) FROM folding WHERE true GROUP BY state, reason
          ON CONFLICT DO UPDATE SET count = count + excluded.count
          """, arguments: [edition])
      try database.execute(sql: "DELETE FROM delivery WHERE job IN (SELECT id FROM folding)")
      try database.execute(sql: "DELETE FROM job WHERE id IN (SELECT id FROM folding)")
      return count
    }
  }
}
