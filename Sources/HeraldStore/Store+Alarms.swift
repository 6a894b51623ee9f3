import GRDB
import Herald

extension Store {
  /// The alarms that stand, and those whose end is still to be told; the oldest first.
  public func alarms() async throws -> [StandingAlarm] {
    try await read { database in
      var told: [Int64: [(event: String, way: String, at: Instant)]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT alarm, event, way, told_at FROM alarm_told") {
        told[row["alarm"], default: []].append((row["event"], row["way"], row["told_at"]))
      }
      return try Row.fetchAll(database, sql: "SELECT * FROM alarm ORDER BY id").map { row in
        guard let kind = Alarm.Kind(rawValue: row["kind"]) else { throw JobRow.Undecodable(detail: "kind") }
        let ways = told[row["id"]] ?? []
        func times(_ event: String) -> [String: Instant] {
          Dictionary(ways.filter { $0.event == event }.map { ($0.way, $0.at) }) { first, _ in first }
        }
        return StandingAlarm(
          id: row["id"],
          alarm: Alarm(
            kind, channel: row["channel"], subject: row["subject"], since: row["since"], count: row["count"],
            job: row["job"], detail: row["detail"]),
          noticed: row["noticed_at"], changed: row["changed_at"], absentSince: row["absent_since"],
          over: row["over_at"], toldBegan: times("began"), toldOver: times("over"))
      }
    }
  }

  /// Writes what a look has changed. An alarm that is there already is not begun a second time.
  public func write(_ changes: [AlarmChange], now: Instant) async throws {
    guard !changes.isEmpty else { return }
    try await write { database in
      for change in changes { try Self.write(change, now: now, in: database) }
    }
  }

  private static func write(_ change: AlarmChange, now: Instant, in database: Database) throws {
    switch change {
    case .began(let alarm):
      try database.execute(
        sql: """
          INSERT INTO alarm (cause, kind, channel, subject, since, count, job, detail, noticed_at, changed_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          alarm.cause, alarm.kind.rawValue, alarm.channel, alarm.subject, alarm.since, alarm.count, alarm.job,
          alarm.detail, now, now,
        ])
    case .grew(let id, let alarm), .returned(let id, let alarm):
      try database.execute(
        sql: """
          UPDATE alarm SET count = ?, job = ?, detail = ?, changed_at = ?, absent_since = NULL
          WHERE id = ? AND over_at IS NULL
          """, arguments: [alarm.count, alarm.job, alarm.detail, now, id])
    case .vanished(let id):
      try database.execute(sql: "UPDATE alarm SET absent_since = ? WHERE id = ?", arguments: [now, id])
    case .ended(let id):
      try database.execute(sql: "UPDATE alarm SET over_at = absent_since WHERE id = ?", arguments: [id])
    }
  }

  /// Forgets alarms that are over and of which nobody is to be told any more.
  public func forget(_ alarms: [Int64]) async throws {
    guard !alarms.isEmpty else { return }
    try await write { database in
      for id in alarms {
        try database.execute(sql: "DELETE FROM alarm WHERE id = ? AND over_at IS NOT NULL", arguments: [id])
      }
    }
  }

  /// Notes that a way took the news of these alarms; whatever was wrong with it is over.
  public func told(_ way: String, began: [Int64], over: [Int64], now: Instant) async throws {
    try await write { database in
      for (event, alarms) in [("began", began), ("over", over)] {
        for alarm in alarms {
          try database.execute(
            sql: """
              INSERT OR IGNORE INTO alarm_told (alarm, event, way, told_at)
              SELECT id, ?, ?, ? FROM alarm WHERE id = ?
              """, arguments: [event, way, now, alarm])
        }
      }
      try database.execute(sql: "DELETE FROM alarm_trouble WHERE way = ?", arguments: [way])
    }
  }

  /// Notes that a way takes nothing now.
  public func note(_ trouble: AlarmTrouble) async throws {
    try await write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO alarm_trouble (way, tries, since, next_at, failure) VALUES (?, ?, ?, ?, ?)",
        arguments: [trouble.way, trouble.tries, trouble.since, trouble.next, trouble.failure])
    }
  }

  /// The ways by which nothing could be told when it was last tried, in alphabetical order.
  public func alarmTroubles() async throws -> [AlarmTrouble] {
    try await read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM alarm_trouble ORDER BY way").map { row in
        AlarmTrouble(
          way: row["way"], tries: row["tries"], since: row["since"], next: row["next_at"], failure: row["failure"])
      }
    }
  }
}
