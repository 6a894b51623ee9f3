import GRDB
import Herald

extension Store {
  /// The gate: stores the mark, or says why the sender has to end without sending. The answer `open` is durable.
  public func mark(_ lease: Lease, wire: SHA256Digest, note: String?, until: Instant, now: Instant) async throws
    -> GateAnswer
  {
    try await committer.submit(.statement) { database in
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
}
