/// Where in a session something happened, in order.
public enum SMTPPhase: String, Hashable, Sendable, CaseIterable {
  case connect, greeting, tls, auth, mail, recipient, data, body, dot
}

/// How one transaction ended. Only `accepted` and what ended at the dot may have reached a reader.
public enum SMTPEnding: Hashable, Sendable {
  /// The final dot was answered with 2xx.
  case accepted(SMTPReply)
  /// 4xx or 5xx: the message was not taken, not at the dot either.
  case refused(SMTPPhase, SMTPReply)
  /// Connection lost, silence, or something that is no reply. Before the dot the message was not taken; at the dot nobody
  /// can tell. `isUnanswered`: nothing had been answered in this transaction yet.
  case lost(SMTPPhase, reason: String, isUnanswered: Bool)
  /// The gate stayed shut: the connection was closed without the final dot.
  case gateClosed
  /// Cancelled before the dot: the connection was closed without it.
  case cancelled
  /// Nothing was sent at all.
  case unsendable(SMTPObstacle)
}

/// Why a message cannot be handed to this server.
public enum SMTPObstacle: Hashable, Sendable {
  /// An address that could end the command.
  case address(String)
  /// Larger than the server's SIZE, in octets.
  case tooLarge(limit: Int)
  /// An address outside ASCII, and no SMTPUTF8.
  case needsSMTPUTF8(String)
  /// Lines that do not all end in CRLF.
  case lines
}

/// Why no session could be had. Nothing of any message was sent.
public struct SMTPRefusal: Error, Hashable, Sendable {
  /// `connect`, `greeting`, `tls` or `auth`.
  public let phase: SMTPPhase
  /// One line, without secrets.
  public let reason: String
  /// What the server said last, where that is the cause.
  public let reply: SMTPReply?

  init(_ phase: SMTPPhase, _ reason: String, reply: SMTPReply? = nil) {
    self.phase = phase
    self.reason = reason
    self.reply = reply
  }
}
