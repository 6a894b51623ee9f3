import Foundation
import GRDB
import Herald

extension Store {
  /// Stores the article and its briefs and makes the jobs it owes, in one transaction. Without postings it is stored
  /// for the digests only. The same article again adds nothing: it answers with the jobs that exist.
  public func queue(
    _ article: Article, postings: [Posting], intent: QueueIntent = .first, now: Instant
  ) async throws -> QueueReceipt {
    try checkRoom()
    return try await write { try Self.queue(article, postings: postings, intent: intent, now: now, in: $0) }
  }

  /// The same for several articles: all of them or, when one is refused, none.
  public func queue(
    _ orders: [QueueOrder], intent: QueueIntent = .first, now: Instant
  ) async throws -> [QueueReceipt] {
    try checkRoom()
    return try await write { database in
      try orders.map { try Self.queue($0.article, postings: $0.postings, intent: intent, now: now, in: database) }
    }
  }

  private static func queue(
    _ article: Article, postings: [Posting], intent: QueueIntent, now: Instant, in database: Database
  ) throws -> QueueReceipt {
    let name = Name(article)
    let known = try Self.knownArticle(name, in: database)
    var article = article
    // A copy without the address is no other text.
    if let known, article.url == nil { article.url = known.url.flatMap(WebURL.init) }
    let text = try json(article)
    let sha256 = Self.fingerprint(of: article)
    if let known, known.sha256 != sha256, case .first = intent {
      let jobs = try Self.jobs(ofArticle: known.id, in: database)
      var bare = article
      bare.url = nil
      if known.url == nil, Self.fingerprint(of: bare) == known.sha256 {
        throw StoreProblem.articleGainsAddress(title: article.title, jobs: jobs)
      }
      throw StoreProblem.articleChanged(title: article.title, jobs: jobs)
    }
    let id = try Self.store(
      known == nil ? name : Name(article), text: text, sha256: sha256, over: known, now: now, in: database)
    let isChanged = known.map { $0.sha256 != sha256 } ?? true
    let briefsBefore = intent == .correct && isChanged ? try Self.briefs(ofArticle: id, in: database) : []
    let newBriefs =
      isChanged
      ? try Self.storeBriefs(
        of: article, id: id, withdrawingOthers: intent == .correct, now: now, in: database) : 0
    if !briefsBefore.isEmpty { try Self.noteReplacements(ofArticle: id, before: briefsBefore, in: database) }
    let withdrawn =
      intent == .correct && isChanged ? try Self.cancelWithdrawn(ofArticle: id, now: now, in: database) : []
    let stillWaiting =
      intent == .again
      ? try Self.waitingJobs(ofArticle: id, postings, in: database) : []
    var jobs: [QueuedJob] = []
    for (index, posting) in postings.enumerated() {
      let isTwin = postings[..<index].contains { $0.channel == posting.channel && $0.brief == posting.brief }
      jobs += try Self.post(
        posting, article: id, isNew: known == nil && !isTwin, intent: intent, now: now, in: database)
    }
    return QueueReceipt(
      isNew: known == nil, jobs: jobs, newBriefs: newBriefs, withdrawn: withdrawn, stillWaiting: stillWaiting)
  }

  /// The stored article with the same identity; for one without an address also the one with the same title.
  public func article(like article: Article) async throws -> Article? {
    try await read { database in
      guard let known = try Self.knownArticle(Name(article), in: database),
        let body = try String.fetchOne(database, sql: "SELECT body FROM article WHERE id = ?", arguments: [known.id])
      else { return nil }
      return try JSONDecoder().decode(Article.self, from: Data(body.utf8))
    }
  }

  /// What an article is known by. Folding a title costs more than a row.
  private struct Name {
    let identity: String
    let titleIdentity: String
    let hasAddress: Bool

    init(_ article: Article) {
      titleIdentity = article.titleIdentity
      hasAddress = article.url != nil
      identity = hasAddress ? article.identity : titleIdentity
    }
  }

  private typealias Known = (id: Int64, sha256: String, url: String?)

