import Herald
import HeraldTransfer

/// Why there is no session with a mail server, and what that says of the channel.
///
/// | phase | reply | blockage |
/// | --- | --- | --- |
/// | our own secret or certificate | – | refused |
/// | AUTH | 5xx, none, or it is not offered | refused |
/// | any | 4xx: 421, 450, 451, 454 (RFC 5321, 4.2.1 and 3.8: try later) | busy; SMTP names no time |
/// | connection, greeting, TLS | none, or 5xx | unreachable |
struct NoSession: Error, Hashable, Sendable {
  let failure: Failure
  let cause: Blockage
}

extension NoSession {
  init(_ refusal: SMTPRefusal) {
    failure = Failure(refusal)
    cause =
      if let reply = refusal.reply, !reply.isPermanent {
        .busy
      } else if refusal.phase == .auth {
        .refused
      } else {
        .unreachable
      }
  }

  var outcome: Outcome {
    switch cause {
    case .busy: .busy(failure)
    case .refused: .blocked(failure)
    case .unreachable: .unreachable(failure)
    }
  }
}
