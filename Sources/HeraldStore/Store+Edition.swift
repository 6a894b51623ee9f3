import Foundation
import GRDB
import Herald

/// The briefs that a digest has not mailed yet, by article, both in the order they were stored.
public struct Unmailed: Sendable {
  public struct Group: Sendable {
    public var article: Article
    public var briefs: [(id: Int64, text: String)]
  }

  /// The number that the edition will have.
  public var number: Int
  public var groups: [Group]

  public var count: Int { groups.reduce(0) { $0 + $1.briefs.count } }
}

/// What an edition needs to know of its digest to open.
public struct EditionPlan: Sendable {
  public var digest: String
  public var channel: String
  public var list: String
  public var sending: EditionSending
  /// The local time of its schedule, nil when a person opens it.
  public var nominal: String?
  /// Not sent any more from then on.
  public var expires: Instant?

  public init(
    digest: String, channel: String, list: String, sending: EditionSending, nominal: String? = nil,
    expires: Instant? = nil
  ) {
    self.digest = digest
    self.channel = channel
    self.list = list
    self.sending = sending
    self.nominal = nominal
    self.expires = expires
  }
}

extension Store {
  /// Notes digests that the configuration names for the first time: each takes the briefs stored from `now` on, or from
  /// its `since`. A `since` given later moves it.
  public func register(digests: [(name: String, since: Instant?)], now: Instant) async throws {
    try await write { database in
      for digest in digests {
        try database.execute(
          sql: """
            INSERT INTO digest (name, since, registered_at) VALUES (:name, COALESCE(:since, :now), :now)
            ON CONFLICT (name) DO UPDATE SET since = COALESCE(:since, since)
            """, arguments: ["name": digest.name, "since": digest.since, "now": now])
      }
    }
  }

  /// What the next edition would take.
  public func unmailed(digest: String) async throws -> Unmailed {
    try await read { try Self.unmailed(digest: digest, in: $0) }
  }

