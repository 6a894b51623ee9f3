import GRDB
import Herald

/// Every write after a claim names the lease's token, and its guard is read from `RETURNING`.
extension Store {
  /// Leases up to `limit` due jobs of one channel: by priority, then the oldest due first; none with a crash behind it.
  ///
  /// A job whose stored content or envelope cannot be read is `held (undecodable)` on the way and not returned.
  ///
  /// - Parameter limits: no more than its rates allow now; what is leased has used up its permits, in the same
  ///   transaction.
  public func claim(
    channel: String, network: Network, limit: Int, limits: RateLimits = .none, until: Instant, now: Instant
  ) async throws -> [Lease] {
    try await write { [self] database in
      let room = try room(limit, of: channel, limits, now: now, in: database)
      guard room > 0 else { return [] }
      let claimed = try lease(
        by: Self.claiming, of: channel, limit: room, network: { _ in network }, until: until, now: now, in: database)
      try Self.take(claimed.count, of: channel, limits, now: now, in: database)
      return claimed
    }
  }

  /// The smaller of `limit` and what the rates allow now.
  func room(
    _ limit: Int, of channel: String, _ limits: RateLimits, now: Instant, in database: Database
  ) throws -> Int {
    if limits.isNone { return limit }
    return min(limit, limits.permits(try Self.allowances(of: channel, limits, in: database), now: now).count)
  }

  /// For a claim: `chosen` is a SELECT of ids.
  static func claiming(_ chosen: String) -> HotSQL {
    HotSQL(
      """
      UPDATE job SET state = 'leased', token = token + 1, leased_until = ?2,
        first_claimed_at = COALESCE(first_claimed_at, ?3)
      WHERE id IN (\(chosen))
      RETURNING \(JobRow.leasedColumns)
      """)
  }

  /// One priority after the other, each by the partial index: an equality for each column before `due`.
  ///
  /// - Parameter ranges: of `due` and what stands behind it in the index, one after the other.
  static func byPriority(_ ranges: (Priority) -> [String]) -> String {
    Priority.allCases.flatMap { priority in
      ranges(priority).map { range in
        """
        SELECT id FROM (
          SELECT id FROM job j
          WHERE channel = ?1 AND priority = \(priority.rawValue) AND state = 'waiting' AND crashes = 0
            AND \(isNotPaused("?1")) AND \(range) AND \(isNext) AND \(isNotMissed)
          ORDER BY due, id LIMIT ?4)
        """
      }
    }.joined(separator: "\nUNION ALL\n") + "\nLIMIT ?4"
  }

  static let claiming = claiming(byPriority { _ in ["due <= ?3"] })

  /// - Parameters:
  ///   - channels: the first parameter: a channel's name, or a list of them as JSON.
  ///   - more: those from the fifth on.
  func lease(
    by sql: HotSQL, of channels: String, limit: Int, network: (String) -> Network, until: Instant, now: Instant,
    in database: Database, more: (inout HotBinding) -> Void = { _ in }
  ) throws -> [Lease] {
    let statement = try hot.statement(sql, in: database)
    var jobs: [(id: Int64?, job: Result<LeasedJob, any Error>)] = []
    jobs.reserveCapacity(limit)
    try statement.run {
      $0.bind(channels)
      $0.bind(until)
      $0.bind(now)
      $0.bind(limit)
      more(&$0)
    } read: {
      jobs.append((statement.integer(0), Result { try JobRow.leasedJob(from: statement) }))
    }
    let claimed = try messages.leases(of: jobs, network: network, until: until, now: now, in: database)
    leases.take(claimed)
    return claimed
  }

  /// Leases the oldest due job that a dead process had in hand. It has to run alone: a neighbour's death is not its own.
  ///
  /// - Parameters:
  ///   - networks: the channels that may be claimed for.
  ///   - limits: the rates of those that have some.
  public func claimSuspect(
    networks: [String: Network], limits: [String: RateLimits] = [:], until: Instant, now: Instant
  ) async throws -> Lease? {
    try await write { [self] database in
      let open = try networks.keys.sorted().filter {
        try room(1, of: $0, limits[$0] ?? .none, now: now, in: database) > 0
      }
      let lease = try lease(
        by: Self.claimingSuspect, of: try json(open), limit: 1, network: { networks[$0] ?? .plain }, until: until,
        now: now, in: database
      ).first
      if let channel = lease?.job.channel, let limits = limits[channel] {
        try Self.take(1, of: channel, limits, now: now, in: database)
      }
      return lease
    }
  }

