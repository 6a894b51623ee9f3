import GRDB
import Herald

extension Store {
  /// Ends what waits and is worth nothing any more: `failed (expired)`, also on a paused channel. What may have gone out
  /// already goes on to its gate, which settles it first; what is held waits for its person. A part of a thread ends after
  /// one before it that failed, and not by itself: half a thread is worth less than a late one. Writes nothing when there
  /// is nothing to end.
  ///
  /// - Returns: how many, by channel.
  public func expire(now: Instant) async throws -> [String: Int] {
    let areAny = try await read { database in
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM job WHERE \(Self.isExpired))", arguments: [now])
    }
    guard areAny == true else { return [:] }
    return try await write { database in
      var ended: [String: Int] = [:]
      // Once for each part of the longest thread.
      while true {
        let channels = try String.fetchAll(
          database,
          sql: """
            UPDATE job SET state = 'failed', reason = 'expired', finished_at = ?1 WHERE \(Self.isExpired) RETURNING channel
            """, arguments: [now])
        if channels.isEmpty { return ended }
        for channel in channels { ended[channel, default: 0] += 1 }
      }
    }
  }

  private static let isExpired = """
    state = 'waiting' AND expires IS NOT NULL AND expires <= ?1 AND NOT in_doubt AND doubts = 0
      AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = job.follows AND f.state = 'failed'))
    """
}
