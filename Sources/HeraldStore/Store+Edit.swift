import Foundation
import GRDB
import Herald

extension Store {
  /// What an edit changed.
  public struct Edited: Hashable, Sendable {
    /// The parts of the post that carry the new text.
    public var jobs: [Job.ID]
    public var revision: Int
    /// The newsroom has to approve it (again).
    public var needsApproval: Bool
  }

  /// Gives a post another text: a new revision of every part of it that is not sent, which voids an approval and lets a
  /// failed or held part wait again. Parts that are sent have to stay as they were.
  ///
  /// Throws `jobRefuses` for a mail, for a post that is in hand or may have been sent, and when the number of parts or
  /// the text of a sent part would change.
  public func edit(_ id: Job.ID, content: Content, now: Instant) async throws -> Edited {
    try await write { [hot] database in
      let job = try Self.row(id, in: database)
      guard case .article = job.origin else {
        throw StoreProblem.jobRefuses(id, why: "is a mail of a digest: `herald digest edit` changes its edition")
      }
      let parts = try Row.fetchAll(
        database,
        sql: """
          SELECT \(JobRow.columns) FROM job j
          WHERE EXISTS (SELECT 1 FROM job k WHERE k.id = ? AND k.article = j.article AND k.channel = j.channel
            AND k.run = j.run AND COALESCE(k.brief, 0) = COALESCE(j.brief, 0))
          ORDER BY part
          """, arguments: [id]
      ).map(JobRow.job(from:))
      try Self.check(parts, asked: id, against: content, in: database)
      let open = parts.filter { $0.state != .sent }
      let row = try ContentRow.insert(content, now: now, hot, in: database)
      for part in open {
        try database.execute(
          sql: """
            UPDATE job SET content = :content, revision = :revision, edited_at = :now, wire_sha256 = NULL, note = NULL,
              approved_sha256 = NULL, attempts = 0, crashes = min(crashes, 1), cancel_asked = 0, finished_at = NULL,
              expires = iif(reason = 'expired', NULL, expires),
              slot = iif(state = 'failed', NULL, slot),
              state = iif(needs_approval OR reason = 'misfire', 'held', 'waiting'),
              reason = CASE WHEN needs_approval THEN 'approval' WHEN reason = 'misfire' THEN reason END
            WHERE id = :id
            """,
          arguments: ["content": row, "revision": part.revision + 1, "now": now, "id": part.id])
      }
      return Edited(
        jobs: open.map(\.id), revision: (open.map(\.revision).max() ?? 0) + 1, needsApproval: job.needsApproval)
    }
  }

  /// The article that a post was made of, as it is stored now; nil for a mail.
  public func article(of job: Job) async throws -> Article? {
    guard case .article(let id) = job.origin else { return nil }
    return try await read { database in
      try String.fetchOne(database, sql: "SELECT body FROM article WHERE id = ?", arguments: [id])
        .map { try JSONDecoder().decode(Article.self, from: Data($0.utf8)) }
    }
  }

  private static func check(
    _ parts: [Job], asked id: Job.ID, against content: Content, in database: Database
  ) throws {
    guard parts.count == content.parts.count else {
      throw StoreProblem.jobRefuses(
        id, why: "belongs to a post of \(parts.count) parts, and the new text has \(content.parts.count)")
    }
    guard parts.contains(where: { $0.state != .sent }) else {
      throw StoreProblem.jobRefuses(
        id, why: "is sent: what is out stays as it is; `herald queue --again` posts once more")
    }
    for part in parts {
      switch part.state {
      case .sent:
        let old = try ContentRow.fetch(part.contentID, in: database)
        guard old.parts[part.part] == content.parts[part.part] else {
          throw StoreProblem.jobRefuses(part.id, why: "is sent: part \(part.part + 1) has to stay as it was")
        }
      case .leased: throw StoreProblem.jobRefuses(part.id, why: "is in hand: try again in a moment")
      case .cancelled, .skipped:
        throw StoreProblem.jobRefuses(part.id, why: "is \(part.says): `herald queue --again` posts once more")
      case .waiting, .held, .failed:
        if part.isInDoubt || part.doubts > 0 || part.reason == .uncertain {
          throw StoreProblem.jobRefuses(
            part.id, why: "may have been sent: say `herald jobs mark-sent` or `herald jobs cancel` first")
        }
      }
    }
  }
}