  private static let claimingSuspect = claiming(
    // Without the index's name SQLite would look through all that wait.
    """
    SELECT id FROM job j INDEXED BY job_suspect
    WHERE state = 'waiting' AND crashes > 0 AND channel IN (SELECT value FROM json_each(?1))
      AND \(isNotPaused("j.channel"))
      AND due <= ?3 AND \(isNext)
    ORDER BY due, id LIMIT ?4
    """)

  /// The part before it in its thread, if there is one, is sent.
  static let isNext =
    "(follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))"

  /// Its time was not missed; a job that was claimed before goes on.
  static let isNotMissed = "(missed_after IS NULL OR missed_after > ?3 OR first_claimed_at IS NOT NULL)"

  /// Gives a leased job back untouched, when its process stops before it began, and the permits of its channel with it.
  public func release(_ leases: [Lease], limits: RateLimits = .none) async throws {
    guard let channel = leases.first?.job.channel else { return }
    defer { for lease in leases { self.leases.drop(lease) } }
    try await write { database in
      try Self.release(leases, in: database)
      try Self.giveBack(leases.filter { $0.job.channel == channel }, of: channel, limits, in: database)
    }
  }

  /// The same with the next commit, without waiting for it. A release that fails is what recovery is for.
  public func releaseSoon(_ lease: Lease) {
    leases.drop(lease)
    committer.submit(CommitCall(.several, isUrgent: false, { try Self.release([lease], in: $0) }, answer: { _ in }))
  }

  private static func release(_ leases: [Lease], in database: Database) throws {
    for lease in leases {
      try database.execute(
        sql: """
          UPDATE job SET state = 'waiting', leased_until = NULL
          WHERE id = ? AND token = ? AND state = 'leased' AND marked_at IS NULL
          """, arguments: [lease.job.id, lease.token])
    }
  }

  /// The earliest due time of the jobs that a dead process had in hand; nil when there is none.
  public func suspectDue(channels: [String]) async throws -> Instant? {
    try await read { database in
      try Instant.fetchOne(
        database,
        sql: """
          SELECT min(due) FROM job j INDEXED BY job_suspect
          WHERE state = 'waiting' AND crashes > 0 AND channel IN (SELECT value FROM json_each(?))
            AND \(Self.isNotPaused("j.channel")) AND \(Self.isNext)
          """, arguments: [try json(channels)])
    }
  }

  /// The earliest due time of the jobs that a claim could get; nil when there is none. A part whose part before is not
  /// sent is none of them, however long it has been due.
  public func nextDue(channels: [String]) async throws -> Instant? {
    try await read { database in
      try Instant.fetchOne(
        database,
        sql: """
          WITH open (value) AS (
            SELECT value FROM json_each(:channels)
            WHERE \(Self.isNotPaused("value")))
          SELECT min(due) FROM (
            SELECT (SELECT due FROM job j
              WHERE channel = c.value AND priority = p.value AND state = 'waiting' AND crashes = 0
                AND \(Self.isNext)
              ORDER BY due, id LIMIT 1) AS due
            FROM open c, json_each('\(Self.priorities)') p
            UNION ALL SELECT min(due) FROM job j INDEXED BY job_suspect WHERE state = 'waiting' AND crashes > 0
              AND channel IN (SELECT value FROM open)
              AND \(Self.isNext))
          """, arguments: ["channels": try json(channels)])
    }
  }
}

extension Store {
  /// `[-1,0,1]`.
  static let priorities = "[\(Priority.allCases.map { "\($0.rawValue)" }.joined(separator: ","))]"
}

extension MessageCache {
  /// Builds the leases of claimed jobs; one that cannot be read is held, so that it never loops.
  func leases(
    of jobs: [(id: Int64?, job: Result<LeasedJob, any Error>)], network: (String) -> Network, until: Instant,
    now: Instant, in database: Database
  ) throws -> [Lease] {
    var leases: [Lease] = []
    for (id, result) in jobs {
      do {
        let job = try result.get()
        leases.append(
          Lease(
            job: job, until: until, message: try message(for: job, network: network(job.channel), in: database),
            claimed: now))
      } catch let error where !(error is DatabaseError) {
        try database.execute(
          sql: "UPDATE job SET state = 'held', reason = 'undecodable', leased_until = NULL WHERE id = ?",
          arguments: [id])
      }
    }
    // RETURNING promises no order.
    return leases.sorted { ($0.job.priority, $0.job.due, $0.job.id) < ($1.job.priority, $1.job.due, $1.job.id) }
  }
}
