import GRDB
import Herald

/// Reads a job's row. A row that another version wrote with values unknown here throws `Undecodable`.
enum JobRow {
  struct Undecodable: Error, CustomStringConvertible {
    let detail: String

    var description: String { "a stored row cannot be read: \(detail)" }
  }

  /// For every SELECT and RETURNING that `job(from:)` reads.
  static let columns = """
    id, channel, article, edition, address, name, content, revision, part, state, reason, due, follows, destination,
    attempts, crashes, in_doubt, doubts, token, created_at, first_claimed_at, marked_at, wire_sha256, note, expires
    """

  static func job(from row: Row) throws -> Job {
    guard let state = JobState(rawValue: row["state"]) else { throw Undecodable(detail: "state") }
    let reason: String? = row["reason"]
    if let reason, Reason(rawValue: reason) == nil { throw Undecodable(detail: "reason \(reason)") }
    let wire: String? = row["wire_sha256"]
    return Job(
      id: row["id"], channel: row["channel"], origin: try origin(from: row), contentID: row["content"],
      revision: row["revision"], part: row["part"], state: state, reason: reason.flatMap(Reason.init),
      due: row["due"], follows: row["follows"], destination: row["destination"], attempts: row["attempts"],
      crashes: row["crashes"], isInDoubt: row["in_doubt"], doubts: row["doubts"], token: row["token"],
      created: row["created_at"], firstClaimed: row["first_claimed_at"], marked: row["marked_at"],
      wireSHA256: wire.flatMap(SHA256Digest.init(hex:)), note: row["note"], expires: row["expires"])
  }

  private static func origin(from row: Row) throws -> Job.Origin {
    if let article: Int64 = row["article"] { return .article(article) }
    guard let edition: Int64 = row["edition"], let text: String = row["address"] else {
      throw Undecodable(detail: "neither article nor edition")
    }
    do {
      return .edition(edition, recipient: Mailbox(name: row["name"] ?? "", address: try EmailAddress(stored: text)))
    } catch {
      throw Undecodable(detail: "\(error)")
    }
  }
}
