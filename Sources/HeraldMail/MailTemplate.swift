import Herald

/// The mails of one content to many recipients: what is equal is encoded once, each recipient's fields are spliced in.
///
/// Common to all: From, Subject, the list's name and Id, the language, the body. Each recipient's own: To, Date, Message-ID and
/// List-Unsubscribe. The same content and envelope give the same octets at every time and on every machine.
public struct MailTemplate: Sendable {
  /// The most octets of one mail; Postfix takes 10,240,000 unless told otherwise (`message_size_limit`).
  public static let limit = 10_000_000

  private let common: MailEnvelope
  private let head: [UInt8]
  private let tail: [UInt8]

  /// - Parameter common: any envelope of these mails; From, List-Id, list name and language are taken from it.
  /// - Throws: `MailProblem` when a common field cannot be written or the mails would be too large.
  public init(content: Content, common: MailEnvelope) throws(MailProblem) {
    let octets = content.text.utf8.count
    guard octets <= Self.limit else { throw .tooLarge(octets: octets) }
    let (body, encoding, charset) = TransferEncoding.body(content.text)

    guard !common.from.address.needsSMTPUTF8 else {
      throw .malformed(
        field: "From", value: common.from.address.description,
        reason: "the part before @ must be ASCII, as few servers take mail from any other")
    }
    var head = HeaderBlock()
    try head.mailbox("From", common.from)

    var tail = HeaderBlock(capacity: body.count + 1_000)
    tail.text("Subject", try HeaderText(content.subject, field: "Subject"))
    tail.identifier(
      "List-Id", try MailToken.listID(common.listID), shown: try DisplayName(common.listName, field: "List-Id"))
    // RFC 3834 asks this of every mail that a program sends on its own; with List-Id it keeps out-of-office answers away.
    // `Precedence: bulk`, the older way, is in no standard, and RFC 2076 discourages it.
    tail.field("Auto-Submitted", "auto-generated")
    tail.field("MIME-Version", "1.0")
    // RFC 3676; the spaces at its lines' ends travel in quoted-printable or base64.
    let format = content.isFlowed ? "; format=flowed; delsp=no" : ""
    tail.field("Content-Type", "text/plain; charset=" + charset + format)
    tail.field("Content-Transfer-Encoding", encoding.rawValue)
    if let language = common.language { tail.field("Content-Language", try MailToken.language(language)) }
    tail.append(Array("\r\n".utf8))
    tail.append(body)
    let encoded = head.bytes.count + tail.bytes.count
    guard encoded <= Self.limit else { throw .tooLarge(octets: encoded) }

    self.common = common
    self.head = head.bytes
    self.tail = tail.bytes
  }

  /// Whether the mails of an edition can be written: to be asked before it opens, as its content is frozen then.
  /// - Throws: `MailProblem` with the field, or the size, that stands against it.
  public static func check(_ content: Content, _ sending: EditionSending) throws(MailProblem) {
    let envelope = MailEnvelope(
      from: sending.from, to: sending.from, date: Instant(microseconds: 0),
      messageID: "1@\(sending.from.address.domain)",
      listID: sending.listID, listName: sending.listName, unsubscribe: sending.unsubscribe, language: sending.language)
    _ = try MailTemplate(content: content, common: envelope).bytes(for: envelope)
  }

  /// One recipient's mail: the octets that go after DATA, before dot-stuffing.
  ///
  /// RFC 5322 with CRLF at every line's end and nowhere else, no line longer than 998 octets, seven bits; where the
  /// recipient's address needs SMTPUTF8, it stands in To in UTF-8 (RFC 6532), and all else has seven bits still.
  /// - Throws: `MailProblem` when a field cannot be written, differs from what is common, or the mail is too large.
  public func bytes(for envelope: MailEnvelope) throws(MailProblem) -> [UInt8] {
    if let field = difference(to: envelope) { throw .notCommon(field: field) }
    var mail = HeaderBlock(capacity: head.count + tail.count + 1_000)
    mail.append(head)
    try mail.mailbox("To", envelope.to)
    mail.field("Date", try MailDate.bytes(envelope.date))
    mail.identifier("Message-ID", try MailToken.messageID(envelope.messageID))
    mail.unsubscribe(envelope.unsubscribe)
    mail.append(tail)
    guard mail.bytes.count <= Self.limit else { throw .tooLarge(octets: mail.bytes.count) }
    return mail.bytes
  }

  /// Whether `bytes(for:)` takes this envelope: its common fields are octet by octet the template's.
  func fits(_ envelope: MailEnvelope) -> Bool { difference(to: envelope) == nil }

  /// The first field that should be common and is not. Octets are compared: `==` takes two spellings of one letter for
  /// equal, and their mails differ.
  private func difference(to envelope: MailEnvelope) -> String? {
    if envelope.from.address != common.from.address || !envelope.from.name.hasOctets(of: common.from.name) {
      return "From"
    }
    if !envelope.listID.hasOctets(of: common.listID) { return "List-Id" }
    if !envelope.listName.hasOctets(of: common.listName) { return "list name" }
    if !(envelope.language ?? "").hasOctets(of: common.language ?? "") { return "Content-Language" }
    return nil
  }
}
