import GRDB
import Herald

/// An article as its row has it, written out once: folding a title and writing JSON cost more than the row.
struct ArticleRow: Sendable {
  let article: Article
  let sha256: String
  private let titleIdentity: String
  private let identity: String
  private let body: String

  /// A row that the store has.
  struct Known {
    let id: Int64
    let sha256: String
    let url: String?
  }

  init(_ article: Article) throws {
    self.article = article
    titleIdentity = article.titleIdentity
    identity = article.url == nil ? titleIdentity : article.identity
    body = try JSONText.article(article)
    sha256 = Self.fingerprint(of: article, url: article.url)
  }

  /// The same article, with the address that it has in the store.
  init(_ article: Article, url: WebURL) throws {
    var article = article
    article.url = url
    try self.init(article)
  }

  /// What makes two readings the same text: neither the author, the date, the language nor the handles, which one source
  /// names and another does not.
  static func fingerprint(of article: Article, url: WebURL?) -> String {
    let head = [article.title, url?.canonical ?? ""]
    let seen = [head, article.paragraphs, article.briefs.map(\.text), article.tags]
    return SHA256Digest(of: JSONText.lists(seen)).hex
  }

  /// The row with the same identity; for an article without an address also the one with the same title.
  func known(_ hot: HotStatements, in database: Database) throws -> Known? {
    var known: Known?
    let byIdentity = try hot.statement(Self.byIdentity, in: database)
    try byIdentity.run {
      $0.bind(identity)
    } read: {
      known = try Known(byIdentity)
    }
    if known != nil { return known }
    let byTitle = try hot.statement(Self.byTitle, in: database)
    try byTitle.run {
      $0.bind(titleIdentity)
      $0.bind(article.url == nil)
    } read: {
      known = try Known(byTitle)
    }
    return known
  }

  /// The same on a connection that only reads.
  func known(in database: Database) throws -> Known? {
    let row =
      try Row.fetchOne(database, sql: Self.byIdentity.text, arguments: [identity])
      ?? Row.fetchOne(database, sql: Self.byTitle.text, arguments: [titleIdentity, article.url == nil])
    return try row.map(Known.init)
  }

  private static let byIdentity = HotSQL("SELECT id, sha256, body ->> 'url' FROM article WHERE identity = ?")
  private static let byTitle = HotSQL(
    """
    SELECT id, sha256, body ->> 'url' FROM article
    WHERE title_identity = ? AND (? OR identity = title_identity)
    ORDER BY changed_at DESC LIMIT 1
    """)

  /// Inserts it, or writes it over the row that is known.
  func store(over known: Known?, now: Instant, _ hot: HotStatements, in database: Database) throws -> Int64 {
    if let known {
      try database.execute(
        sql: """
          UPDATE article SET identity = ?, title_identity = ?, body = ?, sha256 = ?, changed_at = ?
          WHERE id = ? AND body <> ?
          """,
        arguments: [identity, titleIdentity, body, sha256, now, known.id, body])
      return known.id
    }
    try hot.statement(Self.insertion, in: database).run {
      $0.bind(identity)
      $0.bind(titleIdentity)
      $0.bind(body)
      $0.bind(sha256)
      $0.bind(now)
    }
    return database.lastInsertedRowID
  }

  private static let insertion = HotSQL(
    """
    INSERT INTO article (identity, title_identity, body, sha256, stored_at, changed_at)
    VALUES (?, ?, ?, ?, ?5, ?5)
    """)
}

extension ArticleRow.Known {
  fileprivate init(_ row: some ColumnSource) throws {
    guard let id = row.integer(0), let sha256 = row.text(1) else { throw JobRow.Undecodable(detail: "article") }
    self.init(id: id, sha256: sha256, url: row.text(2))
  }
}
