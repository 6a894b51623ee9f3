import GRDB
import Herald

extension Store {
  /// The gate: stores the mark, or says why the sender has to end without sending. The answer `open` is durable.
  public func mark(_ lease: Lease, wire: SHA256Digest, note: String?, until: Instant, now: Instant) async throws
    -> GateAnswer
  {
    try await withUnsafeThrowingContinuation { continuation in
      committer.submit(
        MarkRequest(hot: hot, lease: lease, wire: wire, note: note, until: until, now: now, answer: continuation))
    }
  }

  private final class MarkRequest: CommitRequest {
    private let hot: HotStatements
    private let lease: Lease
    private let wire: SHA256Digest
    private let note: String?
    private let until: Instant
    private let now: Instant
    private let continuation: UnsafeContinuation<GateAnswer, any Error>
    /// Until it has run: shut.
    private var gate = GateAnswer.closed(.storeFailed)

    init(
      hot: HotStatements, lease: Lease, wire: SHA256Digest, note: String?, until: Instant, now: Instant,
      answer continuation: UnsafeContinuation<GateAnswer, any Error>
    ) {
      (self.hot, self.lease, self.wire, self.note) = (hot, lease, wire, note)
      (self.until, self.now, self.continuation) = (until, now, continuation)
      super.init(.statement, isUrgent: true)
    }

    override func write(in database: Database) throws {
      let marked = try hot.statement(Store.marking, in: database).changes {
        $0.bind(now)
        $0.bind(wire.hex)
        $0.bind(note)
        $0.bind(until)
        $0.bind(lease.job.id)
        $0.bind(lease.token)
      }
      gate = marked ? .open : .closed(try Store.closure(for: lease, wire: wire, now: now, in: database))
    }

    override func ended(_ failure: (any Error)?) {
      if let failure { continuation.resume(throwing: failure) } else { continuation.resume(returning: gate) }
    }
  }

  static let marking = HotSQL(
    """
    UPDATE job SET marked_at = ?1, wire_sha256 = ?2, note = ?3, leased_until = ?4
    WHERE id = ?5 AND token = ?6 AND state = 'leased' AND marked_at IS NULL AND NOT cancel_asked
      AND leased_until > ?1 AND (expires IS NULL OR expires > ?1 OR follows IS NOT NULL)
      AND (wire_sha256 IS NULL OR wire_sha256 = ?2)
      AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = job.subscriber AND s.state <> 'active')
      AND \(isNotPaused("job.channel"))
    """)

  private static func closure(
    for lease: Lease, wire: SHA256Digest, now: Instant, in database: Database
  ) throws -> GateClosure {
    guard
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT cancel_asked, iif(follows IS NULL, expires, NULL) AS expires, wire_sha256, marked_at, leased_until,
            (SELECT state FROM subscriber s WHERE s.id = job.subscriber) AS subscriber_state,
            (\(isNotPaused("job.channel"))) AS is_not_paused
          FROM job WHERE id = ? AND token = ? AND state = 'leased'
          """, arguments: [lease.job.id, lease.token])
    else { return .leaseLost }
    if row["marked_at"] as Int64? != nil || (row["leased_until"] as Instant) <= now { return .leaseLost }
    if row["cancel_asked"] as Bool { return .cancelled }
    if let expires: Instant = row["expires"], expires <= now { return .expired }
    if let state: String = row["subscriber_state"], state != Subscriber.State.active.rawValue { return .unsubscribed }
    return row["is_not_paused"] ? .changed : .paused
  }
}
