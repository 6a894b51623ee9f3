import GRDB
import Herald

extension Store {
  /// Gives jobs that wait, or missed their time, another due time, which takes their expiry along, or another priority;
  /// nil keeps what it is. A slot that they had is free then.
  ///
  /// - Parameter catchUp: by channel, how late a post may be that was given just this time; those that are not there are
  ///   never missed.
  public func move(
    _ ids: [Job.ID], to due: Instant?, priority: Priority? = nil, catchUp: [String: Seconds] = [:]
  ) async throws {
    try await write { database in
      for id in ids {
        let job = try Self.movable(id, in: database)
        if let priority { try Self.give(id, priority, in: database) }
        guard let due else { continue }
        try Placing(due: due, catchUp: job.isFirstPartOfPost ? catchUp[job.channel] : nil).write(to: id, in: database)
      }
    }
  }

  /// Gives posts the first free slot of their channels after `now`, each in its turn; their own is free for them.
  ///
  /// - Returns: when each is due. Throws `jobRefuses` for a mail, for what does not wait, and for a channel without slots.
  public func moveToSlots(
    _ ids: [Job.ID], priority: Priority? = nil, policies: [String: MisfirePolicy], now: Instant
  ) async throws -> [(job: Job.ID, due: Instant)] {
    try await write { database in
      try ids.map { id in
        let job = try Self.movable(id, in: database)
        guard case .article = job.origin else {
          throw StoreProblem.jobRefuses(id, why: "is a mail of a digest: slots are for posts")
        }
        guard let policy = policies[job.channel], let slots = policy.slots else {
          throw StoreProblem.jobRefuses(
            id, why: "is for \(job.channel), which has no slots: give it `slots:` in the configuration, or say --at")
        }
        let place = try Placing.firstFree(
          of: slots, channel: job.channel, after: now, catchUp: policy.catchUp, keeping: id, in: database)
        try place.write(to: id, in: database)
        if let priority { try Self.give(id, priority, in: database) }
        return (id, place.due)
      }
    }
  }

  private static func give(_ id: Job.ID, _ priority: Priority, in database: Database) throws {
    try database.execute(sql: "UPDATE job SET priority = ? WHERE id = ?", arguments: [priority.rawValue, id])
  }

  private static func movable(_ id: Job.ID, in database: Database) throws -> Job {
    let job = try row(id, in: database)
    guard job.state == .waiting || job.reason == .approval || job.reason == .misfire else {
      throw StoreProblem.jobRefuses(id, why: "is \(job.says): only what waits can be moved")
    }
    return job
  }
}

extension Job {
  /// A part behind it waits for it, and misses nothing.
  fileprivate var isFirstPartOfPost: Bool {
    guard case .article = origin else { return false }
    return follows == nil
  }
}
