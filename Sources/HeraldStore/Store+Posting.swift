import GRDB
import Herald

extension Store {
  /// Makes, changes or finds the jobs of one channel.
  ///
  /// - Parameter isNew: the article was stored a moment ago, and nothing was posted of it.
  static func post(
    _ posting: Posting, article: Int64, isNew: Bool, intent: QueueIntent, now: Instant,
    _ hot: HotStatements, in database: Database
  ) throws -> [QueuedJob] {
    let brief = try brief(of: posting, article: article, in: database)
    if isNew { return try insert(posting, article: article, brief: brief, run: 1, now: now, hot, in: database) }
    let known = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, run, part, state, reason, needs_approval, due, in_doubt OR doubts > 0 AS may_be_sent, first_claimed_at IS NULL AS is_fresh,
            (SELECT sha256 FROM content c WHERE c.id = job.content) AS sha256
          FROM job WHERE article = :article AND COALESCE(brief, 0) = :brief AND channel = :channel AND run = (
            SELECT max(run) FROM job WHERE article = :article AND COALESCE(brief, 0) = :brief AND channel = :channel)
          ORDER BY part
          """), arguments: ["article": article, "brief": brief ?? 0, "channel": posting.channel])
    let run: Int = known.first?["run"] ?? 0
    if known.isEmpty || intent == .again {
      return try insert(posting, article: article, brief: brief, run: run + 1, now: now, hot, in: database)
    }
    let waits = known.allSatisfy { isOpen($0) && !($0["may_be_sent"] as Bool) }
    let isOther = known.contains { $0["sha256"] as String? != posting.content.sha256.hex }
    guard intent == .correct && isOther else {
      return try known.map { try move($0, posting, else: .known, in: database) }
    }
    guard waits else { return try known.map { try move($0, posting, else: .kept, in: database) } }
    if known.count == posting.content.parts.count {
      let content = try ContentRow.insert(posting.content, now: now, hot, in: database)
      try database.execute(
        sql: """
          UPDATE job SET content = ?, revision = revision + 1, wire_sha256 = NULL, note = NULL, edited_at = NULL,
            approved_sha256 = NULL, state = iif(needs_approval, 'held', 'waiting'),
            reason = iif(needs_approval, 'approval', NULL)
          WHERE article = ? AND COALESCE(brief, 0) = ? AND channel = ? AND run = ?
          """, arguments: [content, article, brief ?? 0, posting.channel, run])
      return try known.map { row in
        var job = try move(row, posting, else: .corrected, in: database)
        job.effect = .corrected
        job.state = row["needs_approval"] ? .held : .waiting
        job.hasOtherText = false
        return job
      }
    }
    // A thread of another length is another set of jobs: a new run takes the place of the one that waits.
    try database.execute(
      sql: """
        UPDATE job SET state = 'cancelled', reason = NULL, finished_at = ?
        WHERE article = ? AND COALESCE(brief, 0) = ? AND channel = ? AND run = ?
        """, arguments: [now, article, brief ?? 0, posting.channel, run])
    var posting = posting
    if !posting.moves, let due: Instant = known.first?["due"] { posting.due = due }
    return try insert(
      posting, article: article, brief: brief, run: run + 1, effect: .corrected, now: now, hot, in: database)
  }

  /// Gives a job the due time that was asked for, if one was and nobody has claimed the job yet.
  private static func move(
    _ row: Row, _ posting: Posting, else effect: QueuedJob.Effect, in database: Database
  ) throws -> QueuedJob {
    let job = try found(row, posting, effect)
    guard posting.moves, isOpen(row), row["is_fresh"] else { return job }
    try database.execute(
      sql: "UPDATE job SET due = ?, expires = ? WHERE id = ?",
      arguments: [posting.due, posting.expiresAfter.map { posting.due + $0 }, job.id])
    var moved = job
    moved.due = posting.due
    moved.effect = .moved
    return moved
  }

  /// It waits, for its time or for a person's approval.
  private static func isOpen(_ row: Row) -> Bool {
    row["state"] as String == JobState.waiting.rawValue || row["reason"] as String? == Reason.approval.rawValue
  }

  private static func found(_ row: Row, _ posting: Posting, _ effect: QueuedJob.Effect) throws -> QueuedJob {
    guard let state = JobState(rawValue: row["state"]) else { throw JobRow.Undecodable(detail: "state") }
    return QueuedJob(
      id: row["id"], channel: posting.channel, brief: posting.brief, part: row["part"], state: state, due: row["due"],
      effect: effect, hasOtherText: effect != .corrected && row["sha256"] as String? != posting.content.sha256.hex)
  }

  private static func insert(
    _ posting: Posting, article: Int64, brief: Int64?, run: Int, effect: QueuedJob.Effect = .queued, now: Instant,
    _ hot: HotStatements, in database: Database
  ) throws -> [QueuedJob] {
    let content = try ContentRow.insert(posting.content, now: now, hot, in: database)
    let state: JobState = posting.needsApproval ? .held : .waiting
    let reason: Reason? = posting.needsApproval ? .approval : nil
    var follows: Job.ID?
    return try posting.content.parts.indices.map { part in
      try hot.statement(insertion, in: database).run(
        .text(posting.channel), .integer(article), .integer(brief), .integer(run), .integer(part), .integer(follows),
        .integer(content), .text(posting.destination), .instant(posting.due), .instant(now),
        .instant(posting.expiresAfter.map { posting.due + $0 }), .integer(posting.priority.rawValue),
        .flag(posting.needsApproval), .text(state.rawValue), .text(reason?.rawValue))
      let id = database.lastInsertedRowID
      follows = id
      return QueuedJob(
        id: id, channel: posting.channel, brief: posting.brief, part: part, state: state, due: posting.due,
        effect: effect)
    }
  }

  private static let insertion = """
    INSERT INTO job (channel, article, brief, run, part, follows, content, destination, due, created_at,
      expires, priority, needs_approval, state, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// The row of the brief that a posting speaks of; nil when it speaks of the article.
  private static func brief(of posting: Posting, article: Int64, in database: Database) throws -> Int64? {
    guard let brief = posting.brief else { return nil }
    let id = try Int64.fetchOne(
      database, sql: "SELECT id FROM brief WHERE article = ? AND identity = ?",
      arguments: [article, brief.identity.hex])
    guard let id else { throw StoreProblem.noSuchBrief(text: brief.text) }
    return id
  }
}
