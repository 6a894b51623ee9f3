import GRDB
import Herald

/// What a part of a thread waits for besides its time: a part before it that is not sent.
public struct WaitedFor: Hashable, Sendable {
  /// The earliest part before it that is not sent.
  public let job: Job.ID
  public let channel: String
  public let state: JobState
  public let reason: Reason?

  /// Whether only a person can end the wait.
  public var needsPerson: Bool { state != .waiting && state != .leased }
}

extension Store {
  /// For each of these jobs that waits behind another: the job at the head of the wait. Jobs that wait for their time
  /// alone are not in the answer.
  public func waits(of jobs: [Job]) async throws -> [Job.ID: WaitedFor] {
    let waiting = jobs.filter { $0.state == .waiting && $0.follows != nil }
    guard !waiting.isEmpty else { return [:] }
    let rows = try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          WITH RECURSIVE before (id) AS (
            SELECT value FROM json_each(?)
            UNION SELECT j.follows FROM job j JOIN before b ON j.id = b.id WHERE j.follows IS NOT NULL)
          SELECT id, channel, follows, state, reason FROM job WHERE id IN before
          """, arguments: [try json(waiting.map(\.id))]
      ).map { (id: $0["id"] as Int64, follows: $0["follows"] as Int64?, waited: try Self.waited(from: $0, id: "id")) }
    }
    let byID = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
    var waits: [Job.ID: WaitedFor] = [:]
    for job in waiting {
      var next = job.follows.flatMap { byID[$0] }
      while let before = next, before.waited.state != .sent {
        waits[job.id] = before.waited
        next = before.follows.flatMap { byID[$0] }
      }
    }
    return waits
  }

  /// Jobs that only a person can move on while parts of their thread wait behind them, and how many wait.
  public func stoppedThreads() async throws -> [(at: WaitedFor, parts: Int)] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          WITH RECURSIVE behind (id, head) AS (
            SELECT j.id, h.id FROM job j JOIN job h ON h.id = j.follows
            WHERE j.follows IS NOT NULL AND j.state = 'waiting' AND h.state NOT IN ('sent', 'waiting', 'leased')
            UNION ALL SELECT j.id, b.head FROM job j JOIN behind b ON j.follows = b.id WHERE j.state = 'waiting')
          SELECT head, channel, state, reason, count(*) AS parts FROM behind b JOIN job h ON h.id = b.head
          GROUP BY head ORDER BY head
          """
      ).map { (at: try Self.waited(from: $0, id: "head"), parts: $0["parts"]) }
    }
  }

  private static func waited(from row: Row, id: String) throws -> WaitedFor {
    guard let state = JobState(rawValue: row["state"]) else { throw JobRow.Undecodable(detail: "state") }
    let reason: String? = row["reason"]
    return WaitedFor(job: row[id], channel: row["channel"], state: state, reason: reason.flatMap(Reason.init))
  }
}
