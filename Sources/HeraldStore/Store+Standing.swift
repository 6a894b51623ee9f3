import Foundation
import GRDB
import Herald

/// Where an article stands: what it owes, and which editions took its briefs.
public struct ArticleStanding: Sendable {
  public struct BriefStanding: Hashable, Sendable {
    public var text: String
    public var stored: Instant
    public var withdrawn: Instant?
    /// `weekly 3`, the editions that took it.
    public var editions: [String]
  }

  public var article: Article
  public var stored: Instant
  public var changed: Instant
  /// Every post of it, the oldest first.
  public var jobs: [Job]
  public var briefs: [BriefStanding]
}

extension Store {
  /// Nil when the store does not know the article.
  public func standing(of article: Article) async throws -> ArticleStanding? {
    guard let known = try await self.article(like: article) else { return nil }
    return try await standing(identity: known.identity)
  }

  /// Articles whose title, or whose address, has this text in it; at most `limit`.
  public func articles(matching text: String, limit: Int = 10) async throws -> [Article] {
    try await read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT body FROM article
          WHERE instr(lower(body ->> 'title'), lower(:text)) > 0 OR instr(lower(COALESCE(body ->> 'url', '')), lower(:text)) > 0
          ORDER BY changed_at DESC LIMIT :limit
          """, arguments: ["text": text, "limit": limit]
      ).map { try JSONDecoder().decode(Article.self, from: Data($0.utf8)) }
    }
  }

  private func standing(identity: String) async throws -> ArticleStanding? {
    try await read { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT id, body, stored_at, changed_at FROM article WHERE identity = ?", arguments: [identity]
        )
      else { return nil }
      let id: Int64 = row["id"]
      let jobs = try Row.fetchAll(
        database, sql: "SELECT \(JobRow.columns) FROM job WHERE article = ? ORDER BY id", arguments: [id])
      let briefs = try Row.fetchAll(
        database,
        sql: """
          SELECT b.text, b.stored_at, b.withdrawn_at,
            (SELECT json_group_array(e.digest || ' ' || e.number) FROM edition_brief t JOIN edition e ON e.id = t.edition
              WHERE t.brief = b.id) AS editions
          FROM brief b WHERE b.article = ? ORDER BY b.position, b.id
          """, arguments: [id])
      return ArticleStanding(
        article: try JSONDecoder().decode(Article.self, from: Data((row["body"] as String).utf8)),
        stored: row["stored_at"], changed: row["changed_at"], jobs: try jobs.map(JobRow.job(from:)),
        briefs: try briefs.map { row in
          ArticleStanding.BriefStanding(
            text: row["text"], stored: row["stored_at"], withdrawn: row["withdrawn_at"],
            editions: try JSONDecoder().decode([String].self, from: Data((row["editions"] as String).utf8)))
        })
    }
  }
}
