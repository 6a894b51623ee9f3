import GRDB
import Herald

/// A post whose time was missed, and what became of it.
public struct MisfiredPost: Hashable, Sendable {
  public enum Fate: Hashable, Sendable {
    /// It is held (misfire) for a person.
    case held
    /// It goes out now.
    case now
    /// It has another slot, and is due then.
    case slot(Instant)
  }

  public var job: Job.ID
  public var channel: String
  /// When it should have gone out.
  public var due: Instant
  public var fate: Fate
}

extension Store {
  /// Applies each channel's policy to its posts that were given a time which was missed, the oldest first. A channel that is
  /// paused waits: its posts are missed when it is resumed.
  ///
  /// - Parameter limit: at most so many at once; the others wait for the next call.
  public func applyMisfires(
    _ policies: [String: MisfirePolicy], limit: Int = 200, now: Instant
  ) async throws -> [MisfiredPost] {
    let channels = policies.keys.sorted()
    guard try await read({ try !Self.missedPosts(of: channels, limit: 1, now: now, in: $0).isEmpty }) else { return [] }
    return try await write { database in
      try Self.missedPosts(of: channels, limit: limit, now: now, in: database).map { post in
        var post = post
        if let policy = policies[post.channel] { post.fate = try Self.misfire(post, policy, now: now, in: database) }
        return post
      }
    }
  }

  private static func missedPosts(
    of channels: [String], limit: Int, now: Instant, in database: Database
  ) throws -> [MisfiredPost] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, channel, due FROM job j INDEXED BY job_missed
          WHERE state = 'waiting' AND missed_after IS NOT NULL AND first_claimed_at IS NULL AND missed_after <= :now
            AND channel IN (SELECT value FROM json_each(:channels))
            AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.channel = j.channel OR p.channel = '*')
          ORDER BY due, id LIMIT :limit
          """), arguments: ["now": now, "channels": try json(channels), "limit": limit]
    ).map { MisfiredPost(job: $0["id"], channel: $0["channel"], due: $0["due"], fate: .held) }
  }

  private static func misfire(
    _ post: MisfiredPost, _ policy: MisfirePolicy, now: Instant, in database: Database
  ) throws -> MisfiredPost.Fate {
    var place: Placing?
    if policy.misfire == .spread, let slots = policy.slots {
      do {
        place = try Placing.firstFree(
          of: slots, channel: post.channel, after: now, catchUp: policy.catchUp, keeping: nil, in: database)
      } catch StoreProblem.noFreeSlot {
        // A person has to look at so many.
        place = nil
      }
    }
    try place?.write(to: post.job, in: database)
    let fate: MisfiredPost.Fate = place.map { .slot($0.due) } ?? (policy.misfire == .once ? .now : .held)
    try database.execute(
      sql: """
        UPDATE job SET misfires = misfires + 1, state = iif(:held, 'held', state), reason = iif(:held, 'misfire', reason),
          missed_after = iif(:now, NULL, missed_after)
        WHERE id = :id
        """, arguments: ["held": fate == .held, "now": fate == .now, "id": post.job])
    return fate
  }

  /// How many posts of each channel missed their time and were due since a moment.
  public func misfires(since: Instant) async throws -> [String: Int] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT channel, sum(misfires) AS count FROM job WHERE misfires > 0 AND due >= ? GROUP BY channel",
        arguments: [since]
      ).reduce(into: [:]) { $0[$1["channel"]] = $1["count"] }
    }
  }

  /// Which job has which slot of a channel, from a day on (`2026-11-23`).
  public func slots(of channel: String, from day: CalendarDay) async throws -> [String: Job.ID] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT slot, id FROM job
          WHERE channel = ? AND slot >= ? AND state IN ('waiting', 'leased', 'held', 'sent')
          """, arguments: [channel, day.description]
      ).reduce(into: [:]) { $0[$1["slot"]] = $1["id"] }
    }
  }
}