  /// Opens an edition in one transaction: takes every unmailed brief, composes and freezes the content, and owes one job
  /// to each active subscriber. Throws `noBriefs`, `noSubscribers`, `alreadyOpened`, or what `compose` throws, and then
  /// no brief is used up.
  public func openEdition(
    _ plan: EditionPlan, due: Instant, now: Instant,
    compose: @escaping @Sendable (Unmailed) throws -> Content
  ) async throws -> Edition {
    try await write { database in
      let unmailed = try Self.unmailed(digest: plan.digest, in: database)
      if let nominal = plan.nominal,
        try Bool.fetchOne(
          database, sql: "SELECT 1 FROM edition WHERE digest = ? AND nominal = ?", arguments: [plan.digest, nominal])
          == true
      {
        throw StoreProblem.alreadyOpened(digest: plan.digest, nominal: nominal)
      }
      guard unmailed.count > 0 else { throw StoreProblem.noBriefs(digest: plan.digest) }
      let subscribers = try Self.activeSubscribers(of: plan.list, in: database)
      guard subscribers > 0 else { throw StoreProblem.noSubscribers(list: plan.list) }
      let content = try ContentRow.insert(try compose(unmailed), now: now, in: database)
      try database.execute(
        sql: """
          INSERT INTO edition (digest, number, nominal, opened_at, content, channel, list, sending, owed)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          plan.digest, unmailed.number, plan.nominal, now, content, plan.channel, plan.list, try json(plan.sending),
          subscribers,
        ])
      let id = database.lastInsertedRowID
      for brief in unmailed.groups.flatMap(\.briefs) {
        try database.execute(
          sql: "INSERT INTO edition_brief (edition, brief, digest) VALUES (?, ?, ?)",
          arguments: [id, brief.id, plan.digest])
      }
      try database.execute(
        sql: """
          INSERT INTO job (channel, edition, subscriber, address, name, content, destination, due, created_at, expires)
          SELECT ?, ?, id, address, name, ?, domain, ?, ?, ? FROM subscriber
          WHERE list = ? AND state = 'active' ORDER BY id
          """, arguments: [plan.channel, id, content, due, now, plan.expires, plan.list])
      guard let edition = try Self.edition(whereSQL: "id = ?", [id], in: database) else {
        throw StoreProblem.noSuchEdition(digest: plan.digest, number: unmailed.number)
      }
      return edition
    }
  }

  /// Every edition of a digest, the latest first.
  public func editions(of digest: String) async throws -> [Edition] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM edition WHERE digest = ? ORDER BY number DESC", arguments: [digest]
      ).map(Self.edition(from:))
    }
  }

  /// One edition with its frozen content and its ledger; the latest when no number is given.
  public func edition(
    of digest: String, number: Int?
  ) async throws -> (edition: Edition, content: Content, ledger: Ledger) {
    try await read { database in
      guard
        let edition = try Self.edition(
          whereSQL: "digest = ? AND number = COALESCE(?, (SELECT max(number) FROM edition WHERE digest = ?))",
          [digest, number, digest], in: database)
      else { throw StoreProblem.noSuchEdition(digest: digest, number: number) }
      let ledgers = try Self.ledgers(
        sql: "SELECT '' AS channel, state, count(*) AS count FROM job WHERE edition = ? GROUP BY state",
        arguments: [edition.id], in: database)
      return (edition, try ContentRow.fetch(edition.contentID, in: database), ledgers[""] ?? Ledger())
    }
  }

  private static func edition(
    whereSQL condition: String, _ arguments: StatementArguments, in database: Database
  ) throws -> Edition? {
    try Row.fetchOne(database, sql: "SELECT * FROM edition WHERE \(condition)", arguments: arguments)
      .map(edition(from:))
  }

  private static func edition(from row: Row) -> Edition {
    Edition(
      id: row["id"], digest: row["digest"], number: row["number"], opened: row["opened_at"],
      contentID: row["content"], channel: row["channel"], list: row["list"], owed: row["owed"],
      nominal: row["nominal"])
  }

  private static func unmailed(digest: String, in database: Database) throws -> Unmailed {
    let number =
      try Int.fetchOne(
        database, sql: "SELECT COALESCE(max(number), 0) + 1 FROM edition WHERE digest = ?", arguments: [digest]) ?? 1
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT b.id, b.article, b.text FROM brief b JOIN article a ON a.id = b.article
        WHERE \(isUnmailed)
        ORDER BY a.stored_at, a.id, b.position, b.id
        """, arguments: ["digest": digest])
    var unmailed = Unmailed(number: number, groups: [])
    var last: Int64?
    while let row = try rows.next() {
      let article: Int64 = row["article"]
      if article != last {
        // On its own: in the rows above, a long article would be sorted once for each of its briefs.
        let body = try String.fetchOne(database, sql: "SELECT body FROM article WHERE id = ?", arguments: [article])
        unmailed.groups.append(
          Unmailed.Group(
            article: try JSONDecoder().decode(Article.self, from: Data((body ?? "").utf8)), briefs: []))
        last = article
      }
      unmailed.groups[unmailed.groups.count - 1].briefs.append((id: row["id"], text: row["text"]))
    }
    return unmailed
  }
}

extension Store {
  /// Whether a scheduled run is still to be opened: the digest was known before it, no edition bears its name, and at
  /// least `minimum` briefs wait.
  public func isPending(digest: String, nominal: String, at instant: Instant, minimum: Int) async throws -> Bool {
    try await read { database in
      let isNew =
        try Bool.fetchOne(
          database,
          sql: """
            SELECT registered_at <= :instant AND NOT EXISTS (
              SELECT 1 FROM edition WHERE digest = :digest AND nominal = :nominal)
            FROM digest WHERE name = :digest
            """, arguments: ["digest": digest, "nominal": nominal, "instant": instant]) ?? false
      guard isNew else { return false }
      let count =
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM brief b WHERE \(Self.isUnmailed)", arguments: ["digest": digest]) ?? 0
      return count >= max(1, minimum)
    }
  }

  /// Which rows of `brief b` the next edition of `:digest` takes.
  private static let isUnmailed = """
    b.stored_at >= (SELECT since FROM digest WHERE name = :digest) AND b.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM edition_brief e WHERE e.digest = :digest AND e.brief = b.id)
    """
}
