import GRDB
import Herald

/// A brief that the next edition of a digest does not take.
public struct ExcludedBrief: Hashable, Sendable {
  public var article: String
  public var text: String
  public var stored: Instant
  public var why: Exclusion
}

extension Store {
  /// What the next edition leaves out, and why of each: the latest stored first, at most `limit`; `more` is how many
  /// older ones there are.
  public func excluded(
    digest: String, rules: DigestRules = DigestRules(), limit: Int = 200
  ) async throws -> (briefs: [ExcludedBrief], more: Int) {
    try await read { database in
      let pick = try Self.pick(digest: digest, rules, in: database)
      let taken = Set(pick.taken.flatMap(\.briefs).map(\.id))
      let since = try Instant.fetchOne(
        database, sql: "SELECT since FROM digest WHERE name = ?", arguments: [digest])
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT b.id, b.text, b.stored_at, b.withdrawn_at, e.number, e.opened_at,
            (SELECT body ->> 'title' FROM article a WHERE a.id = b.article) AS title
          FROM brief b
          LEFT JOIN edition_brief eb ON eb.digest = ? AND eb.brief = b.id
          LEFT JOIN edition e ON e.id = eb.edition
          ORDER BY b.id DESC
          """, arguments: [digest])
      var briefs: [ExcludedBrief] = []
      while briefs.count < limit, let row = try rows.next() {
        guard !taken.contains(row["id"]), let why = Self.exclusion(row, since: since, pick) else { continue }
        briefs.append(
          ExcludedBrief(article: row["title"] as String? ?? "", text: row["text"], stored: row["stored_at"], why: why))
      }
      let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM brief") ?? 0
      return (briefs, all - taken.count - briefs.count)
    }
  }

  private static func exclusion(_ row: Row, since: Instant?, _ pick: Pick) -> Exclusion? {
    if let number: Int = row["number"], let opened: Instant = row["opened_at"] {
      return .mailed(edition: number, opened: opened)
    }
    if let withdrawn: Instant = row["withdrawn_at"] { return .withdrawn(withdrawn) }
    guard let since else { return .since(nil) }
    return row["stored_at"] < since ? .since(since) : pick.left[row["id"]]
  }
}
