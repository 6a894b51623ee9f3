import GRDB
import Herald

extension Store {
  /// Gives an edition another text, as long as none of its mails was taken in hand: a new content, and a new revision of
  /// every job that it owes, which voids an approval. What readers get is the new text alone; the old one stays in the
  /// store.
  ///
  /// - Parameter base: the content that the change was made from; nil where nobody looked at one.
  /// - Throws: `noSuchEdition`, `editionClaimed`, `editionCancelled`, or `editionChanged` when another change came between.
  ///   Nothing was changed then.
  public func editEdition(
    of digest: String, number: Int, to content: Content, from base: Int64?, now: Instant
  ) async throws -> Edition {
    try await write { [hot] database in
      guard let edition = try Self.edition(of: digest, number: number, in: database) else {
        throw StoreProblem.noSuchEdition(digest: digest, number: number)
      }
      let open =
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM job WHERE edition = ? AND state NOT IN ('cancelled', 'skipped')",
          arguments: [edition.id]) ?? 0
      guard open > 0 else { throw StoreProblem.editionCancelled(digest: digest, number: number) }
      let claimed =
        try Int.fetchOne(
          database,
          sql: """
            SELECT (SELECT count(*) FROM job WHERE edition = :id AND first_claimed_at IS NOT NULL)
              + (SELECT COALESCE(sum(count), 0) FROM edition_total WHERE edition = :id)
            """, arguments: ["id": edition.id]) ?? 0
      guard claimed == 0 else {
        throw StoreProblem.editionClaimed(digest: digest, number: number, claimed: claimed, owed: edition.owed)
      }
      if let base, base != edition.contentID { throw StoreProblem.editionChanged(digest: digest, number: number) }
      let row = try ContentRow.insert(content, now: now, hot, in: database)
      try database.execute(
        sql: "UPDATE edition SET content = ?, edited_at = ? WHERE id = ?", arguments: [row, now, edition.id])
      try database.execute(
        sql: """
          UPDATE job SET content = :content, revision = revision + 1, edited_at = :now, wire_sha256 = NULL, note = NULL,
            approved_sha256 = NULL, state = iif(needs_approval AND state = 'waiting', 'held', state),
            reason = iif(needs_approval AND state = 'waiting', 'approval', reason)
          WHERE edition = :edition
          """, arguments: ["content": row, "now": now, "edition": edition.id])
      var edited = edition
      (edited.contentID, edited.edited) = (row, now)
      return edited
    }
  }
}
