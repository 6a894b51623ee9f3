import GRDB
import Herald

/// A channel that takes nothing until a person resumes it.
public struct Pause: Hashable, Sendable {
  public enum Cause: String, Hashable, Sendable, Codable {
    /// Somebody said so.
    case person
    /// The store is a copy, or an earlier state of itself.
    case copy
  }

  /// Nil: all channels of the store.
  public var channel: String?
  public var since: Instant
  public var cause: Cause
  public var detail: String
}

extension Store {
  /// The channel name that stands for all; no channel can have it.
  private static let all = "*"

  /// Nothing pauses the channel that this expression names. Two looks, because SQLite would make a list of an `OR`
  /// (decision 0018).
  static func isNotPaused(_ channel: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM pause p WHERE p.channel = \(channel))
    AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.channel = '*')
    """
  }

  public func pauses() async throws -> [Pause] { try await read { try Self.pauses(in: $0) } }

  static func pauses(in database: Database) throws -> [Pause] {
    try Row.fetchAll(database, sql: "SELECT channel, since, cause, detail FROM pause ORDER BY channel").map { row in
      guard let cause = Pause.Cause(rawValue: row["cause"]) else { throw JobRow.Undecodable(detail: "cause") }
      let channel: String = row["channel"]
      return Pause(
        channel: channel == all ? nil : channel, since: row["since"], cause: cause, detail: row["detail"])
    }
  }

  /// Why nothing may leave this store at all; nil when something may.
  public func pauseOfAll() async throws -> Pause? { try await pauses().first { $0.channel == nil } }

  /// A channel that is paused already keeps its first cause. Nil is all channels.
  public func pause(_ channel: String?, detail: String, now: Instant) async throws {
    try await write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO pause (channel, since, cause, detail) VALUES (?, ?, 'person', ?)",
        arguments: [channel ?? Self.all, now, detail])
    }
  }

  /// Nil is the pause of all channels; those of single ones stay, and a copy is from then on the store itself. A channel
  /// that is closed by itself, or some of whose destinations are, is open again too. False when there was neither.
  @discardableResult
  public func resume(_ channel: String?) async throws -> Bool {
    try await write { [path] database in
      // A daemon that starts later would pause it once more.
      if channel == nil, path != ":memory:" { try Self.vouch(for: path, in: database) }
      let paused = try String.fetchAll(
        database, sql: "DELETE FROM pause WHERE channel = ? RETURNING channel", arguments: [channel ?? Self.all])
      let closed = try String.fetchAll(
        database, sql: "DELETE FROM closing WHERE channel = ? RETURNING channel", arguments: [channel])
      return !paused.isEmpty || !closed.isEmpty
    }
  }
}
