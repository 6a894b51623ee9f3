/// What carries a content to one place: fixed at the job's first claim, from stored values only, and repeated in every
/// attempt, so that a second attempt is byte for byte the first.
public enum Envelope: Hashable, Sendable, Codable {
  case mail(MailEnvelope)
  case post(PostEnvelope)
}

/// The header fields of one mail that are not content (RFC 5322, RFC 2369, RFC 2919).
public struct MailEnvelope: Hashable, Sendable, Codable {
  public var from: Mailbox
  public var to: Mailbox
  /// The Date field; written in UTC.
  public var date: Instant
  /// Without angle brackets: `12.1.weekly@news.example.org`. Deterministic from the stored job.
  public var messageID: String
  /// List-Id without angle brackets (RFC 2919), `weekly.news.example.org`.
  public var listID: String
  /// Shown before the List-Id; may be empty.
  public var listName: String
  /// Where a mail with the subject `unsubscribe` takes the reader off the list (RFC 2369).
  public var unsubscribe: EmailAddress
  /// BCP 47 (Content-Language); nil when unknown.
  public var language: String?

  public init(
    from: Mailbox, to: Mailbox, date: Instant, messageID: String, listID: String, listName: String,
    unsubscribe: EmailAddress, language: String? = nil
  ) {
    self.from = from
    self.to = to
    self.date = date
    self.messageID = messageID
    self.listID = listID
    self.listName = listName
    self.unsubscribe = unsubscribe
    self.language = language
  }
}

/// What one post needs beside its text.
public struct PostEnvelope: Hashable, Sendable, Codable {
  public var createdAt: Instant

  public init(createdAt: Instant) { self.createdAt = createdAt }
}
