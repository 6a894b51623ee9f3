import GRDB
import Herald

/// What is closed by itself for a while: kept, so that the next process knows, and everybody can ask.
public struct KnownClosing: Hashable, Sendable {
  public var channel: String
  /// Nil: the whole channel.
  public var destination: String?
  public var closing: Closing
}

extension Store {
  /// By channel and destination, the whole channel first; with those whose time is over and that nothing went through yet.
  public func closings(of channel: String? = nil) async throws -> [KnownClosing] {
    try await read { try Self.closings(of: channel, in: $0) }
  }

  static func closings(of channel: String?, in database: Database) throws -> [KnownClosing] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT channel, destination, cause, since, until, times, failure, code FROM closing
        WHERE :channel IS NULL OR channel = :channel ORDER BY channel, destination
        """, arguments: ["channel": channel]
    ).map { row in
      guard let cause = Blockage(rawValue: row["cause"]) else { throw JobRow.Undecodable(detail: "cause") }
      let destination: String = row["destination"]
      return KnownClosing(
        channel: row["channel"], destination: destination.isEmpty ? nil : destination,
        closing: Closing(
          cause: cause, since: row["since"], until: row["until"], times: row["times"],
          failure: Failure(row["failure"], code: row["code"])))
    }
  }

  /// In the place of what was known.
  public func close(_ channel: String, destination: String? = nil, _ closing: Closing) async throws {
    try await write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO closing (channel, destination, cause, since, until, times, failure, code)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          channel, destination ?? "", closing.cause.rawValue, closing.since, closing.until, closing.times,
          closing.failure.text, closing.failure.code,
        ])
    }
  }

  /// It works again.
  public func open(_ channel: String, destination: String? = nil) async throws {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM closing WHERE channel = ? AND destination = ?", arguments: [channel, destination ?? ""])
    }
  }
}
