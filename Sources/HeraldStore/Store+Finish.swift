import GRDB
import Herald

extension Store {
  /// Records the attempt and moves the job, in one transaction. False when the lease was lost: nothing was written.
  ///
  /// A `sent` is recorded as `sent`, also when settling an attempt that ended `uncertain` found it. Recovery may have
  /// taken the lease while the answer was on its way: as long as nobody claimed the job again, a late `sent` ends the
  /// doubt. A doubt stays until an attempt is `sent`, `rejected` or, after settling, `uncertain`: that another attempt
  /// was deferred says nothing of the first.
  @discardableResult
  public func finish(_ lease: Lease, next: RetryPolicy.Next, delivery: Delivery) async throws -> Bool {
    guard let body = finishing(lease, next: next, delivery: delivery) else { return false }
    return try await write(body)
  }

  /// The same without waiting: it shares the next commit, 5 ms later at most. `ended` is called then, from the store's own
  /// thread; `flush` waits for all of them.
  public func finishSoon(
    _ lease: Lease, next: RetryPolicy.Next, delivery: Delivery,
    ended: @escaping @Sendable (Result<Bool, any Error>) -> Void
  ) {
    guard let body = finishing(lease, next: next, delivery: delivery) else { return ended(.success(false)) }
    committer.submitInPassing(body, ended: ended)
  }

  private func finishing(
    _ lease: Lease, next: RetryPolicy.Next, delivery: Delivery
  ) -> (@Sendable (Database) throws -> Bool)? {
    guard let move = Move(next, now: delivery.ended) else { return nil }
    var delivery = delivery
    (delivery.job, delivery.token) = (lease.job.id, lease.token)
    if case .sent(let receipt) = next {
      (delivery.ending, delivery.receipt, delivery.failure) = (.sent, receipt, nil)
    }
    return { [delivery, hot] database in
      let moved = try hot.statement(Self.moving, in: database).answers(
        .text(move.state.rawValue), .text(move.reason?.rawValue), .instant(move.due),
        .flag(delivery.ending == .deferred || delivery.ending == .uncertain), .integer(move.doubt),
        .flag([.sent, .rejected, .uncertain].contains(delivery.ending)),
        .instant(move.state.isFinished ? delivery.ended : nil), .integer(lease.job.id), .integer(lease.token))
      if moved {
        try Self.record(delivery, hot, in: database)
        return true
      }
      return delivery.ending == .sent ? try Self.endDoubt(by: delivery, in: database) : false
    }
  }

  private static let moving = """
    UPDATE job SET state = ?1, reason = ?2, due = COALESCE(?3, due), attempts = attempts + ?4, doubts = doubts + ?5,
      in_doubt = in_doubt AND NOT ?6, crashes = 0, marked_at = NULL, leased_until = NULL, finished_at = ?7
    WHERE id = ?8 AND token = ?9 AND state = 'leased'
    RETURNING id
    """

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

  static func record(_ delivery: Delivery, _ hot: HotStatements, in database: Database) throws {
    try hot.statement(
      """
      INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt, failure, code)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: database
    ).run(
      .integer(delivery.job), .integer(delivery.token), .instant(delivery.started), .instant(delivery.marked),
      .instant(delivery.ended), .text(delivery.ending.rawValue), .text(delivery.receipt?.id),
      .text(delivery.failure?.text), .text(delivery.failure?.code))
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
    case .waiting(let until, let doubt):
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
