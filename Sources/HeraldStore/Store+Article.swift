import Foundation
import GRDB
import Herald

extension Store {
  /// Stores the article and its briefs and makes the jobs it owes, in one transaction. Without postings it is stored
  /// for the digests only. The same article again adds nothing: it answers with the jobs that exist.
  public func queue(
    _ article: Article, postings: [Posting], intent: QueueIntent = .first, now: Instant
  ) async throws -> QueueReceipt {
    try await queue([QueueOrder(article: article, postings: postings)], intent: intent, now: now)[0]
  }

  /// The same for several articles: all of them or, when one is refused, none.
  public func queue(
    _ orders: [QueueOrder], intent: QueueIntent = .first, now: Instant
  ) async throws -> [QueueReceipt] {
    try checkRoom()
    // Written out before the transaction, which others wait for.
    let owed = try orders.map { (article: try ArticleRow($0.article), postings: $0.postings) }
    return try await write { [hot] database in
      try owed.map {
        try Self.queue($0.article, postings: $0.postings, intent: intent, now: now, hot, in: database)
      }
    }
  }

  private static func queue(
    _ row: ArticleRow, postings: [Posting], intent: QueueIntent, now: Instant, _ hot: HotStatements,
    in database: Database
  ) throws -> QueueReceipt {
    var row = row
    let known = try row.known(hot, in: database)
    // A copy without the address is no other text.
    if let url = known?.url.flatMap(WebURL.init), row.article.url == nil { row = try ArticleRow(row.article, url: url) }
    let article = row.article
    if let known, known.sha256 != row.sha256, case .first = intent {
      let jobs = try Self.jobs(ofArticle: known.id, in: database)
      if known.url == nil, ArticleRow.fingerprint(of: article, url: nil) == known.sha256 {
        throw StoreProblem.articleGainsAddress(title: article.title, jobs: jobs)
      }
      throw StoreProblem.articleChanged(title: article.title, jobs: jobs)
    }
    let id = try row.store(over: known, now: now, hot, in: database)
    let isChanged = known.map { $0.sha256 != row.sha256 } ?? true
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
        posting, article: id, isNew: known == nil && !isTwin, intent: intent, now: now, hot, in: database)
    }
    return QueueReceipt(
      isNew: known == nil, jobs: jobs, newBriefs: newBriefs, withdrawn: withdrawn, stillWaiting: stillWaiting)
  }

  /// The stored article with the same identity; for one without an address also the one with the same title.
  public func article(like article: Article) async throws -> Article? {
    let row = try ArticleRow(article)
    return try await read { database in
      guard let known = try row.known(in: database),
        let body = try String.fetchOne(database, sql: "SELECT body FROM article WHERE id = ?", arguments: [known.id])
      else { return nil }
      return try JSONDecoder().decode(Article.self, from: Data(body.utf8))
    }
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
