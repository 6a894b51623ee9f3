import GRDB
import Herald

/// What a person does to single jobs. Each call changes all the jobs that it names or, when one refuses, none
/// (`jobRefuses` says why and what to do instead).
extension Store {
  /// What cancelling one job came to.
  public enum Cancelling: String, Hashable, Sendable, Codable {
    case cancelled
    /// So it is, and an earlier attempt may have arrived.
    case inDoubt
    /// It is in hand: its gate stays shut for it.
    case asked
    /// It is past its gate: it may go out, and is not tried again.
    case tooLate
  }

  /// Lets jobs that failed or are held be tried again now, with all attempts before them. Who retries what is `held
  /// (uncertain)` has decided to send, and a second doubt is held at once; another doubt is settled first.
  public func retry(_ ids: [Job.ID], now: Instant) async throws {
    try await write { database in
      for id in ids {
        let job = try Self.row(id, in: database)
        guard job.state == .failed || job.state == .held else {
          throw StoreProblem.jobRefuses(id, why: "is \(job.says): only what failed or is held can be tried again")
        }
        guard job.reason != .approval else {
          throw StoreProblem.jobRefuses(
            id, why: "waits for approval: `herald jobs show \(id)`, then `herald jobs approve \(id) --sha256 …`")
        }
        try database.execute(
          sql: """
            UPDATE job SET state = 'waiting', due = :now, attempts = 0, cancel_asked = 0,
              in_doubt = in_doubt AND reason <> 'uncertain',
              doubts = iif(reason = 'uncertain', max(doubts, 1), doubts), crashes = iif(reason = 'poison', 1, 0),
              wire_sha256 = iif(reason = 'changed', NULL, wire_sha256),
              expires = iif(expires <= :now OR reason = 'expired', NULL, expires),
              slot = NULL, missed_after = NULL,
              reason = NULL, finished_at = NULL
            WHERE id = :id
            """, arguments: ["id": id, "now": now])
      }
    }
  }

