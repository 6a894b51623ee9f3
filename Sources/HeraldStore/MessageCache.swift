import Foundation
import GRDB
import Herald
import Synchronization

/// The contents and editions that jobs in flight share, so that ten thousand mails of one edition read it once.
/// Both are frozen, so nothing here grows stale; it forgets everything when it holds more than 64.
final class MessageCache: Sendable {
  private struct Frozen {
    var contents: [Int64: Content] = [:]
    var editions: [Int64: (number: Int, digest: String, sending: EditionSending)] = [:]
    var storeName: String?
  }

  private let frozen = Mutex(Frozen())

  func content(_ id: Int64, in database: Database) throws -> Content {
    if let content = frozen.withLock({ $0.contents[id] }) { return content }
    let content = try ContentRow.fetch(id, in: database)
    frozen.withLock {
      if $0.contents.count >= 64 { $0.contents = [:] }
      $0.contents[id] = content
    }
    return content
  }

  /// The message of a job: its envelope comes from stored values alone, so it is the same in every attempt.
  func message(for job: LeasedJob, network: Network, in database: Database) throws -> Message {
    let content = try content(job.contentID, in: database)
    guard content.parts.indices.contains(job.part) else { throw JobRow.Undecodable(detail: "part \(job.part)") }
    let expected: Content.Kind = if case .article = job.origin { .post } else { .digest }
    guard content.kind == expected else { throw JobRow.Undecodable(detail: "a \(content.kind) where none belongs") }
    return Message(
      key: job.key, channel: job.channel, network: network, content: content,
      envelope: try envelope(for: job, in: database), previous: try previousReceipt(of: job, in: database))
  }

  private func envelope(for job: LeasedJob, in database: Database) throws -> Envelope {
    let date = job.firstClaimed
    switch job.origin {
    case .article:
      return .post(PostEnvelope(createdAt: date))
    case .edition(let id, let recipient):
      let edition = try edition(id, in: database)
      let sending = edition.sending
      let store = try storeName(in: database)
      let messageID = "\(job.id).\(job.revision).\(edition.number).\(edition.digest).\(store)"
      return .mail(
        MailEnvelope(
          from: sending.from, to: recipient, date: date, messageID: "\(messageID)@\(sending.from.address.domain)",
          listID: sending.listID, listName: sending.listName, unsubscribe: sending.unsubscribe,
          language: sending.language))
    }
  }

  private func edition(
    _ id: Int64, in database: Database
  ) throws -> (number: Int, digest: String, sending: EditionSending) {
    if let known = frozen.withLock({ $0.editions[id] }) { return known }
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT number, digest, sending FROM edition WHERE id = ?", arguments: [id])
    else { throw JobRow.Undecodable(detail: "edition \(id)") }
    let json: String = row["sending"]
    let sending = try JSONDecoder().decode(EditionSending.self, from: Data(json.utf8))
    let edition = (number: row["number"] as Int, digest: row["digest"] as String, sending: sending)
    frozen.withLock {
      if $0.editions.count >= 64 { $0.editions = [:] }
      $0.editions[id] = edition
    }
    return edition
  }

  /// A random name that this store got when it was made, so that no two stores share a Message-ID.
  private func storeName(in database: Database) throws -> String {
    if let name = frozen.withLock({ $0.storeName }) { return name }
    let name = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'store'") ?? "store"
    frozen.withLock { $0.storeName = name }
    return name
  }

  private func previousReceipt(of job: LeasedJob, in database: Database) throws -> Receipt? {
    guard let follows = job.follows else { return nil }
    let id = try String.fetchOne(
      database, sql: "SELECT receipt FROM delivery WHERE job = ? AND ending = 'sent'", arguments: [follows])
    return id.map(Receipt.init(id:))
  }
}

/// A frozen content as a row.
enum ContentRow {
  /// The column `parts`: the texts as a JSON array; with a card an object, `{"card":{…},"texts":[…]}`, and so for a
  /// flowed digest, `{"isFlowed":true,"texts":[…]}`.
  private struct Parts: Codable {
    let texts: [String]
    let card: LinkCard?
    let isFlowed: Bool

    private enum CodingKeys: CodingKey { case texts, card, isFlowed }

    init(_ content: Content) {
      texts = content.parts
      card = content.card
      isFlowed = content.isFlowed
    }

    init(from decoder: any Decoder) throws {
      let container: KeyedDecodingContainer<CodingKeys>
      do {
        container = try decoder.container(keyedBy: CodingKeys.self)
      } catch DecodingError.typeMismatch {
        texts = try [String](from: decoder)
        card = nil
        isFlowed = false
        return
      }
      texts = try container.decode([String].self, forKey: .texts)
      card = try container.decodeIfPresent(LinkCard.self, forKey: .card)
      isFlowed = try container.decodeIfPresent(Bool.self, forKey: .isFlowed) ?? false
    }

    func encode(to encoder: any Encoder) throws {
      guard card != nil || isFlowed else { return try texts.encode(to: encoder) }
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(texts, forKey: .texts)
      try container.encodeIfPresent(card, forKey: .card)
      if isFlowed { try container.encode(true, forKey: .isFlowed) }
    }
  }

  static func fetch(_ id: Int64, in database: Database) throws -> Content {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT kind, parts, sha256 FROM content WHERE id = ?", arguments: [id])
    else { throw JobRow.Undecodable(detail: "content \(id)") }
    let json: String = row["parts"]
    let stored = try JSONDecoder().decode(Parts.self, from: Data(json.utf8))
    let content: Content
    switch row["kind"] as String {
    case "post": content = try .post(stored.texts, card: stored.card)
    case "digest" where stored.texts.count == 1: content = try .digest(stored.texts[0], isFlowed: stored.isFlowed)
    default: throw JobRow.Undecodable(detail: "content \(id)")
    }
    guard content.sha256.hex == row["sha256"] as String else {
      throw JobRow.Undecodable(detail: "content \(id): its hash does not fit its text")
    }
    return content
  }

  static func insert(
    _ content: Content, now: Instant, _ hot: HotStatements, in database: Database
  ) throws -> Int64 {
    let isPlain = content.card == nil && !content.isFlowed
    let parts = isPlain ? JSONText.list(content.parts) : try json(Parts(content))
    try hot.statement(insertion, in: database).run {
      $0.bind(content.kind.rawValue)
      $0.bind(parts)
      $0.bind(content.sha256.hex)
      $0.bind(now)
    }
    return database.lastInsertedRowID
  }

  private static let insertion = HotSQL("INSERT INTO content (kind, parts, sha256, created_at) VALUES (?, ?, ?, ?)")
}

/// JSON with sorted keys, so that equal values have equal text.
func json(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
