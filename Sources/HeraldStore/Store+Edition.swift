import Foundation
import GRDB
import Herald

extension Store {
  /// Notes digests that the configuration names for the first time: each takes the briefs stored from `now` on, or from
  /// its `since`. A `since` given later moves it.
  ///
  /// - Parameter schedules: by digest, in words, the zone among them; those that are not there have none. The runs of a
  ///   schedule that is new begin at `now`, and so do those that begin later by a clock that was ahead. Nil leaves all as
  ///   they are.
  public func register(
    digests: [(name: String, since: Instant?)], schedules: [String: String]? = nil, now: Instant
  ) async throws {
    try await write { database in
      for digest in digests {
        let schedule = schedules.map { $0[digest.name] ?? "" }
        try database.execute(
          sql: """
            INSERT INTO digest (name, since, registered_at, schedule, scheduled_at)
            VALUES (:name, COALESCE(:since, :now), :now, :schedule, :now)
            ON CONFLICT (name) DO UPDATE SET since = COALESCE(:since, since),
              scheduled_at = iif(schedule <> :schedule OR scheduled_at > :limit, :now, scheduled_at),
              schedule = COALESCE(:schedule, schedule)
            """,
          arguments: [
            "name": digest.name, "since": digest.since, "now": now, "schedule": schedule,
            "limit": now + Self.plausibleClock,
          ])
      }
    }
  }

  /// What the next edition would take.
  public func unmailed(digest: String, rules: DigestRules = DigestRules()) async throws -> Unmailed {
    try await read { try Self.unmailed(digest: digest, rules, in: $0) }
  }

  /// Opens an edition in one transaction: takes the unmailed briefs that its rules let in, composes and freezes the
  /// content, and owes one job to each active subscriber, to be sent from `due` on. Throws `noBriefs` (unless it may be
  /// empty), `noSubscribers`, `alreadyOpened`, or what `compose` throws, and then no brief is used up.
  public func openEdition(
    _ plan: EditionPlan, due: Instant, now: Instant,
    compose: @escaping @Sendable (Unmailed) throws -> Content
  ) async throws -> Edition {
    try checkRoom()
    return try await write { [hot] database in
      let unmailed = try Self.unmailed(digest: plan.digest, plan.rules, in: database)
      if let nominal = plan.nominal,
        try Bool.fetchOne(
          database, sql: "SELECT 1 FROM edition WHERE digest = ? AND nominal = ?", arguments: [plan.digest, nominal])
          == true
      {
        throw StoreProblem.alreadyOpened(digest: plan.digest, nominal: nominal)
      }
      guard unmailed.count > 0 || plan.mayBeEmpty else { throw StoreProblem.noBriefs(digest: plan.digest) }
      let subscribers = try Self.activeSubscribers(of: plan.list, in: database)
      guard subscribers > 0 else { throw StoreProblem.noSubscribers(list: plan.list) }
      let content = try ContentRow.insert(try compose(unmailed), now: now, hot, in: database)
      try database.execute(
        sql: """
          INSERT INTO edition (digest, number, nominal, opened_at, content, channel, list, sending, owed, is_empty)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          plan.digest, unmailed.number, plan.nominal, now, content, plan.channel, plan.list, try json(plan.sending),
          subscribers, unmailed.count == 0,
        ])
      let id = database.lastInsertedRowID
      // It was passed over under a clock that was ahead, and is not any more.
      try database.execute(
        sql: "DELETE FROM passed_run WHERE digest = ? AND nominal = ?", arguments: [plan.digest, plan.nominal])
      for brief in unmailed.groups.flatMap(\.briefs) {
        try database.execute(
          sql: "INSERT INTO edition_brief (edition, brief, digest) VALUES (?, ?, ?)",
          arguments: [id, brief.id, plan.digest])
      }
      try database.execute(
        sql: """
          INSERT INTO job (channel, edition, subscriber, address, name, content, destination, due, created_at, expires,
            priority, needs_approval, state, reason)
          SELECT ?, ?, id, address, name, ?, domain, ?, ?, ?, ?, ?, ?, ? FROM subscriber
          WHERE list = ? AND state = 'active' ORDER BY id
          """,
        arguments: [
          plan.channel, id, content, due, now, plan.expiresAfter.map { due + $0 }, Priority.later.rawValue,
          plan.needsApproval,
          plan.needsApproval ? "held" : "waiting",
          plan.needsApproval ? Reason.approval.rawValue : nil, plan.list,
        ])
      guard let edition = try Self.edition(of: plan.digest, number: unmailed.number, in: database) else {
        throw StoreProblem.noSuchEdition(digest: plan.digest, number: unmailed.number)
      }
      return edition
    }
  }

  /// Every digest that has an edition, in alphabetical order.
  public func digestsWithEditions() async throws -> [String] {
    try await read { try String.fetchAll($0, sql: "SELECT DISTINCT digest FROM edition ORDER BY digest") }
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
      guard let edition = try Self.edition(of: digest, number: number, in: database) else {
        throw StoreProblem.noSuchEdition(digest: digest, number: number)
      }
      let ledgers = try Self.ledgers(
        sql: """
          SELECT '' AS channel, state, sum(count) AS count FROM (
            SELECT state, count(*) AS count FROM job WHERE edition = :id GROUP BY state
            UNION ALL SELECT state, count FROM edition_total WHERE edition = :id)
          GROUP BY state
          """, arguments: ["id": edition.id], in: database)
      return (edition, try ContentRow.fetch(edition.contentID, in: database), ledgers[""] ?? Ledger())
    }
  }

  /// The latest when no number is given.
  static func edition(of digest: String, number: Int?, in database: Database) throws -> Edition? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT * FROM edition
        WHERE digest = :digest AND number = COALESCE(:number, (SELECT max(number) FROM edition WHERE digest = :digest))
        """, arguments: ["digest": digest, "number": number]
    ).map(edition(from:))
  }

  private static func edition(from row: Row) -> Edition {
    Edition(
      id: row["id"], digest: row["digest"], number: row["number"], opened: row["opened_at"],
      contentID: row["content"], channel: row["channel"], list: row["list"], owed: row["owed"],
      nominal: row["nominal"], isEmpty: row["is_empty"], edited: row["edited_at"])
  }
}
