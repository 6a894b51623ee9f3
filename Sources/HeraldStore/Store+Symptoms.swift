import GRDB
import Herald

extension Store {
  /// Posts that failed within this time, and mails, count as failed now.
  static let failedLately = (posts: Seconds.hours(1), mails: Seconds.hours(24))

  /// How many of the last deliveries are looked through for one that a channel sent lately.
  static let lastDeliveries = 2_000

  /// What an operator might have to know: what is paused or closed, held, overdue, failed or missed, and a disk with too
  /// little room.
  ///
  /// Reads no table as a whole: for each channel ranges of indexes, and the rows of jobs that are held or failed.
  ///
  /// - Parameters:
  ///   - overdue: a job that was due longer ago than this is overdue, unless its channel has sent something since.
  ///   - channels: the configured ones, each with the longest time between two messages that its rates ask for: a channel
  ///     that has sent something within that time moves.
  ///   - digests: those whose missed runs count: a digest that is not configured any more misses none.
  public func symptoms(
    overdue: Seconds, channels: [String: Seconds], digests: [String], now: Instant
  ) async throws -> Symptoms {
    let limit = now + Seconds(microseconds: -overdue.microseconds)
    let room = room.flatMap { $0.isLow ? $0 : nil }
    return try await read { [path] database in
      var symptoms = Symptoms()
      symptoms.disk = room.map { Symptoms.Disk(path: path, free: $0.free, needed: $0.needed) }
      for known in try Self.closings(of: nil, in: database)
      where known.destination == nil && channels[known.channel] != nil {
        symptoms.closings[known.channel] = known.closing
      }
      symptoms.pauses = try Self.pauses(in: database).map {
        Symptoms.Pause(channel: $0.channel, since: $0.since, detail: $0.detail)
      }
      for channel in try String.fetchAll(database, sql: Self.channelsSQL) {
        let rest = min(limit, now + Seconds(microseconds: -2 * (channels[channel] ?? 0).microseconds))
        symptoms.backlogs.append(try Self.backlog(of: channel, dueBefore: limit, sentAfter: rest, in: database))
        symptoms.held += try Self.held(of: channel, dueBefore: limit, in: database)
        symptoms.failed += try Self.failed(of: channel, now: now, in: database)
      }
      symptoms.missed = try Self.missed(by: digests, now: now, in: database)
      return symptoms
    }
  }

  /// Differs from every earlier value when this process or another has changed something since.
  public func changeMark() async throws -> [Int64] {
    try await read { database in
      [try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0, Int64(database.totalChangesCount)]
    }
  }

  /// Jumps from one channel to the next in the index.
  static let channelsSQL = """
    WITH RECURSIVE name (channel) AS (
      SELECT min(channel) FROM job
      UNION ALL SELECT (SELECT min(channel) FROM job WHERE channel > name.channel) FROM name WHERE channel IS NOT NULL)
    SELECT channel FROM name WHERE channel IS NOT NULL
    """

  // MARK: - What waits

  static let waitingSQL = """
    SELECT (SELECT count(*) FROM job INDEXED BY job_waiting WHERE channel = ?1 AND state = 'waiting' AND crashes = 0)
      + (SELECT count(*) FROM job INDEXED BY job_suspect WHERE channel = ?1 AND state = 'waiting' AND crashes > 0)
    """

  /// The next priority in the index, so that each range of due times is one.
  static let prioritySQL = """
    SELECT min(priority) FROM job INDEXED BY job_waiting
    WHERE channel = ? AND state = 'waiting' AND crashes = 0 AND priority > ?
    """

  static let oldestSQL = """
    SELECT id, due FROM job j INDEXED BY job_waiting
    WHERE channel = :channel AND priority = :priority AND state = 'waiting' AND crashes = 0 AND due <= :limit
      AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))
    ORDER BY due, id LIMIT 1
    """

  static let overdueSQL = """
    SELECT count(*) FROM job INDEXED BY job_waiting
    WHERE channel = :channel AND priority = :priority AND state = 'waiting' AND crashes = 0 AND due <= :limit
    """

  static let suspectSQL = """
    SELECT count(*) AS count, min(due) AS due, min(id) AS id FROM job INDEXED BY job_suspect
    WHERE channel = :channel AND state = 'waiting' AND crashes > 0 AND due <= :limit
    """

  static let movingSQL = """
    SELECT EXISTS (
      SELECT 1 FROM (SELECT job, ending, ended_at FROM delivery ORDER BY id DESC LIMIT \(lastDeliveries)) d
      JOIN job j ON j.id = d.job
      WHERE d.ending = 'sent' AND d.ended_at > :limit AND j.channel = :channel)
    """

