import GRDB
import Herald

/// How fast a queue moves, read from what is recorded, so that it can be asked beside a running daemon.
public struct QueueProgress: Hashable, Sendable {
  public struct Channel: Hashable, Sendable {
    /// Jobs that are waiting and due.
    public var due = 0
    /// Deliveries that ended `sent` in the last minute, or among the last ``Store/recentDeliveries`` of all channels when
    /// those are fewer.
    public var recent = 0
    /// When the first of those ended.
    public var recentSince: Instant?

    /// Messages sent per second from the first recent delivery until now; nil when there was none.
    public func rate(at now: Instant) -> Double? {
      recentSince.map { Double(recent) / max(1, (now - $0).value) }
    }
  }

  /// An edition with mails that wait, are in hand or are held.
  public struct OpenEdition: Hashable, Sendable {
    public var digest: String
    public var number: Int
    public var channel: String
    public var owed: Int
    public var ledger: Ledger
  }

  /// By name; those with nothing due and nothing recent are there too.
  public var channels: [String: Channel]
  /// In the order they were opened.
  public var editions: [OpenEdition]
}

extension Store {
  /// A rate is read from at most so many deliveries, so that it costs the same after years.
  public static let recentDeliveries = 10_000

  /// What is due, how fast it goes, and how far the open editions are. Reads the jobs that are not sent and the last
  /// deliveries, never the whole history.
  public func progress(channels: [String], now: Instant) async throws -> QueueProgress {
    try await read { database in
      var progress = QueueProgress(channels: [:], editions: [])
      for channel in channels { progress.channels[channel] = QueueProgress.Channel() }
      let names = try json(channels)
      for row in try Row.fetchAll(database, sql: Self.dueSQL, arguments: ["channels": names, "now": now]) {
        progress.channels[row["channel"], default: .init()].due += row["due"]
      }
      let recent = try Row.fetchAll(
        database, sql: Self.recentSQL,
        arguments: ["limit": Self.recentDeliveries, "since": now + Seconds.minutes(-1), "now": now])
      for row in recent {
        progress.channels[row["channel"], default: .init()].recent = row["recent"]
        progress.channels[row["channel"], default: .init()].recentSince = row["since"]
      }
      progress.editions = try Self.openEditions(channels: names, in: database)
      return progress
    }
  }

  /// An equality for each column before `due`, so that the partial indices serve it.
  static let dueSQL = """
    SELECT channel, count(*) AS due FROM job
    WHERE \(isOfChannels) AND priority IN (-1, 0, 1) AND state = 'waiting' AND crashes = 0
      AND due <= :now
    GROUP BY channel
    UNION ALL
    SELECT channel, count(*) FROM job INDEXED BY job_suspect
    WHERE state = 'waiting' AND crashes > 0 AND due <= :now GROUP BY channel
    """

  /// Deliveries are numbered as they are recorded, so the last ones are the latest.
  static let recentSQL = """
    SELECT j.channel, count(*) AS recent, min(d.ended_at) AS since
    FROM (SELECT job, ending, ended_at FROM delivery ORDER BY id DESC LIMIT :limit) d JOIN job j ON j.id = d.job
    WHERE d.ending = 'sent' AND d.ended_at > :since AND d.ended_at <= :now
    GROUP BY j.channel
    """

  /// What is not sent.
  static let openSQL = """
    SELECT e.digest, e.number, e.channel, e.owed, e.id, u.state, u.count
    FROM (
      SELECT edition, state, count(*) AS count
      FROM (\(unsent(where: isOfChannels + " AND edition IS NOT NULL") { "edition, \($0) AS state" }))
      GROUP BY edition, state) u
    JOIN edition e ON e.id = u.edition ORDER BY e.id
    """

  /// Of what an edition owed, all that is in no other state is sent, as the audit proves.
  private static func openEditions(
    channels: String, in database: Database
  ) throws -> [QueueProgress.OpenEdition] {
    let rows = try Row.fetchAll(database, sql: openSQL, arguments: ["channels": channels])
    var editions: [QueueProgress.OpenEdition] = []
    var last: Int64?
    for row in rows {
      let id: Int64 = row["id"]
      if id != last {
        last = id
        var ledger = Ledger()
        ledger[.sent] = row["owed"]
        editions.append(
          QueueProgress.OpenEdition(
            digest: row["digest"], number: row["number"], channel: row["channel"], owed: row["owed"], ledger: ledger))
      }
      guard let state = JobState(rawValue: row["state"]) else { continue }
      let count: Int = row["count"]
      editions[editions.count - 1].ledger[state] = count
      editions[editions.count - 1].ledger[.sent] -= count
    }
    return editions.filter { $0.ledger[.waiting] + $0.ledger[.leased] + $0.ledger[.held] > 0 }
  }
}
