import GRDB
import Herald

/// Waiting jobs of one place by how long they have been due: what an operator looks at first. A healthy queue has its
/// numbers on the left.
public struct QueueAges: Hashable, Sendable {
  /// Upper bounds, exclusive; the last class has none.
  ///
  /// | class | due since |
  /// | --- | --- |
  /// | 0 | less than a minute |
  /// | 1 | less than 5 minutes |
  /// | 2 | less than 20 minutes |
  /// | 3 | less than 80 minutes |
  /// | 4 | less than 6 hours |
  /// | 5 | less than a day |
  /// | 6 | a day or more |
  public static let bounds: [Seconds] = [60, 300, 1_200, 4_800, 21_600, 86_400]

  /// The channel's name, or the destination's.
  public var place: String
  /// As many as bounds, and one more.
  public var due: [Int]
  /// Not due yet.
  public var later: Int
}

extension Store {
  /// Waiting jobs by channel and age, in alphabetical order; channels where nothing waits are not there.
  public func ages(now: Instant) async throws -> [QueueAges] {
    try await ages(by: "channel", channel: nil, limit: -1, now: now)
  }

  /// Waiting jobs of one channel by destination (the recipient's domain, or the host) and age; those with most first.
  public func agesByDestination(channel: String, limit: Int = 20, now: Instant) async throws -> [QueueAges] {
    try await ages(by: "destination", channel: channel, limit: limit, now: now)
  }

  private func ages(by column: String, channel: String?, limit: Int, now: Instant) async throws -> [QueueAges] {
    try await read { database in
      var columns: [String] = []
      for index in 0...QueueAges.bounds.count {
        let atLeast = index == 0 ? Seconds(0) : QueueAges.bounds[index - 1]
        var bounds = "due <= \((now - atLeast).microseconds)"
        if index < QueueAges.bounds.count { bounds += " AND due > \((now - QueueAges.bounds[index]).microseconds)" }
        columns.append("count(*) FILTER (WHERE \(bounds)) AS class_\(index)")
      }
      return try Row.fetchAll(
        database,
        sql: """
          SELECT \(column) AS place, \(columns.joined(separator: ", ")),
            count(*) FILTER (WHERE due > \(now.microseconds)) AS later
          FROM job WHERE state = 'waiting' AND (:channel IS NULL OR channel = :channel)
          GROUP BY place ORDER BY \(limit < 0 ? "place" : "count(*) DESC, place") LIMIT \(limit)
          """, arguments: ["channel": channel]
      ).map { row in
        QueueAges(
          place: row["place"], due: (0...QueueAges.bounds.count).map { row["class_\($0)"] }, later: row["later"])
      }
    }
  }
}

extension Instant {
  fileprivate static func - (instant: Instant, seconds: Seconds) -> Instant {
    instant + Seconds(microseconds: -seconds.microseconds)
  }
}
