import Herald

/// A mail of Herald's own to one person, of no list: an alarm.
public enum PlainMail {
  /// The octets that go after DATA, before dot-stuffing; the same rules as `MailTemplate`'s. `Auto-Submitted` keeps
  /// out-of-office answers away (RFC 3834).
  ///
  /// - Parameters:
  ///   - text: lines that end in LF.
  ///   - messageID: without angle brackets.
  /// - Throws: `MailProblem` when a field cannot be written or the mail is too large.
  public static func octets(
    subject: String, text: String, from: Mailbox, to: Mailbox, date: Instant, messageID: String
  ) throws(MailProblem) -> [UInt8] {
    guard text.utf8.count <= MailTemplate.limit else { throw .tooLarge(octets: text.utf8.count) }
    let (body, encoding, charset) = TransferEncoding.body(text)
    var mail = HeaderBlock(capacity: body.count + 1_000)
    try mail.mailbox("From", from)
    try mail.mailbox("To", to)
    mail.field("Date", try MailDate.bytes(date))
    mail.identifier("Message-ID", try MailToken.messageID(messageID))
    mail.text("Subject", try HeaderText(subject, field: "Subject"))
    mail.field("Auto-Submitted", "auto-generated")
    mail.field("MIME-Version", "1.0")
    mail.field("Content-Type", "text/plain; charset=" + charset)
    mail.field("Content-Transfer-Encoding", encoding.rawValue)
    mail.append(Array("\r\n".utf8))
    mail.append(body)
    return mail.bytes
  }
}
