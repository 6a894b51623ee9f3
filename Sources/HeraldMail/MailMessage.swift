import Herald

/// One mail: what `MailTemplate` writes for one recipient.
public struct MailMessage: Hashable, Sendable {
  /// The octets that go after DATA, before dot-stuffing: as `MailTemplate.bytes(for:)` describes them.
  public let bytes: [UInt8]

  /// - Throws: `MailProblem` when a field cannot be written or the mail is too large.
  public init(content: Content, envelope: MailEnvelope) throws(MailProblem) {
    bytes = try MailTemplate(content: content, common: envelope).bytes(for: envelope)
  }
}
