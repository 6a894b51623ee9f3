import GRDB
import Herald

/// Every write after a claim names the lease's token, and its guard is read from `RETURNING`.
extension Store {
  /// Leases up to `limit` due jobs of one channel, the oldest due first, none with a crash behind it.
  ///
  /// A job whose stored content or envelope cannot be read is `held (undecodable)` on the way and not returned.
  public func claim(
    channel: String, network: Network, limit: Int, until: Instant, now: Instant
  ) async throws -> [Lease] {
    try await claim(
      // An equality for each column before `due`, so that the partial index serves it in order.
      "j WHERE channel = ?1 AND priority = 0 AND state = 'waiting' AND crashes = 0 AND \(Self.isNotPaused)",
      which: channel,
      networks: [channel: network], limit: limit, until: until, now: now)
  }

  /// Leases the oldest due job that a dead process had in hand. It has to run alone: a neighbour's death is not its own.
  public func claimSuspect(networks: [String: Network], until: Instant, now: Instant) async throws -> Lease? {
    try await claim(
      // Without it SQLite would look through all that wait.
      "j INDEXED BY job_suspect "
        + "WHERE state = 'waiting' AND crashes > 0 AND channel IN (SELECT value FROM json_each(?1)) "
        + "AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.channel = j.channel OR p.channel = '*')",
      which: try json(networks.keys.sorted()), networks: networks, limit: 1, until: until, now: now
    ).first
  }

  private func claim(
    _ source: String, which: String, networks: [String: Network], limit: Int, until: Instant, now: Instant
  ) async throws -> [Lease] {
    let sql = """
      UPDATE job SET state = 'leased', token = token + 1, leased_until = ?2,
        first_claimed_at = COALESCE(first_claimed_at, ?3)
      WHERE id IN (
        SELECT id FROM job \(source) AND due <= ?3 AND \(Self.isNext) AND \(Self.isNotMissed)
        ORDER BY due, id LIMIT ?4)
      RETURNING \(JobRow.columns)
      """
    return try await write { [messages, hot, held = leases] database in
      let statement = try hot.statement(sql, in: database)
      var jobs: [(id: Int64?, job: Result<Job, any Error>)] = []
      try statement.run(.text(which), .instant(until), .instant(now), .integer(limit)) {
        jobs.append((statement.integer(0), Result { try JobRow.job(from: statement) }))
      }
      let claimed = try messages.leases(
        of: jobs, network: { networks[$0] ?? .plain }, until: until, now: now, in: database)
      held.take(claimed)
      return claimed
    }
  }

  /// The part before it in its thread, if there is one, is sent.
  private static let isNext =
    "(follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))"

  /// Its time was not missed; a job that was claimed before goes on.
  private static let isNotMissed = "(missed_after IS NULL OR missed_after > ?3 OR first_claimed_at IS NOT NULL)"

  /// Gives a leased job back untouched, when its process stops before it began.
  public func release(_ leases: [Lease]) async throws {
    guard !leases.isEmpty else { return }
    defer { for lease in leases { self.leases.drop(lease) } }
    try await write { try Self.release(leases, in: $0) }
  }

  /// The same with the next commit, without waiting for it. A release that fails is what recovery is for.
  public func releaseSoon(_ lease: Lease) {
    leases.drop(lease)
    committer.submitInPassing({ try Self.release([lease], in: $0) }, ended: { _ in })
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
            AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.channel = j.channel OR p.channel = '*') AND \(Self.isNext)
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
            WHERE NOT EXISTS (SELECT 1 FROM pause p WHERE p.channel = value OR p.channel = '*'))
          SELECT min(due) FROM (
            SELECT (SELECT due FROM job j
              WHERE channel = c.value AND priority = 0 AND state = 'waiting' AND crashes = 0
                AND \(Self.isNext)
              ORDER BY due, id LIMIT 1) AS due
            FROM open c
            UNION ALL SELECT min(due) FROM job j INDEXED BY job_suspect WHERE state = 'waiting' AND crashes > 0
              AND channel IN (SELECT value FROM open)
              AND \(Self.isNext))
          """, arguments: ["channels": try json(channels)])
    }
  }
}

extension MessageCache {
  /// Builds the leases of claimed jobs; one that cannot be read is held, so that it never loops.
  func leases(
    of jobs: [(id: Int64?, job: Result<Job, any Error>)], network: (String) -> Network, until: Instant, now: Instant,
    in database: Database
  ) throws -> [Lease] {
    var leases: [Lease] = []
    for (id, result) in jobs {
      do {
        let job = try result.get()
        leases.append(
          Lease(job: job, until: until, message: try message(for: job, network: network(job.channel), in: database)))
      } catch let error where !(error is DatabaseError) {
        try database.execute(
          sql: "UPDATE job SET state = 'held', reason = 'undecodable', leased_until = NULL WHERE id = ?",
          arguments: [id])
      }
    }
    // RETURNING promises no order.
    return leases.sorted { ($0.job.due, $0.job.id) < ($1.job.due, $1.job.id) }
  }
}