  /// What makes two readings the same text: neither the author, the date, the language nor the handles, which one source
  /// names and another does not.
  private static func fingerprint(of article: Article) -> String {
    let head = [article.title, article.url?.canonical ?? ""]
    let seen = [head, article.paragraphs, article.briefs.map(\.text), article.tags]
    return SHA256Digest(of: JSONText.lists(seen)).hex
  }

  private static func knownArticle(_ article: Name, in database: Database) throws -> Known? {
    let row =
      try Row.fetchOne(
        database.cachedStatement(sql: "SELECT id, sha256, body ->> 'url' AS url FROM article WHERE identity = ?"),
        arguments: [article.identity])
      ?? Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT id, sha256, body ->> 'url' AS url FROM article
            WHERE title_identity = ? AND (? OR identity = title_identity)
            ORDER BY changed_at DESC LIMIT 1
            """), arguments: [article.titleIdentity, !article.hasAddress])
    return row.map { ($0["id"], $0["sha256"], $0["url"]) }
  }

  private static func jobs(ofArticle id: Int64, in database: Database) throws -> [Job.ID] {
    try Int64.fetchAll(database, sql: "SELECT id FROM job WHERE article = ? ORDER BY id", arguments: [id])
  }

  /// The jobs that wait for the same as one of these postings.
  private static func waitingJobs(
    ofArticle id: Int64, _ postings: [Posting], in database: Database
  ) throws -> [Job.ID] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT id FROM job j WHERE article = ? AND (state = 'waiting' OR reason = 'approval') AND EXISTS (
          SELECT 1 FROM json_each(?) p WHERE p.value ->> 0 = j.channel
            AND p.value ->> 1 = COALESCE((SELECT identity FROM brief b WHERE b.id = j.brief), ''))
        ORDER BY id
        """, arguments: [id, try json(postings.map { [$0.channel, $0.brief?.identity.hex ?? ""] })])
  }

  /// Cancels what waits for briefs that the article no longer has, unless it may be out already.
  private static func cancelWithdrawn(
    ofArticle id: Int64, now: Instant, in database: Database
  ) throws -> [Job.ID] {
    try Int64.fetchAll(
      database,
      sql: """
        UPDATE job SET state = 'cancelled', reason = NULL, finished_at = :now
        WHERE article = :article AND (state = 'waiting' OR reason = 'approval') AND NOT in_doubt AND doubts = 0
          AND brief IN (SELECT id FROM brief WHERE article = :article AND withdrawn_at IS NOT NULL)
        RETURNING id
        """, arguments: ["article": id, "now": now]
    ).sorted()
  }

  private static func store(
    _ article: Name, text: String, sha256: String, over known: Known?, now: Instant, in database: Database
  ) throws -> Int64 {
    if let known {
      try database.execute(
        sql: """
          UPDATE article SET identity = ?, title_identity = ?, body = ?, sha256 = ?, changed_at = ?
          WHERE id = ? AND body <> ?
          """,
        arguments: [article.identity, article.titleIdentity, text, sha256, now, known.id, text])
      return known.id
    }
    try database.cachedStatement(
      sql: """
        INSERT INTO article (identity, title_identity, body, sha256, stored_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [article.identity, article.titleIdentity, text, sha256, now, now])
    return database.lastInsertedRowID
  }

  private static func storeBriefs(
    of article: Article, id: Int64, withdrawingOthers: Bool, now: Instant, in database: Database
  ) throws -> Int {
    var added = 0
    for (position, brief) in article.briefs.enumerated() {
      try database.cachedStatement(
        sql: """
          INSERT INTO brief (article, position, identity, text, stored_at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (article, identity) DO NOTHING
          """
      ).execute(arguments: [id, position, brief.identity.hex, brief.text, now])
      added += database.changesCount
      try database.cachedStatement(
        sql: "UPDATE brief SET position = ?, text = ?, withdrawn_at = NULL WHERE article = ? AND identity = ?"
      ).execute(arguments: [position, brief.text, id, brief.identity.hex])
    }
    if withdrawingOthers {
      try database.execute(
        sql: """
          UPDATE brief SET withdrawn_at = ? WHERE article = ? AND withdrawn_at IS NULL
            AND identity NOT IN (SELECT value FROM json_each(?))
          """, arguments: [now, id, try json(article.briefs.map(\.identity.hex))])
    }
    return added
  }
}