  /// Jobs that `retry` would take, the oldest first: of a channel, with a reason, whose last failure had a code that
  /// begins so (`550`, `5.1.1`), where these are given.
  public func retryable(
    channel: String? = nil, reason: Reason? = nil, code: String? = nil, includingFailed: Bool = true,
    includingHeld: Bool = false
  ) async throws -> [Job.ID] {
    try await read { database in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM job j
          WHERE ((:failed AND state = 'failed') OR (:held AND state = 'held' AND reason <> 'approval'))
            AND (:channel IS NULL OR channel = :channel) AND (:reason IS NULL OR reason = :reason)
            AND (:code IS NULL OR (
              SELECT substr(d.code, 1, length(:code)) = :code OR instr(d.code, ' ' || :code) > 0
              FROM delivery d WHERE d.job = j.id ORDER BY d.id DESC LIMIT 1))
          ORDER BY id
          """,
        arguments: [
          "failed": includingFailed, "held": includingHeld, "channel": channel, "reason": reason?.rawValue,
          "code": code,
        ])
    }
  }

  /// Takes back what is still owed. One that is in hand is asked to end at its gate. The parts of a thread that wait
  /// behind a cancelled part are cancelled with it; an edition all of whose mails are cancelled gives its briefs back.
  public func cancel(_ ids: [Job.ID], now: Instant) async throws -> [(job: Job.ID, came: Cancelling)] {
    try await write { database in
      var came: [(job: Job.ID, came: Cancelling)] = []
      for id in ids {
        let job = try Self.row(id, in: database)
        guard !job.state.isFinished else {
          throw StoreProblem.jobRefuses(id, why: "is \(job.says): nothing is going out that could be cancelled")
        }
        if job.state == .leased {
          try database.execute(sql: "UPDATE job SET cancel_asked = 1 WHERE id = ?", arguments: [id])
          came.append((id, job.marked == nil ? .asked : .tooLate))
          continue
        }
        let inDoubt = try Set(
          Int64.fetchAll(
            database,
            sql: """
              \(Self.withThread)
              SELECT id FROM job WHERE id IN thread AND (in_doubt OR doubts > 0 OR reason = 'uncertain')
              """, arguments: ["id": id]))
        came += try Self.cancelThread(from: id, now: now, in: database).map {
          ($0, inDoubt.contains($0) ? .inDoubt : .cancelled)
        }
      }
      try Self.giveBackBriefs(ofEditionsOf: came.filter { $0.came == .cancelled }.map(\.job), in: database)
      return came
    }
  }

  /// An edition that nobody got and nobody will get gives its briefs back: the next one takes them, and nobody reads a
  /// correction of what went to nobody.
  private static func giveBackBriefs(ofEditionsOf ids: [Job.ID], in database: Database) throws {
    let editions = try Int64.fetchAll(
      database,
      sql: """
        SELECT id FROM edition e
        WHERE id IN (SELECT edition FROM job WHERE id IN (SELECT value FROM json_each(?)))
          AND NOT EXISTS (SELECT 1 FROM job j WHERE j.edition = e.id AND (j.state NOT IN ('cancelled', 'skipped')
            OR j.in_doubt OR j.doubts > 0
            OR EXISTS (SELECT 1 FROM delivery d WHERE d.job = j.id AND d.ending IN ('sent', 'uncertain'))))
          AND NOT EXISTS (SELECT 1 FROM edition_total t WHERE t.edition = e.id)
        """, arguments: [try json(ids)])
    for edition in editions {
      try database.execute(sql: "DELETE FROM edition_brief WHERE edition = ?", arguments: [edition])
      try database.execute(sql: "UPDATE edition SET is_empty = 1 WHERE id = ?", arguments: [edition])
    }
  }

  /// Before a statement: the table `thread` of the job `:id` and the parts behind it.
  static let withThread =
    "WITH RECURSIVE thread (id) AS (SELECT :id UNION SELECT j.id FROM job j JOIN thread t ON j.follows = t.id)"

  /// After a job that was in hand is cancelled: so are the parts behind it, and its edition gives its briefs back.
  static func endCancelled(_ id: Job.ID, now: Instant, in database: Database) throws {
    _ = try cancelThread(from: id, now: now, in: database)
    try giveBackBriefs(ofEditionsOf: [id], in: database)
  }

  /// Cancels a job, if it waits or is held, and the parts that wait behind it.
  private static func cancelThread(from id: Job.ID, now: Instant, in database: Database) throws -> [Job.ID] {
    try Int64.fetchAll(
      database,
      sql: """
        \(withThread)
        UPDATE job SET state = 'cancelled', reason = NULL, finished_at = :now
        WHERE id IN thread AND state IN ('waiting', 'held')
        RETURNING id
        """, arguments: ["id": id, "now": now]
    ).sorted()
  }

  /// The parts before these in their threads that are still to go out, by the part behind.
  public func unsentBefore(_ ids: [Job.ID]) async throws -> [Job.ID: Job.ID] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT j.id, f.id AS before FROM job j JOIN job f ON f.id = j.follows
          WHERE j.id IN (SELECT value FROM json_each(?)) AND f.state IN ('waiting', 'leased', 'held')
          """, arguments: [try json(ids)]
      ).reduce(into: [:]) { $0[$1["id"]] = $1["before"] }
    }
  }

  /// The channels of those jobs that parts of a thread wait behind: they answer to its receipt.
  public func threads(of ids: [Job.ID]) async throws -> [Job.ID: String] {
    try await read { database in
      try ids.reduce(into: [:]) { found, id in
        found[id] = try String.fetchOne(
          database,
          sql: "SELECT channel FROM job j WHERE id = ? AND EXISTS (SELECT 1 FROM job f WHERE f.follows = j.id)",
          arguments: [id])
      }
    }
  }

  /// A person knows that they arrived: the jobs are `sent`, each with a delivery that says how the far side calls it.
  public func markSent(_ jobs: [(job: Job.ID, receipt: Receipt)], now: Instant) async throws {
    try await write { [hot] database in
      for (id, receipt) in jobs {
        let job = try Self.row(id, in: database)
        guard
          job.state == .held || job.state == .failed || (job.state == .waiting && (job.isInDoubt || job.doubts > 0))
        else {
          throw StoreProblem.jobRefuses(
            id, why: "is \(job.says): only what is held, failed or in doubt can be marked as sent")
        }
        try database.execute(
          sql: """
            UPDATE job SET state = 'sent', reason = NULL, in_doubt = 0, crashes = 0, token = token + 1, finished_at = ?,
              slot = iif(state = 'failed', NULL, slot)
            WHERE id = ?
            """, arguments: [now, id])
        try Delivery(
          job: id, token: job.token + 1, started: now, marked: nil, ended: now, ending: .sent, receipt: receipt
        ).write(hot, in: database)
      }
    }
  }

  static func row(_ id: Job.ID, in database: Database) throws -> Job {
    guard
      let row = try Row.fetchOne(database, sql: "SELECT \(JobRow.columns) FROM job WHERE id = ?", arguments: [id])
    else { throw StoreProblem.noSuchJob(id) }
    return try JobRow.job(from: row)
  }
}

extension Job {
  /// `held (uncertain)`.
  public var says: String { state.rawValue + (reason.map { " (\($0.rawValue))" } ?? "") }
}
