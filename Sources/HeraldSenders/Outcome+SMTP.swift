import Herald
import HeraldTransfer

extension Outcome {
  /// What an ending of a transaction means for its job. The one table from SMTP to outcomes:
  ///
  /// | phase | 4xx | 5xx | lost, silent or garbled |
  /// | --- | --- | --- | --- |
  /// | no session | busy | AUTH blocked; else unreachable | unreachable (AUTH not offered: blocked) |
  /// | MAIL | for load busy; else deferred | 530, 535, 5.7.x blocked; else rejected | deferred |
  /// | RCPT | for load slowed; else deferred | 530 blocked; else rejected | deferred |
  /// | DATA | for load slowed; else deferred | rejected | deferred |
  /// | the message, before its dot | – | – | deferred |
  /// | dot | for load slowed; else deferred | rejected | uncertain |
  ///
  /// What is for load says ``SMTPReply/isForLoad``. At MAIL the server has heard nothing of the reader yet, so it speaks
  /// of us; from RCPT on it speaks of the reader's domain.
  ///
  /// - Parameter closure: what closed the gate, when it did.
  init(_ result: Result<SMTPEnding, NoSession>, at server: String, closure: GateClosure?) {
    switch result {
    case .failure(let cause): self = cause.outcome
    case .success(.accepted(let reply)): self = .sent(Receipt(id: reply.description))
    case .success(.refused(let phase, let reply)): self = .refused(phase, reply, at: server)
    case .success(.lost(let phase, let reason, _)):
      let failure = Failure("\(server), \(phase.shown): \(reason)")
      self = phase == .dot ? .uncertain(failure) : .deferred(failure)
    case .success(.gateClosed): self = .withheld(closure ?? .leaseLost)
    case .success(.cancelled): self = .deferred(Failure("stopped before the message was complete"))
    case .success(.unsendable(let obstacle)): self = .rejected(Failure(obstacle, at: server))
    }
  }

  private static func refused(_ phase: SMTPPhase, _ reply: SMTPReply, at server: String) -> Outcome {
    let failure = Failure(
      "\(server) refused \(phase.shown)\(reply.text.isEmpty ? "" : ": \(reply.text)")", code: reply.codes)
    guard reply.isPermanent else {
      guard reply.isForLoad else { return .deferred(failure) }
      return phase == .mail ? .busy(failure) : .slowed(failure)
    }
    let isLocked = reply.code == 530 || reply.code == 535
    let isPolicy = reply.enhanced?.hasPrefix("5.7.") ?? false
    switch phase {
    // Who we are, not whom we write to: it would refuse every other message too.
    case .mail where isLocked || isPolicy, .recipient where isLocked: return .blocked(failure)
    default: return .rejected(failure)
    }
  }
}

extension Failure {
  init(_ refusal: SMTPRefusal) {
    let said = refusal.reply.map { $0.text.isEmpty ? "" : ": \($0.text)" } ?? ""
    self.init(refusal.reason + said, code: refusal.reply?.codes)
  }

  fileprivate init(_ obstacle: SMTPObstacle, at server: String) {
    switch obstacle {
    case .address(let address):
      self.init("the address \(address.debugDescription) cannot be sent to: it could end the command", code: "5.1.3")
    case .tooLarge(let limit):
      self.init("the mail is larger than the \(limit) octets that \(server) takes: shorten the digest", code: "5.3.4")
    case .needsSMTPUTF8(let address):
      self.init("\(server) takes no addresses outside ASCII (SMTPUTF8), as \(address)", code: "5.6.7")
    case .lines: self.init("the mail has lines that do not end in CR LF", code: "5.6.0")
    }
  }
}

extension SMTPPhase {
  /// As a sentence continues after “refused” or the server's name.
  fileprivate var shown: String {
    switch self {
    case .connect: "the connection"
    case .greeting: "the session"
    case .tls: "TLS"
    case .auth: "the login"
    case .mail: "the sender (MAIL)"
    case .recipient: "the recipient (RCPT)"
    case .data: "the message (DATA)"
    case .body: "the message, before its end"
    case .dot: "the message, at its end"
    }
  }
}
