import GRDB
import Herald

/// Everything that the record of one attempt writes: to the job and as a delivery. Can be kept outside the database when
/// that takes nothing, and written later, because its guards are in the statement.
struct FinishedAttempt: Codable, Hashable, Sendable {
  let job: Job.ID
  /// The lease under which it ran.
  let token: Int64
  let state: JobState
  let reason: Reason?
  /// Nil: the due time stays.
  let due: Instant?
  /// Whether a second try after this doubt was granted.
  let isSecondTryGranted: Bool
  let started: Instant
  let marked: Instant?
  let ended: Instant
  let ending: Delivery.Ending
  let receipt: Receipt?
  let failure: Failure?
  /// It only asked what became of an earlier attempt and learnt nothing, so there was no delivery.
  let isQuestion: Bool

  /// Nil when there is nothing to write.
  init?(_ lease: Lease, next: RetryPolicy.Next, delivery: Delivery, isQuestion: Bool) {
    (job, token, started, marked) = (lease.job.id, lease.token, delivery.started, delivery.marked)
    ended = delivery.ended
    self.isQuestion = isQuestion
    switch next {
    case .sent(let receipt):
      (state, reason, due, isSecondTryGranted) = (.sent, nil, nil, false)
      (ending, self.receipt, failure) = (.sent, receipt, nil)
    case .waiting(let until, let doubt):
      (state, reason, due, isSecondTryGranted) = (.waiting, nil, until, doubt)
      (ending, receipt, failure) = (delivery.ending, delivery.receipt, delivery.failure)
    case .ended(let state, let reason):
      (self.state, self.reason, due, isSecondTryGranted) = (state, reason, nil, false)
      (ending, receipt, failure) = (delivery.ending, delivery.receipt, delivery.failure)
    case .nothing: return nil
    }
  }

  /// False when the lease was lost and nothing was written.
  func write(_ hot: HotStatements, in database: Database) throws -> Bool {
    if try move(hot, in: database) {
      if !isQuestion { try delivery.write(hot, in: database) }
      // Somebody cancelled it while it was in hand: what waits behind it would wait for ever.
      if state != .sent, try isCancelled(in: database) {
        try Store.endCancelled(job, now: ended, in: database)
      }
      return true
    }
    return ending == .sent ? try endDoubt(hot, in: database) : false
  }

  /// Whether the lease was still ours.
  private func move(_ hot: HotStatements, in database: Database) throws -> Bool {
    if state == .sent {
      return try hot.statement(Self.sending, in: database).changes {
        $0.bind(ended)
        $0.bind(job)
        $0.bind(token)
      }
    }
    let isAnAttempt = (ending == .deferred || ending == .uncertain) && !isQuestion
    return try hot.statement(Self.moving, in: database).changes {
      $0.bind(state.rawValue)
      $0.bind(reason?.rawValue)
      $0.bind(due)
      $0.bind(isAnAttempt)
      $0.bind(isSecondTryGranted)
      $0.bind(ending == .rejected || ending == .uncertain)
      $0.bind(ended)
      $0.bind(job)
      $0.bind(token)
      $0.bind(isRepeatable)
    }
  }

  /// It may have arrived, and is sent again while that is harmless.
  private var isRepeatable: Bool { ending == .uncertain && state == .waiting && !isSecondTryGranted }

  private func isCancelled(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT state = 'cancelled' FROM job WHERE id = ?", arguments: [job]) == true
  }

  private var delivery: Delivery {
    Delivery(
      job: job, token: token, started: started, marked: marked, ended: ended, ending: ending, receipt: receipt,
      failure: failure)
  }

  /// What most attempts come to, and so a statement of its own: it is two thirds of the other's time.
  static let sending = HotSQL(
    """
    UPDATE job SET state = 'sent', reason = NULL, in_doubt = 0, crashes = 0, marked_at = NULL, leased_until = NULL,
      finished_at = ?1
    WHERE id = ?2 AND token = ?3 AND state = 'leased'
    """)

  /// This attempt, or an earlier one that it says nothing of.
  private static let mayBeSent = "(?5 OR ?10 OR (in_doubt AND NOT ?6))"

  /// A job that a person cancelled while it was in hand does not wait again: it is cancelled, or held when it may have
  /// been sent.
  private static let moving = HotSQL(
    """
    UPDATE job SET
      state = CASE WHEN ?1 = 'waiting' AND cancel_asked THEN iif(\(mayBeSent), 'held', 'cancelled')
        ELSE ?1 END,
      reason = CASE WHEN ?1 = 'waiting' AND cancel_asked THEN iif(\(mayBeSent), 'uncertain', NULL)
        ELSE ?2 END,
      finished_at = CASE
        WHEN ?1 IN ('failed', 'cancelled', 'skipped') THEN ?7
        WHEN ?1 = 'waiting' AND cancel_asked AND NOT \(mayBeSent) THEN ?7 END,
      due = COALESCE(?3, due), attempts = attempts + ?4, doubts = doubts + ?5,
      in_doubt = ?10 OR (in_doubt AND NOT ?6),
      crashes = 0, marked_at = NULL, leased_until = NULL
    WHERE id = ?8 AND token = ?9 AND state = 'leased'
    """)

  /// Recovery may have taken the lease while the answer was on its way: as long as nobody claimed the job again, a late
  /// `sent` ends the doubt.
  private func endDoubt(_ hot: HotStatements, in database: Database) throws -> Bool {
    let moved = try Int64.fetchOne(
      database,
      sql: """
        UPDATE job SET state = 'sent', reason = NULL, in_doubt = 0, crashes = 0, finished_at = :ended
        WHERE id = :id AND token = :token
          AND ((state = 'waiting' AND in_doubt) OR (state = 'held' AND (in_doubt OR reason = 'uncertain')))
        RETURNING id
        """, arguments: ["ended": ended, "id": job, "token": token])
    guard moved != nil else { return false }
    try database.execute(
      sql: """
        UPDATE delivery SET ending = 'sent', receipt = ?, failure = NULL, code = NULL, ended_at = ?
        WHERE job = ? AND token = ? AND ending = 'uncertain'
        """, arguments: [receipt?.id, ended, job, token])
    // Recovery recorded a doubt only if this attempt was marked; settling finds out without a mark.
    if database.changesCount == 0 { try delivery.write(hot, in: database) }
    return true
  }
}

extension Delivery {
  func write(_ hot: HotStatements, in database: Database) throws {
    try hot.statement(Self.insertion, in: database).run {
      $0.bind(job)
      $0.bind(token)
      $0.bind(started)
      $0.bind(marked)
      $0.bind(ended)
      $0.bind(ending.rawValue)
      $0.bind(receipt?.id)
      $0.bind(failure?.text)
      $0.bind(failure?.code)
    }
  }

  static let insertion = HotSQL(
    """
    INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt, failure, code)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """)
}
