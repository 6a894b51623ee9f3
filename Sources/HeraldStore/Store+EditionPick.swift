import Foundation
import GRDB
import Herald

/// What a digest takes next, and why it leaves the rest.
struct Pick {
  /// An article with those of its briefs that are taken, in their order.
  struct Candidate {
    var article: Int64
    var stored: Instant
    var briefs: [(id: Int64, text: String, place: Int, replaces: Int64?)]
  }

  /// Those that have a brief to take.
  var taken: [Candidate] = []
  /// Of the briefs that could be taken, those that the rules leave out.
  var left: [Int64: Exclusion] = [:]
  /// How many of those wait only because the edition is full.
  var waiting = 0
}

extension Store {
  /// How many briefs a digest would take if its editions had no maximum.
  public func waitingBriefs(digest: String, rules: DigestRules = DigestRules()) async throws -> Int {
    try await read { database in
      let pick = try Self.pick(digest: digest, rules, in: database)
      return pick.taken.reduce(pick.waiting) { $0 + $1.briefs.count }
    }
  }

  /// Applies a digest's rules to every brief that it could take: stored since it began, not withdrawn, not mailed by it.
  static func pick(digest: String, _ rules: DigestRules, in database: Database) throws -> Pick {
    var pick = Pick()
    for candidate in try candidates(digest: digest, in: database) {
      var candidate = candidate
      if let exclusion = try exclusion(ofArticle: candidate.article, rules, in: database) {
        for brief in candidate.briefs { pick.left[brief.id] = exclusion }
        continue
      }
      candidate.briefs.removeAll { brief in
        pick.left[brief.id] = rules.exclusion(place: brief.place)
        return pick.left[brief.id] != nil
      }
      if !candidate.briefs.isEmpty { pick.taken.append(candidate) }
    }
    for (index, share) in rules.share(of: pick.taken.map(\.briefs.count)).enumerated() {
      let over = pick.taken[index].briefs.dropFirst(share)
      for brief in over { pick.left[brief.id] = .maximum(rules.maximum ?? 0) }
      pick.waiting += over.count
      pick.taken[index].briefs.removeSubrange(share...)
    }
    pick.taken.removeAll(where: \.briefs.isEmpty)
    return pick
  }

  /// What the next edition takes, read whole and in the order in which it is shown.
  static func unmailed(digest: String, _ rules: DigestRules, in database: Database) throws -> Unmailed {
    let number =
      try Int.fetchOne(
        database, sql: "SELECT COALESCE(max(number), 0) + 1 FROM edition WHERE digest = ?", arguments: [digest]) ?? 1
    let pick = try pick(digest: digest, rules, in: database)
    var groups: [(group: Unmailed.Group, stored: Instant, id: Int64)] = []
    for candidate in pick.taken {
      let article = try article(candidate.article, in: database)
      let links = Dictionary(article.briefs.map { ($0.text, $0.links) }) { first, _ in first }
      let briefs = try candidate.briefs.map { brief in
        Unmailed.Brief(
          id: brief.id, text: brief.text, links: links[brief.text] ?? [],
          correction: try brief.replaces.flatMap { try correction(by: $0, digest: digest, in: database) })
      }
      groups.append((Unmailed.Group(article: article, briefs: briefs), candidate.stored, candidate.article))
    }
    groups.sort {
      rules.isBefore(
        ($0.group.article.published?.day, $0.stored, $0.id), ($1.group.article.published?.day, $1.stored, $1.id))
    }
    return Unmailed(number: number, groups: groups.map(\.group), left: pick.waiting)
  }

  /// Which rows of `brief b` the next edition of `:digest` could take.
  private static let couldBeTaken = """
    b.stored_at >= (SELECT since FROM digest WHERE name = :digest) AND b.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM edition_brief e WHERE e.digest = :digest AND e.brief = b.id)
    """

  /// By article, both in the order they were stored.
  private static func candidates(digest: String, in database: Database) throws -> [Pick.Candidate] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT b.id, b.article, a.stored_at, b.text, b.position, b.replaces FROM brief b JOIN article a ON a.id = b.article
        WHERE \(couldBeTaken) ORDER BY a.stored_at, a.id, b.position, b.id
        """, arguments: ["digest": digest])
    var candidates: [Pick.Candidate] = []
    while let row = try rows.next() {
      let article: Int64 = row["article"]
      if article != candidates.last?.article {
        candidates.append(Pick.Candidate(article: article, stored: row["stored_at"], briefs: []))
      }
      candidates[candidates.count - 1].briefs.append((row["id"], row["text"], row["position"], row["replaces"]))
    }
    return candidates
  }

  /// On its own, and only what the rules ask for: in the rows above, a long article would be read once for each of its
  /// briefs, and one that is left out need not be read whole.
  static func exclusion(ofArticle id: Int64, _ rules: DigestRules, in database: Database) throws -> Exclusion? {
    guard !(rules.tags.isEmpty && rules.without.isEmpty && rules.languages.isEmpty) else { return nil }
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT body -> 'tags' AS tags, body ->> 'language' AS language FROM article WHERE id = ?"),
      arguments: [id])
    let tags: String? = row?["tags"]
    return rules.exclusion(
      tags: try JSONDecoder().decode([String].self, from: Data((tags ?? "[]").utf8)), language: row?["language"])
  }

  private static func article(_ id: Int64, in database: Database) throws -> Article {
    let body = try String.fetchOne(
      database.cachedStatement(sql: "SELECT body FROM article WHERE id = ?"), arguments: [id])
    return try JSONDecoder().decode(Article.self, from: Data((body ?? "").utf8))
  }

  /// The nearest of the briefs before it that an edition of the digest had, `replaced` being the first of them.
  private static func correction(by replaced: Int64, digest: String, in database: Database) throws -> Correction? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          WITH RECURSIVE before (id, step) AS (
            SELECT ?1, 1
            UNION ALL SELECT b.replaces, step + 1 FROM before JOIN brief b ON b.id = before.id
              WHERE b.replaces IS NOT NULL AND step < 100)
          SELECT b.text, e.number, e.opened_at FROM before
          JOIN brief b ON b.id = before.id
          JOIN edition_brief eb ON eb.digest = ?2 AND eb.brief = before.id
          JOIN edition e ON e.id = eb.edition
          ORDER BY step LIMIT 1
          """), arguments: [replaced, digest])
    return row.map { Correction(text: $0["text"], number: $0["number"], opened: $0["opened_at"]) }
  }
}
