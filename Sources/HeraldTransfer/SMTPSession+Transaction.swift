/// MAIL, RCPT, DATA and the dot: one message for one recipient.
extension SMTPSession {
  /// Hands one message over. The gate is asked once, after the whole message and before the final dot; when it says no,
  /// the connection is closed without the dot.
  ///
  /// - Parameters:
  ///   - message: as DATA carries it, before dot-stuffing; CRLF only.
  ///   - gate: true lets the dot go out. What it has stored is durable when it answers.
  public func deliver(
    from: String, to: String, message: [UInt8], gate: @Sendable () async -> Bool
  ) async -> Delivered {
    let ending = await transact(from: from, to: to, message: message, gate: gate)
    return Delivered(ending: ending, isUsable: socket != nil)
  }

  /// What came of a message, and whether the session can carry another.
  public struct Delivered: Sendable {
    public let ending: SMTPEnding
    public let isUsable: Bool
  }

  private func transact(
    from: String, to: String, message: [UInt8], gate: @Sendable () async -> Bool
  ) async -> SMTPEnding {
    guard let sender = SMTPPath(from) else { return .unsendable(.address(from)) }
    guard let recipient = SMTPPath(to) else { return .unsendable(.address(to)) }
    if let limit = offer.largestMessage, message.count > limit { return .unsendable(.tooLarge(limit: limit)) }
    let isInternational = sender.needsUTF8 || recipient.needsUTF8
    if isInternational, !offer.smtpUTF8 { return .unsendable(.needsSMTPUTF8(recipient.needsUTF8 ? to : from)) }
    guard let body = DotStuffing.stuffed(message) else { return .unsendable(.lines) }
    // What one write carries goes out with its dot: until then the server has nothing of it.
    let isShort = body.count <= Self.shortBody

    let before = await withTaskCancellationHandler {
      await submit(
        isShort ? [] : body, commands(sender, recipient, size: message.count, isInternational: isInternational))
    } onCancel: {
      Task(executorPreference: loop) { await self.cancelWaits() }
    }
    if let ending = before { return ended(ending) }
    guard await gate() else { return ended(.gateClosed) }
    if Task.isCancelled { return ended(.cancelled) }
    guard isQuiet(surely: true) else { return ended(.lost(.body, reason: unread, isUnanswered: false)) }
    // From here on the answer is waited for, whoever wants to stop.
    socket?.becomeUncancellable()
    return ended(await end((isShort ? body : []) + Self.dot))
  }

  /// Octets that a connection's buffer takes at once, so that no part of them is under way for long.
  private static let shortBody = 16_384
  private static let dot = Array(".\r\n".utf8)

  private struct Commands {
    let mail: [UInt8]
    let recipient: [UInt8]
    static let data = Array("DATA\r\n".utf8)
  }

  private func commands(_ from: SMTPPath, _ to: SMTPPath, size: Int, isInternational: Bool) -> Commands {
    var mail: [UInt8] = []
    mail.reserveCapacity(512)
    mail.append(contentsOf: "MAIL FROM:<".utf8)
    mail.append(contentsOf: from.octets)
    mail.append(UInt8(ascii: ">"))
    if offer.takesSize { mail.append(contentsOf: " SIZE=\(size)".utf8) }
    if isInternational { mail.append(contentsOf: (offer.eightBit ? " BODY=8BITMIME SMTPUTF8" : " SMTPUTF8").utf8) }
    mail.append(contentsOf: "\r\n".utf8)
    return Commands(mail: mail, recipient: Array("RCPT TO:<".utf8) + to.octets + Array(">\r\n".utf8))
  }

  /// Everything before the gate; nil when the message stands before its dot.
  private func submit(_ body: [UInt8], _ commands: Commands) async -> SMTPEnding? {
    if needsReset {
      if let ending = await command(Array("RSET\r\n".utf8), .mail, timeouts.mail, isFirst: true, wanted: 2) {
        return ending
      }
      needsReset = false
    }
    let ending =
      offer.pipelining ? await announceAtOnce(commands) : await announceOneByOne(commands)
    if let ending { return ending }
    if let reason = await send(body, timeout: timeouts.block) { return lost(.body, reason) }
    return isQuiet() ? nil : .lost(.body, reason: unread, isUnanswered: false)
  }

