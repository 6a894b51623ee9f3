import GRDB
import Herald

/// A job that waits, and whose time is past: it does not go out as it was meant.
public struct LateJob: Hashable, Sendable {
  public var job: Job.ID
  public var channel: String
  public var due: Instant
  /// It is worth nothing any more; else it missed its time, and its channel's policy says what becomes of it.
  public var isExpired: Bool
}

extension Store {
  /// Those among these jobs that wait and will not be sent as they are, in order. Parts that follow another go with that one.
  public func late(among ids: [Job.ID], now: Instant) async throws -> [LateJob] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, channel, due, expires IS NOT NULL AND expires <= :now AS is_expired FROM job
          WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'waiting' AND follows IS NULL
            AND (expires <= :now OR (missed_after <= :now AND first_claimed_at IS NULL))
          ORDER BY id
          """, arguments: ["ids": try json(ids), "now": now]
      ).map { LateJob(job: $0["id"], channel: $0["channel"], due: $0["due"], isExpired: $0["is_expired"]) }
    }
  }

  /// Lets jobs go out whose text a person has read: those among `ids`, or all, that wait for approval with just this text.
  ///
  /// - Parameter sha256: of the content, or its first characters, at least 8.
  /// - Returns: what may go now. Throws `noSuchContent` when nothing waits with that hash, and `jobRefuses` for a job that
  ///   carries another text or does not wait for approval.
  public func approve(_ ids: [Job.ID]? = nil, sha256: String) async throws -> [Job.ID] {
    try await write { database in
      let waiting = try Row.fetchAll(
        database,
        sql: """
          SELECT j.id, c.sha256 FROM job j JOIN content c ON c.id = j.content
          WHERE j.state = 'held' AND j.reason = 'approval' AND substr(c.sha256, 1, length(:sha256)) = :sha256
          ORDER BY j.id
          """, arguments: ["sha256": sha256])
      let known = Dictionary(uniqueKeysWithValues: waiting.map { ($0["id"] as Int64, $0["sha256"] as String) })
      for id in ids ?? [] where known[id] == nil {
        let job = try Self.row(id, in: database)
        throw StoreProblem.jobRefuses(
          id,
          why: job.reason == .approval
            ? "has another text than the one with that hash: read it again with `herald jobs show \(id)`"
            : "is \(job.says): it does not wait for approval")
      }
      let chosen = waiting.filter { ids?.contains($0["id"] as Int64) ?? true }
      guard sha256.count >= 8, let first = chosen.first,
        chosen.allSatisfy({ $0["sha256"] as String == first["sha256"] })
      else { throw StoreProblem.noSuchContent(sha256: sha256) }
      for row in chosen {
        try database.execute(
          sql: "UPDATE job SET state = 'waiting', reason = NULL, approved_sha256 = ? WHERE id = ?",
          arguments: [row["sha256"] as String, row["id"] as Int64])
      }
      return chosen.map { $0["id"] }
    }
  }
}
