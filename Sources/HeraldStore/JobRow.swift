import GRDB
import Herald

/// Reads a job's row. A row that another version wrote with values unknown here throws `Undecodable`.
enum JobRow {
  struct Undecodable: Error, CustomStringConvertible {
    let detail: String

    var description: String { "a stored row cannot be read: \(detail)" }
  }

  /// For every SELECT and RETURNING that `job(from:)` reads, by their places.
  static let columns = """
    id, channel, article, edition, address, name, content, revision, part, state, reason, due, follows, destination,
    attempts, crashes, in_doubt, doubts, token, created_at, first_claimed_at, marked_at, wire_sha256, note, expires,
    needs_approval, edited_at, cancel_asked, slot, missed_after, misfires, priority
    """

  /// - Parameter row: has `columns`, in their order, from the first on.
  static func job(from row: some ColumnSource) throws -> Job {
    guard let state = try JobState(rawValue: text(row, 9)) else { throw Undecodable(detail: "state") }
    let reason = row.text(10)
    if let reason, Reason(rawValue: reason) == nil { throw Undecodable(detail: "reason \(reason)") }
    return Job(
      id: try integer(row, 0), channel: try text(row, 1), origin: try origin(from: row),
      contentID: try integer(row, 6), revision: try count(row, 7), part: try count(row, 8), state: state,
      reason: reason.flatMap(Reason.init), due: try instant(row, 11), follows: row.integer(12),
      destination: try text(row, 13), attempts: try count(row, 14), crashes: try count(row, 15),
      isInDoubt: try integer(row, 16) != 0, doubts: try count(row, 17), token: try integer(row, 18),
      created: try instant(row, 19), firstClaimed: row.integer(20).map(Instant.init(microseconds:)),
      marked: row.integer(21).map(Instant.init(microseconds:)),
      wireSHA256: row.text(22).flatMap(SHA256Digest.init(hex:)), note: row.text(23),
      expires: row.integer(24).map(Instant.init(microseconds:)), needsApproval: try integer(row, 25) != 0,
      edited: row.integer(26).map(Instant.init(microseconds:)), isCancelAsked: try integer(row, 27) != 0,
      slot: row.text(28), missedAfter: row.integer(29).map(Instant.init(microseconds:)), misfires: try count(row, 30),
      priority: try priority(row, 31))
  }

  /// For every RETURNING that `leasedJob(from:)` reads, by their places. The first are those of `columns`.
  static let leasedColumns = """
    id, channel, article, edition, address, name, content, revision, part, due, follows, destination, attempts, in_doubt,
    doubts, token, first_claimed_at, note, priority
    """

  /// - Parameter row: has `leasedColumns`, in their order, from the first on.
  static func leasedJob(from row: some ColumnSource) throws -> LeasedJob {
    LeasedJob(
      id: try integer(row, 0), channel: try text(row, 1), origin: try origin(from: row),
      contentID: try integer(row, 6), revision: try count(row, 7), part: try count(row, 8), due: try instant(row, 9),
      priority: try priority(row, 18), follows: row.integer(10), destination: try text(row, 11),
      attempts: try count(row, 12), isInDoubt: try integer(row, 13) != 0, doubts: try count(row, 14),
      token: try integer(row, 15), firstClaimed: try instant(row, 16), note: row.text(17))
  }

  private static func priority(_ row: some ColumnSource, _ column: Int) throws -> Priority {
    guard let priority = Priority(rawValue: try count(row, column)) else { throw Undecodable(detail: "priority") }
    return priority
  }

  private static func origin(from row: some ColumnSource) throws -> Job.Origin {
    if let article = row.integer(2) { return .article(article) }
    guard let edition = row.integer(3), let address = row.text(4) else {
      throw Undecodable(detail: "neither article nor edition")
    }
    do {
      return .edition(
        edition, recipient: Mailbox(name: row.text(5) ?? "", address: try EmailAddress(stored: address)))
    } catch {
      throw Undecodable(detail: "\(error)")
    }
  }

  private static func integer(_ row: some ColumnSource, _ column: Int) throws -> Int64 {
    guard let value = row.integer(column) else { throw Undecodable(detail: "column \(column) is no number") }
    return value
  }

  private static func count(_ row: some ColumnSource, _ column: Int) throws -> Int { Int(try integer(row, column)) }

  private static func instant(_ row: some ColumnSource, _ column: Int) throws -> Instant {
    Instant(microseconds: try integer(row, column))
  }

  private static func text(_ row: some ColumnSource, _ column: Int) throws -> String {
    guard let value = row.text(column) else { throw Undecodable(detail: "column \(column) is no text") }
    return value
  }
}