  private func announceOneByOne(_ commands: Commands) async -> SMTPEnding? {
    if let ending = await command(commands.mail, .mail, timeouts.mail, isFirst: true, wanted: 2) { return ending }
    needsReset = true
    if let ending = await command(commands.recipient, .recipient, timeouts.recipient, wanted: 2) { return ending }
    return await command(Commands.data, .data, timeouts.data, wanted: 3)
  }

  /// MAIL, RCPT and DATA in one write (RFC 2920). All three answers are read, whatever the first says.
  private func announceAtOnce(_ commands: Commands) async -> SMTPEnding? {
    guard isQuiet() else { return .lost(.mail, reason: unread, isUnanswered: true) }
    if let reason = await send(commands.mail + commands.recipient + Commands.data, timeout: timeouts.mail) {
      return lost(.mail, reason, isUnanswered: true)
    }
    var refusal: SMTPEnding?
    let phases: [(SMTPPhase, Duration, Int)] = [
      (.mail, timeouts.mail, 2), (.recipient, timeouts.recipient, 2), (.data, timeouts.data, 3),
    ]
    for (phase, timeout, wanted) in phases {
      switch await reply(timeout: timeout) {
      case .failure(let silence):
        // What came before says more.
        guard let refusal else { return lost(phase, silence.reason, isUnanswered: phase == .mail) }
        close()
        return refusal
      case .success(let reply):
        if phase == .mail, reply.isAccepted { needsReset = true }
        if reply.code / 100 == wanted {
          // A server that wants a message for nobody: a lone dot would be past the gate, so the session ends.
          if phase == .data, refusal != nil { close() }
          continue
        }
        refusal = refusal ?? self.refusal(phase, reply)
        if reply.code == 421 {
          close()
          return refusal
        }
      }
    }
    return refusal
  }

  /// Sends what ends in the dot, and waits for the one answer that counts.
  private func end(_ octets: [UInt8]) async -> SMTPEnding {
    if let reason = await send(octets, timeout: timeouts.block) { return lost(.dot, reason) }
    switch await reply(timeout: timeouts.dot) {
    case .failure(let silence): return lost(.dot, silence.reason)
    case .success(let reply) where reply.isAccepted:
      needsReset = false
      return .accepted(reply)
    case .success(let reply):
      needsReset = false
      return refusal(.dot, reply)
    }
  }

  /// One command and its answer; nil when that is of the wanted class.
  private func command(
    _ line: [UInt8], _ phase: SMTPPhase, _ timeout: Duration, isFirst: Bool = false, wanted: Int
  ) async -> SMTPEnding? {
    guard isQuiet() else { return .lost(phase, reason: unread, isUnanswered: isFirst) }
    if let reason = await send(line, timeout: timeout) { return lost(phase, reason, isUnanswered: isFirst) }
    switch await reply(timeout: timeout) {
    case .failure(let silence): return lost(phase, silence.reason, isUnanswered: isFirst)
    case .success(let reply): return reply.code / 100 == wanted ? nil : refusal(phase, reply)
    }
  }

  private func refusal(_ phase: SMTPPhase, _ reply: SMTPReply) -> SMTPEnding {
    reply.isTemporary || reply.isPermanent
      ? .refused(phase, reply) : lost(phase, "it answered \(reply), which means nothing there")
  }

  private func lost(_ phase: SMTPPhase, _ reason: String, isUnanswered: Bool = false) -> SMTPEnding {
    let isCancelled = phase != .dot && Task.isCancelled
    return isCancelled ? .cancelled : .lost(phase, reason: reason, isUnanswered: isUnanswered)
  }

  /// Closes the connection after an ending that leaves the dialogue at an unknown place.
  private func ended(_ ending: SMTPEnding) -> SMTPEnding {
    switch ending {
    case .lost, .gateClosed, .cancelled: close()
    case .refused(_, let reply) where reply.code == 421: close()
    case .accepted, .refused, .unsendable: break
    }
    return ending
  }
}
