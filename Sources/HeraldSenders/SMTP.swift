import Foundation
import Herald
import HeraldMail
import HeraldTransfer

/// Hands each mail of a digest to a mail server (a smarthost: RFC 6409), one recipient in each transaction, over sessions
/// that are kept and used again.
///
/// The gate is passed between the whole message and its final dot: a crash before the mark means that the server had no
/// whole message, one after it leaves the job in doubt. SMTP has no way to ask what became of a message, so doubt stays
/// doubt: `on-uncertain` says what follows.
public struct SMTP: Sender {
  let access: SMTPAccess
  let pool: SMTPPool
  private let loop: TransferLoop
  private let writer = MailWriter()

  /// - Parameters:
  ///   - base: the newsroom's folder, at which relative paths start.
  ///   - timeouts: how long each phase may be silent.
  public init(settings: Settings, base: URL, timeouts: SMTPTimeouts = SMTPTimeouts(), loop: TransferLoop = .shared) {
    access = SMTPAccess(settings: settings, base: base)
    self.loop = loop
    pool = SMTPPool(access: access, timeouts: timeouts, loop: loop)
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    guard case .mail(let envelope) = message.envelope else { return .rejected(Self.noMail) }
    let bytes: [UInt8]
    switch wire(message) {
    case .success(let made): bytes = made
    case .failure(let failure): return .rejected(failure)
    }
    let (ending, closure) = await deliver(bytes, envelope, gate: gate, isSecond: false)
    return Outcome(ending, at: access.name, closure: closure)
  }

  private static let noMail = Failure("smtp carries digests, and this is a post: give it a channel of another kind")

  /// The mail as it goes out after DATA, before dot-stuffing.
  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    guard case .mail(let envelope) = message.envelope else { return .failure(Self.noMail) }
    do {
      return .success(try writer.bytes(content: message.content, envelope: envelope))
    } catch {
      return .failure(Failure("the message cannot be written: \(error)"))
    }
  }

  /// A kept session may be found closed by the server, which had heard nothing of this message: then once more, on a new
  /// one.
  private func deliver(
    _ bytes: [UInt8], _ envelope: MailEnvelope, gate: Gate, isSecond: Bool
  ) async -> (Result<SMTPEnding, NoSession>, GateClosure?) {
    let taken: SMTPPool.Taken
    if !isSecond, let idle = pool.takeIdle() {
      taken = idle
    } else {
      switch isSecond ? await pool.open() : await pool.take() {
      case .success(let session): taken = session
      case .failure(let cause): return (.failure(cause), nil)
      }
    }
    let closure = Closure()
    let delivered = await taken.session.deliver(
      from: envelope.from.address.description, to: envelope.to.address.description, message: bytes
    ) {
      switch await gate.pass(wire: SHA256Digest(of: bytes)) {
      case .open: return true
      case .closed(let reason):
        closure.note(reason)
        return false
      }
    }
    pool.giveBack(taken.session, isUsable: delivered.isUsable)
    let ending = delivered.ending
    if taken.wasUsed, !isSecond, ending.isOfAnOldSession {
      return await deliver(bytes, envelope, gate: gate, isSecond: true)
    }
    return (.success(ending), closure.value)
  }

  /// A mail server cannot be asked what became of a message.
  public func settle(_ message: Message, note: String?) async -> Settlement {
    .unknown(Failure("\(access.name) may have taken it, and no mail server can be asked"))
  }

  /// The secret and the certificates can be read.
  public func check() async -> Failure? { access.obstacle() }

  public func warnings() async -> [String] { access.warnings }

  /// Connects, does TLS and AUTH, and says goodbye.
  public func probe() async -> Result<Offer, Failure> {
    switch await pool.open() {
    case .failure(let cause): return .failure(cause.failure)
    case .success(let taken):
      let offer = await taken.session.offer
      pool.giveBack(taken.session, isUsable: true)
      await pool.close()
      return .success(Offer(offer.summary))
    }
  }

  public func close() async { await pool.close() }
}

extension SMTPEnding {
  /// The server ended a session that it had kept for us, before it answered anything of this message.
  fileprivate var isOfAnOldSession: Bool {
    switch self {
    case .lost(_, _, let isUnanswered): isUnanswered
    case .refused(.mail, let reply): reply.code == 421
    default: false
    }
  }
}

extension SMTPOffer {
  /// `mail.example.org, TLSv1.3, AUTH accepted, PIPELINING, SIZE 10240000`.
  fileprivate var summary: String {
    let known = ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"].filter { extensions[$0] != nil }
    let parts =
      [name, tls ?? "not encrypted", isAuthenticated ? "AUTH accepted" : "no AUTH asked for"] + known
      + (largestMessage.map { ["SIZE \($0)"] } ?? [])
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
