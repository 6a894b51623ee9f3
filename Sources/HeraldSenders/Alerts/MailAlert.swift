import Foundation
import Herald
import HeraldMail

/// Mails the notice to one person, through the mail server of a channel but not through its queue.
public struct MailAlert: Alert {
  private let smtp: SMTP
  private let from: Mailbox
  private let to: Mailbox
  private let now: @Sendable () -> Instant
  public let way = "mail"
  public let channel: String?

  /// - Parameters:
  ///   - channel: the channel whose server it is; alarms about it go other ways.
  ///   - from: who its mails are from.
  public init(
    channel: String, smtp: SMTP, from: Mailbox, to: Mailbox,
    now: @escaping @Sendable () -> Instant = { Instant(Date()) }
  ) {
    (self.channel, self.smtp, self.from, self.to, self.now) = (channel, smtp, from, to, now)
  }

  public func tell(_ notice: Notice) async -> Failure? {
    let now = now()
    let octets: [UInt8]
    do throws(MailProblem) {
      octets = try PlainMail.octets(
        subject: notice.subject, text: notice.text, from: from, to: to, date: now,
        messageID: "\(notice.id(at: now)).\(now.microseconds)@\(from.address.domain)")
    } catch {
      return Failure("the mail cannot be written: \(error)")
    }
    return await smtp.carry(octets, from: from.address, to: to.address)
  }

  public func check() async -> Failure? { await smtp.check() }

  public func probe() async -> Result<String, Failure> {
    await smtp.probe().map { "\(to.address) by \($0.text)" }
  }
}

extension SMTP {
  /// Hands over one mail that is no job: without a gate, because it may come twice.
  func carry(_ octets: [UInt8], from: EmailAddress, to: EmailAddress) async -> Failure? {
    let taken: SMTPPool.Taken
    switch await pool.open() {
    case .success(let session): taken = session
    case .failure(let none): return none.failure
    }
    let delivered = await taken.session.deliver(from: from.description, to: to.description, message: octets) { true }
    pool.giveBack(taken.session, isUsable: delivered.isUsable)
    return switch Outcome(.success(delivered.ending), at: access.name, closure: nil) {
    case .sent: nil
    case let outcome: outcome.failure ?? Failure("\(access.name) took nothing")
    }
  }
}
