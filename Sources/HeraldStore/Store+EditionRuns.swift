import GRDB
import Herald

/// A run of a digest's schedule that opened no edition.
public struct PassedRun: Hashable, Sendable {
  public var digest: String
  public var nominal: String
  public var reason: PassedOver
  /// Briefs that waited then, and wait for the next run.
  public var waiting: Int
  public var decided: Instant

  public init(digest: String, nominal: String, reason: PassedOver, waiting: Int, decided: Instant) {
    self.digest = digest
    self.nominal = nominal
    self.reason = reason
    self.waiting = waiting
    self.decided = decided
  }
}

extension Store {
  /// Since when a digest has the schedule that it has: no run before is owed. Nil for a digest that is not known.
  public func scheduleBegan(digest: String) async throws -> Instant? {
    try await read {
      try Instant.fetchOne($0, sql: "SELECT scheduled_at FROM digest WHERE name = ?", arguments: [digest])
    }
  }

  /// A clock that is so much behind what the store remembers was set back, or was ahead then; less is not told.
  public static let plausibleClock = Seconds.minutes(5)

  /// Those of these nominal runs that are still to be decided: no edition bears their name, and they were not passed over.
  /// What was passed over later than `now` was so under a clock that was ahead, and is to be decided again.
  public func undecided(digest: String, among nominals: [String], now: Instant) async throws -> Set<String> {
    guard !nominals.isEmpty else { return [] }
    return try await read { database in
      try String.fetchSet(
        database,
        sql: """
          SELECT r.value FROM json_each(:nominals) r
          WHERE NOT EXISTS (SELECT 1 FROM edition WHERE digest = :digest AND nominal = r.value)
            AND NOT EXISTS (SELECT 1 FROM passed_run
              WHERE digest = :digest AND nominal = r.value AND decided_at <= :limit)
          """,
        arguments: ["digest": digest, "nominals": try json(nominals), "limit": now + Self.plausibleClock])
    }
  }

  /// Notes that runs open no edition, for good; their briefs wait for the next. What was noted under a clock that was ahead is
  /// noted anew.
  public func passOver(_ runs: [PassedRun]) async throws {
    guard !runs.isEmpty else { return }
    try await write { database in
      for run in runs {
        try database.cachedStatement(
          sql: """
            INSERT INTO passed_run (digest, nominal, reason, waiting, decided_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (digest, nominal) DO UPDATE SET reason = excluded.reason, waiting = excluded.waiting,
              decided_at = excluded.decided_at
              WHERE decided_at > excluded.decided_at + ?
            """
        ).execute(arguments: [
          run.digest, run.nominal, run.reason.rawValue, run.waiting, run.decided, Self.plausibleClock.microseconds,
        ])
      }
    }
  }

  /// The latest runs of all digests that were decided, the latest first: those that opened an edition, and those that
  /// were passed over; not those that are to be decided again.
  public func decidedRuns(
    limit: Int, now: Instant
  ) async throws -> [(digest: String, nominal: String, passed: PassedOver?, edition: Int?, decided: Instant)] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT digest, nominal, NULL AS reason, number, opened_at AS decided FROM edition WHERE nominal IS NOT NULL
          UNION ALL SELECT digest, nominal, reason, NULL, decided_at FROM passed_run WHERE decided_at <= ?
          ORDER BY decided DESC, nominal DESC, digest LIMIT ?
          """, arguments: [now + Self.plausibleClock, limit]
      ).map { row in
        let reason: String? = row["reason"]
        let passed = reason.flatMap(PassedOver.init)
        if reason != nil, passed == nil { throw JobRow.Undecodable(detail: "reason") }
        return (row["digest"], row["nominal"], passed, row["number"], row["decided"])
      }
    }
  }

  /// How many runs of each digest were missed whose time came since a moment, and the latest of them.
  ///
  /// - Parameter since: on the clock that the runs are named by, `2026-11-23 08:00`.
  public func missedRuns(since: String, now: Instant) async throws -> [String: (count: Int, latest: String)] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT digest, count(*) AS count, max(nominal) AS latest FROM passed_run
          WHERE reason = 'missed' AND nominal >= ? AND decided_at <= ? GROUP BY digest
          """, arguments: [since, now + Self.plausibleClock]
      ).reduce(into: [:]) { $0[$1["digest"]] = ($1["count"], $1["latest"]) }
    }
  }

  /// The latest runs of a digest that opened no edition, the latest first; not those that are to be decided again.
  public func passedRuns(of digest: String, limit: Int = 20, now: Instant) async throws -> [PassedRun] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM passed_run WHERE digest = ? AND decided_at <= ? ORDER BY decided_at DESC, nominal DESC LIMIT ?
          """, arguments: [digest, now + Self.plausibleClock, limit]
      ).map { row in
        guard let reason = PassedOver(rawValue: row["reason"]) else { throw JobRow.Undecodable(detail: "reason") }
        return PassedRun(
          digest: row["digest"], nominal: row["nominal"], reason: reason, waiting: row["waiting"],
          decided: row["decided_at"])
      }
    }
  }
}
