import GRDB
import Herald

/// Claim, mark, finish, recover: the statements that carry the delivery guarantee. Every write after a claim names the
/// lease's token, and its guard is read from `RETURNING`.
extension Store {
  /// Leases up to `limit` due jobs of one channel, the oldest due first, none with a crash behind it.
  ///
  /// A job whose stored content or envelope cannot be read is `held (undecodable)` on the way and not returned.
  public func claim(
    channel: String, network: Network, limit: Int, until: Instant, now: Instant
  ) async throws -> [Lease] {
    try await write { [messages] database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            UPDATE job SET state = 'leased', token = token + 1, leased_until = :until,
              first_claimed_at = COALESCE(first_claimed_at, :now)
            WHERE id IN (
              SELECT id FROM job j
              WHERE channel = :channel AND priority = 0 AND state = 'waiting' AND crashes = 0 AND due <= :now
                AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))
              ORDER BY due, id LIMIT :limit)
            RETURNING \(JobRow.columns)
            """),
        arguments: ["until": until, "now": now, "channel": channel, "limit": limit])
      return try messages.leases(from: rows, network: { _ in network }, until: until, now: now, in: database)
    }
  }

  /// Leases the oldest due job that a dead process had in hand. It has to run alone: a neighbour's death is not its own.
  public func claimSuspect(networks: [String: Network], until: Instant, now: Instant) async throws -> Lease? {
    try await write { [messages] database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            UPDATE job SET state = 'leased', token = token + 1, leased_until = :until,
              first_claimed_at = COALESCE(first_claimed_at, :now)
            WHERE id IN (
              SELECT id FROM job j
              WHERE state = 'waiting' AND crashes > 0 AND due <= :now
                AND channel IN (SELECT value FROM json_each(:channels))
                AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))
              ORDER BY due, id LIMIT 1)
            RETURNING \(JobRow.columns)
            """),
        arguments: ["until": until, "now": now, "channels": try json(networks.keys.sorted())])
      return try messages.leases(
        from: rows, network: { networks[$0] ?? .plain }, until: until, now: now, in: database
      ).first
    }
  }

  /// The gate: stores the mark, or says why the sender has to end without sending. The answer `open` is durable.
  public func mark(_ lease: Lease, wire: SHA256Digest, note: String?, until: Instant, now: Instant) async throws
    -> GateAnswer
  {
    try await write { database in
      let marked = try Int64.fetchOne(
        database.cachedStatement(
          sql: """
            UPDATE job SET marked_at = :now, wire_sha256 = :wire, note = :note, leased_until = :until
            WHERE id = :id AND token = :token AND state = 'leased' AND marked_at IS NULL AND NOT cancel_asked
              AND leased_until > :now AND (expires IS NULL OR expires > :now)
              AND (wire_sha256 IS NULL OR wire_sha256 = :wire)
              AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = job.subscriber AND s.state <> 'active')
            RETURNING id
            """),
        arguments: [
          "now": now, "wire": wire.hex, "note": note, "until": until, "id": lease.job.id, "token": lease.token,
        ])
      if marked != nil { return .open }
      return .closed(try Self.closure(for: lease, wire: wire, now: now, in: database))
    }
  }

  private static func closure(
    for lease: Lease, wire: SHA256Digest, now: Instant, in database: Database
  ) throws -> GateClosure {
    guard
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT cancel_asked, expires, wire_sha256, marked_at, leased_until,
            (SELECT state FROM subscriber s WHERE s.id = job.subscriber) AS subscriber_state
          FROM job WHERE id = ? AND token = ? AND state = 'leased'
          """, arguments: [lease.job.id, lease.token])
    else { return .leaseLost }
    if row["marked_at"] as Int64? != nil || (row["leased_until"] as Instant) <= now { return .leaseLost }
    if row["cancel_asked"] as Bool { return .cancelled }
    if let expires: Instant = row["expires"], expires <= now { return .expired }
    if let state: String = row["subscriber_state"], state != Subscriber.State.active.rawValue { return .unsubscribed }
    return .changed
  }

  /// Records the attempt and moves the job, in one transaction. False when the lease was lost: nothing was written.
  ///
  /// A `sent` is recorded as `sent`, also when settling an attempt that ended `uncertain` found it. Recovery may have
  /// taken the lease while the answer was on its way: as long as nobody claimed the job again, a late `sent` ends the
  /// doubt. A doubt stays until an attempt is `sent`, `rejected` or, after settling, `uncertain`: that another attempt
  /// was deferred says nothing of the first.
  @discardableResult
  public func finish(_ lease: Lease, next: RetryPolicy.Next, delivery: Delivery) async throws -> Bool {
    guard let move = Move(next, now: delivery.ended) else { return false }
    var delivery = delivery
    (delivery.job, delivery.token) = (lease.job.id, lease.token)
    if case .sent(let receipt) = next {
      (delivery.ending, delivery.receipt, delivery.failure) = (.sent, receipt, nil)
    }
    return try await write { [delivery] database in
      let moved = try Int64.fetchOne(
        database.cachedStatement(
          sql: """
            UPDATE job SET state = :state, reason = :reason, due = COALESCE(:due, due), attempts = attempts + :spent,
              doubts = doubts + :doubt, in_doubt = in_doubt AND NOT :clears, crashes = 0, marked_at = NULL,
              leased_until = NULL, finished_at = :finished
            WHERE id = :id AND token = :token AND state = 'leased'
            RETURNING id
            """),
        arguments: [
          "state": move.state.rawValue, "reason": move.reason?.rawValue, "due": move.due,
          "spent": delivery.ending == .deferred || delivery.ending == .uncertain, "doubt": move.doubt,
          "clears": [.sent, .rejected, .uncertain].contains(delivery.ending),
          "finished": move.state.isFinished ? delivery.ended : nil, "id": lease.job.id, "token": lease.token,
        ])
      if moved != nil {
        try Self.record(delivery, in: database)
        return true
      }
      return delivery.ending == .sent ? try Self.endDoubt(by: delivery, in: database) : false
    }
  }

  private static func endDoubt(by delivery: Delivery, in database: Database) throws -> Bool {
    let moved = try Int64.fetchOne(
      database,
      sql: """
        UPDATE job SET state = 'sent', reason = NULL, in_doubt = 0, crashes = 0, finished_at = :ended
        WHERE id = :id AND token = :token
          AND ((state = 'waiting' AND in_doubt) OR (state = 'held' AND (in_doubt OR reason = 'uncertain')))
        RETURNING id
        """, arguments: ["ended": delivery.ended, "id": delivery.job, "token": delivery.token])
    guard moved != nil else { return false }
    try database.execute(
      sql: """
        UPDATE delivery SET ending = 'sent', receipt = ?, failure = NULL, code = NULL, ended_at = ?
        WHERE job = ? AND token = ? AND ending = 'uncertain'
        """, arguments: [delivery.receipt?.id, delivery.ended, delivery.job, delivery.token])
    return true
  }

  /// Gives a leased job back untouched, when its process stops before it began.
  public func release(_ leases: [Lease]) async throws {
    try await write { database in
      for lease in leases {
        try database.execute(
          sql: """
            UPDATE job SET state = 'waiting', leased_until = NULL
            WHERE id = ? AND token = ? AND state = 'leased' AND marked_at IS NULL
            """, arguments: [lease.job.id, lease.token])
      }
    }
  }

  /// What recovery found.
  public struct Recovery: Hashable, Sendable {
    /// Not marked: wait again.
    public var waiting = 0
    /// Marked: in doubt, recorded as `uncertain`, to be settled before anything is sent again.
    public var inDoubt = 0
    /// Died three times alone.
    public var poison = 0

    public var isNothing: Bool { self == Recovery() }
  }

  /// Takes back the leases of dead processes. A daemon at its start holds the only daemon lock, so every lease is one
  /// of them; `onlyExpired` takes back those whose time is over.
  public func recover(onlyExpired: Bool = false, now: Instant) async throws -> Recovery {
    try await write { database in
      var recovery = Recovery()
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT \(JobRow.columns) FROM job WHERE state = 'leased' AND (NOT ? OR leased_until <= ?)",
        arguments: [onlyExpired, now])
      for row in rows {
        let id: Int64 = row["id"]
        let marked: Instant? = row["marked_at"]
        let isPoison = (row["crashes"] as Int) + 1 > 3
        try database.execute(
          sql: """
            UPDATE job SET state = ?, reason = ?, crashes = crashes + 1, leased_until = NULL, marked_at = NULL,
              in_doubt = max(in_doubt, ?), attempts = attempts + ?
            WHERE id = ?
            """,
          arguments: [
            isPoison ? "held" : "waiting", isPoison ? Reason.poison.rawValue : nil, marked != nil,
            marked == nil ? 0 : 1, id,
          ])
        switch (isPoison, marked) {
        case (true, _): recovery.poison += 1
        case (false, nil): recovery.waiting += 1
        case (false, _): recovery.inDoubt += 1
        }
        if let marked {
          let failure = Failure("the process died after the gate and before an answer was recorded")
          try Self.record(
            Delivery(
              job: id, token: row["token"], started: marked, marked: marked, ended: now, ending: .uncertain,
              failure: failure), in: database)
        }
      }
      return recovery
    }
  }

  /// The earliest due time of the jobs that a claim could get; nil when there is none. A part whose part before is not
  /// sent is none of them, however long it has been due.
  public func nextDue(channels: [String]) async throws -> Instant? {
    try await read { database in
      try Instant.fetchOne(
        database,
        sql: """
          SELECT min(due) FROM (
            SELECT (SELECT due FROM job j
              WHERE channel = c.value AND priority = 0 AND state = 'waiting' AND crashes = 0
                AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent'))
              ORDER BY due, id LIMIT 1) AS due
            FROM json_each(:channels) c
            UNION ALL SELECT min(due) FROM job j WHERE state = 'waiting' AND crashes > 0
              AND channel IN (SELECT value FROM json_each(:channels))
              AND (follows IS NULL OR EXISTS (SELECT 1 FROM job f WHERE f.id = j.follows AND f.state = 'sent')))
          """, arguments: ["channels": try json(channels)])
    }
  }

  private static func record(_ delivery: Delivery, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt, failure, code)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      delivery.job, delivery.token, delivery.started, delivery.marked, delivery.ended, delivery.ending.rawValue,
      delivery.receipt?.id, delivery.failure?.text, delivery.failure?.code,
    ])
  }
}

/// The columns that a `Next` sets; none when there is nothing to write.
private struct Move {
  var state: JobState
  var reason: Reason?
  var due: Instant?
  var doubt = 0

  init?(_ next: RetryPolicy.Next, now: Instant) {
    switch next {
    case .sent: state = .sent
    case .waiting(let until, _, let doubt):
      state = .waiting
      due = until
      self.doubt = doubt ? 1 : 0
    case .ended(let state, let reason):
      self.state = state
      self.reason = reason
    case .nothing: return nil
    }
  }
}

extension MessageCache {
  /// Builds the leases of claimed rows; a row that cannot be read is held, so that it never loops.
  func leases(
    from rows: [Row], network: (String) -> Network, until: Instant, now: Instant, in database: Database
  ) throws -> [Lease] {
    var leases: [Lease] = []
    for row in rows {
      do {
        let job = try JobRow.job(from: row)
        leases.append(
          Lease(job: job, until: until, message: try message(for: job, network: network(job.channel), in: database)))
      } catch let error where !(error is DatabaseError) {
        try database.execute(
          sql: """
            UPDATE job SET state = 'held', reason = 'undecodable', leased_until = NULL WHERE id = ?
            """, arguments: [row["id"] as Int64])
      }
    }
    // RETURNING promises no order.
    return leases.sorted { ($0.job.due, $0.job.id) < ($1.job.due, $1.job.id) }
  }
}
