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
    if isNew {
      return try insert(
        posting, at: try Placing(posting, in: database), article: article, brief: brief, run: 1, now: now, hot,
        in: database)
    }
    let known = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, run, part, state, reason, needs_approval, due, slot, missed_after, in_doubt OR doubts > 0 AS may_be_sent, first_claimed_at IS NULL AS is_fresh,
            (SELECT sha256 FROM content c WHERE c.id = job.content) AS sha256
          FROM job WHERE article = :article AND COALESCE(brief, 0) = :brief AND channel = :channel AND run = (
            SELECT max(run) FROM job WHERE article = :article AND COALESCE(brief, 0) = :brief AND channel = :channel)
          ORDER BY part
          """), arguments: ["article": article, "brief": brief ?? 0, "channel": posting.channel])
    let run: Int = known.first?["run"] ?? 0
    if known.isEmpty || intent == .again {
      return try insert(
        posting, at: try Placing(posting, in: database), article: article, brief: brief, run: run + 1, now: now, hot,
        in: database)
    }
    let waits = known.allSatisfy { isOpen($0) && !($0["may_be_sent"] as Bool) }
    let isOther = known.contains { $0["sha256"] as String? != posting.content.sha256.hex }
    guard intent == .correct && isOther else {
      return try move(known, posting, else: .known, in: database)
    }
    guard waits else { return try move(known, posting, else: .kept, in: database) }
    if known.count == posting.content.parts.count {
      let content = try ContentRow.insert(posting.content, now: now, hot, in: database)
      try database.execute(
        sql: """
          UPDATE job SET content = ?, revision = revision + 1, wire_sha256 = NULL, note = NULL, edited_at = NULL,
            approved_sha256 = NULL, state = iif(needs_approval OR reason = 'misfire', 'held', 'waiting'),
            reason = CASE WHEN needs_approval THEN 'approval' WHEN reason = 'misfire' THEN reason END
          WHERE article = ? AND COALESCE(brief, 0) = ? AND channel = ? AND run = ?
          """, arguments: [content, article, brief ?? 0, posting.channel, run])
      return zip(known, try move(known, posting, else: .corrected, in: database)).map { row, moved in
        var job = moved
        job.effect = .corrected
        if row["needs_approval"] { (job.state, job.reason) = (.held, .approval) }
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
    let place = posting.moves ? nil : known.first.map(Placing.init)
    return try insert(
      posting, at: try place ?? Placing(posting, in: database), article: article, brief: brief, run: run + 1,
      effect: .corrected, now: now, hot, in: database)
  }

  /// Gives the parts of a post the time that was asked for, if one was and nobody has claimed them yet. The first of them
  /// takes the slot; the others follow it.
  private static func move(
    _ known: [Row], _ posting: Posting, else effect: QueuedJob.Effect, in database: Database
  ) throws -> [QueuedJob] {
    let movable = known.filter { posting.moves && isOpen($0) && $0["is_fresh"] }
    guard let first = movable.first else { return try known.map { try found($0, posting, effect) } }
    let place = try Placing(posting, keeping: first["id"], in: database)
    try place.write(to: first["id"], expiresAfter: posting.expiresAfter, in: database)
    return try known.map { row in
      guard movable.contains(where: { $0["id"] as Int64 == row["id"] }) else {
        return try found(row, posting, effect)
      }
      return try moved(row, to: row["id"] == first["id"] as Int64 ? place : place.following, posting)
    }
  }

  private static func moved(_ row: Row, to place: Placing, _ posting: Posting) throws -> QueuedJob {
    var job = try found(row, posting, .moved)
    if job.reason == .misfire { (job.state, job.reason) = (.waiting, nil) }
    (job.due, job.slot) = (place.due, place.slot)
    return job
  }

  /// It waits, for its time or for a person's approval, or missed its time.
  private static func isOpen(_ row: Row) -> Bool {
    let reason: String? = row["reason"]
    return row["state"] as String == JobState.waiting.rawValue || reason == Reason.approval.rawValue
      || reason == Reason.misfire.rawValue
  }

  private static func found(_ row: Row, _ posting: Posting, _ effect: QueuedJob.Effect) throws -> QueuedJob {
    guard let state = JobState(rawValue: row["state"]) else { throw JobRow.Undecodable(detail: "state") }
    let reason: String? = row["reason"]
    return QueuedJob(
      id: row["id"], channel: posting.channel, brief: posting.brief, part: row["part"], state: state,
      reason: reason.flatMap(Reason.init), due: row["due"], slot: row["slot"], effect: effect,
      hasOtherText: effect != .corrected && row["sha256"] as String? != posting.content.sha256.hex)
  }

  private static func insert(
    _ posting: Posting, at first: Placing, article: Int64, brief: Int64?, run: Int,
    effect: QueuedJob.Effect = .queued, now: Instant, _ hot: HotStatements, in database: Database
  ) throws -> [QueuedJob] {
    let content = try ContentRow.insert(posting.content, now: now, hot, in: database)
    let state: JobState = posting.needsApproval ? .held : .waiting
    let reason: Reason? = posting.needsApproval ? .approval : nil
    var follows: Job.ID?
    return try posting.content.parts.indices.map { part in
      let place = part == 0 ? first : first.following
      try hot.statement(insertion, in: database).run {
        $0.bind(posting.channel)
        $0.bind(article)
        $0.bind(brief)
        $0.bind(run)
        $0.bind(part)
        $0.bind(follows)
        $0.bind(content)
        $0.bind(posting.destination)
        $0.bind(place.due)
        $0.bind(now)
        $0.bind(posting.expiresAfter.map { place.due + $0 })
        $0.bind(posting.priority.rawValue)
        $0.bind(posting.needsApproval)
        $0.bind(state.rawValue)
        $0.bind(reason?.rawValue)
        $0.bind(place.slot)
        $0.bind(place.missedAfter)
      }
      let id = database.lastInsertedRowID
      follows = id
      return QueuedJob(
        id: id, channel: posting.channel, brief: posting.brief, part: part, state: state, reason: reason,
        due: place.due, slot: place.slot, effect: effect)
    }
  }

  private static let insertion = HotSQL(
    """
    INSERT INTO job (channel, article, brief, run, part, follows, content, destination, due, created_at,
      expires, priority, needs_approval, state, reason, slot, missed_after)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """)

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
