import Herald
import Synchronization

/// Writes mail after mail and encodes each content once: the latest templates are kept, so that 10,000 mails of one edition
/// cost one encoding of its body. Any number of senders and threads may share one.
///
/// What it writes never depends on what it wrote before: every mail has the octets of a `MailMessage` of its own.
public final class MailWriter: Sendable {
  /// How many templates are kept, the one used last first. Editions that go out at the same moment are few; a template is as
  /// large as its mail, at most `MailTemplate.limit`, and its content is shared with the store.
  public static let limit = 4

  private struct Known: Sendable {
    let content: Content
    let template: MailTemplate
  }

  private let known = Mutex<[Known]>([])

  public init() {}

  /// One recipient's mail: the octets that go after DATA, before dot-stuffing, as `MailTemplate.bytes(for:)` describes them.
  /// - Throws: `MailProblem` when a field cannot be written or the mail is too large.
  public func bytes(content: Content, envelope: MailEnvelope) throws(MailProblem) -> [UInt8] {
    if let template = template(content, envelope) { return try template.bytes(for: envelope) }
    // Outside the lock: a second thread may make the same template meanwhile, which costs time and nothing else.
    let template = try MailTemplate(content: content, common: envelope)
    let bytes = try template.bytes(for: envelope)
    known.withLock { known in
      known.insert(Known(content: content, template: template), at: 0)
      if known.count > Self.limit { known.removeLast() }
    }
    return bytes
  }

  private func template(_ content: Content, _ envelope: MailEnvelope) -> MailTemplate? {
    known.withLock { known in
      guard let index = known.firstIndex(where: { $0.template.fits(envelope) && isSame($0.content, content) })
      else { return nil }
      if index > 0 { known.insert(known.remove(at: index), at: 0) }
      return known[0].template
    }
  }
}

/// Octet by octet: Swift's `==` takes two spellings of one letter for equal, and their mails differ.
private func isSame(_ left: Content, _ right: Content) -> Bool {
  left.kind == right.kind && left.isFlowed == right.isFlowed && left.parts.count == right.parts.count
    && zip(left.parts, right.parts).allSatisfy { $0.hasOctets(of: $1) }
}