  private static func backlog(
    of channel: String, dueBefore limit: Instant, sentAfter rest: Instant, in database: Database
  ) throws -> Symptoms.Backlog {
    var backlog = Symptoms.Backlog(
      channel: channel, waiting: try Int.fetchOne(database, sql: waitingSQL, arguments: [channel]) ?? 0)
    guard backlog.waiting > 0 else { return backlog }
    var priority = Int64.min
    while let next = try Int64.fetchOne(database, sql: prioritySQL, arguments: [channel, priority]) {
      priority = next
      let place: StatementArguments = ["channel": channel, "priority": priority, "limit": limit]
      guard let row = try Row.fetchOne(database, sql: oldestSQL, arguments: place) else { continue }
      backlog.overdue += try Int.fetchOne(database, sql: overdueSQL, arguments: place) ?? 0
      backlog.found(row)
    }
    if let row = try Row.fetchOne(
      database, sql: suspectSQL, arguments: ["channel": channel, "limit": limit]), row["count"] > 0
    {
      backlog.overdue += row["count"]
      backlog.found(row)
    }
    if backlog.overdue > 0 {
      backlog.isMoving =
        try Bool.fetchOne(database, sql: movingSQL, arguments: ["channel": channel, "limit": rest]) ?? false
    }
    return backlog
  }

  // MARK: - What a person has to see

  private static func held(
    of channel: String, dueBefore limit: Instant, in database: Database
  ) throws -> [Symptoms.Held] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT reason, count(*) AS count, min(id) AS id FROM job INDEXED BY job_aside
        WHERE channel = ? AND \(isAside) AND state = 'held' AND (reason <> 'approval' OR due <= ?) GROUP BY reason
        """, arguments: [channel, limit]
    ).map { row in
      guard let reason = Reason(rawValue: row["reason"]) else { throw JobRow.Undecodable(detail: "reason") }
      return Symptoms.Held(
        channel: channel, reason: reason, count: row["count"], job: row["id"],
        said: try lastFailure(of: row["id"], in: database))
    }
  }

  private static func failed(of channel: String, now: Instant, in database: Database) throws -> [Symptoms.Failed] {
    let (posts, mails) = (failedLately.posts, failedLately.mails)
    return try Row.fetchAll(
      database,
      sql: """
        SELECT j.edition, e.digest || ' ' || e.number AS name, e.owed, count(*) AS count, min(j.finished_at) AS since,
          max(j.id) AS id
        FROM job j INDEXED BY job_aside LEFT JOIN edition e ON e.id = j.edition
        WHERE j.channel = ? AND \(isAside) AND j.state = 'failed' AND j.finished_at > CASE WHEN j.edition IS NULL THEN ? ELSE ? END
        GROUP BY j.edition
        """,
      arguments: [
        channel, now + Seconds(microseconds: -posts.microseconds), now + Seconds(microseconds: -mails.microseconds),
      ]
    ).map { row in
      let name: String? = row["name"]
      return Symptoms.Failed(
        channel: channel, edition: name.map { Symptoms.Failed.Edition(name: $0, owed: row["owed"]) },
        count: row["count"], since: row["since"], job: row["id"], said: try lastFailure(of: row["id"], in: database))
    }
  }

  /// What was decided in the same look ends no alarm: of three days down two runs are missed, and the third opens late.
  private static func missed(by digests: [String], now: Instant, in database: Database) throws -> [Symptoms.Missed] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT digest, count(*) AS runs, min(nominal) AS nominal, min(decided_at) AS decided FROM passed_run p
        WHERE reason = 'missed' AND digest IN (SELECT value FROM json_each(?)) AND decided_at <= ?
          AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.digest = p.digest AND e.opened_at > p.decided_at)
          AND NOT EXISTS (SELECT 1 FROM passed_run q
            WHERE q.digest = p.digest AND q.reason <> 'missed' AND q.decided_at > p.decided_at)
        GROUP BY digest ORDER BY digest
        """, arguments: [try json(digests), now + plausibleClock]
    ).map { row in
      Symptoms.Missed(schedule: row["digest"], runs: row["runs"], nominal: row["nominal"], decided: row["decided"])
    }
  }

  private static func lastFailure(of job: Job.ID, in database: Database) throws -> String {
    let row = try Row.fetchOne(
      database, sql: "SELECT failure, code FROM delivery WHERE job = ? ORDER BY token DESC LIMIT 1", arguments: [job])
    guard let row, let failure: String = row["failure"] else { return "" }
    return Failure(failure, code: row["code"]).description
  }
}

extension Symptoms.Backlog {
  fileprivate mutating func found(_ row: Row) {
    let due: Instant = row["due"]
    guard oldest.map({ due < $0 }) ?? true else { return }
    oldest = due
    job = row["id"]
  }
}
