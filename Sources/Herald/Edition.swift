/// One dated issue of a digest: opened once, its content frozen, owing one job to each subscriber that its list had then.
public struct Edition: Hashable, Sendable, Identifiable {
  public let id: Int64
  public var digest: String
  /// From 1, without gaps, per digest.
  public var number: Int
  public var opened: Instant
  public var contentID: Int64
  public var channel: String
  public var list: String
  /// Jobs owed when it opened.
  public var owed: Int
  /// The local time of its schedule (`2026-11-23 08:00`), nil when a person opened it.
  public var nominal: String?
  /// It took no brief, and says so to its readers.
  public var isEmpty: Bool
  /// When a person last changed its text; nil when nobody did.
  public var edited: Instant?

  public init(
    id: Int64, digest: String, number: Int, opened: Instant, contentID: Int64, channel: String, list: String,
    owed: Int, nominal: String?, isEmpty: Bool = false, edited: Instant? = nil
  ) {
    self.id = id
    self.digest = digest
    self.number = number
    self.opened = opened
    self.contentID = contentID
    self.channel = channel
    self.list = list
    self.owed = owed
    self.nominal = nominal
    self.isEmpty = isEmpty
    self.edited = edited
  }
}

/// What an earlier edition of a digest said in the place of a brief that a correction changed.
public struct Correction: Hashable, Sendable {
  /// The brief as it was mailed.
  public var text: String
  /// The edition that had it, and when that opened.
  public var number: Int
  public var opened: Instant

  public init(text: String, number: Int, opened: Instant) {
    self.text = text
    self.number = number
    self.opened = opened
  }
}

/// Why a scheduled run of a digest opened no edition.
public enum PassedOver: String, Sendable, Codable, CaseIterable {
  /// No brief waited.
  case empty
  /// Fewer briefs waited than the digest's `minimum`.
  case few
  /// Nobody worked the queue until it was too late.
  case missed
}

/// What every mail of an edition carries beside its content: copied into the edition when it opens, so that a later
/// change of the configuration alters no mail of it.
public struct EditionSending: Hashable, Sendable, Codable {
  public var from: Mailbox
  public var listID: String
  public var listName: String
  public var unsubscribe: EmailAddress
  public var language: String?

  public init(from: Mailbox, listID: String, listName: String, unsubscribe: EmailAddress, language: String?) {
    self.from = from
    self.listID = listID
    self.listName = listName
    self.unsubscribe = unsubscribe
    self.language = language
  }
}
