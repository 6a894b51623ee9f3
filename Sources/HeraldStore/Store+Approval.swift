import GRDB
import Herald

extension Store {
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
