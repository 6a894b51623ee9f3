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

  @inline(__always)
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
    let from, to: SMTPPath
    /// Of MAIL.
    let parameters: String
    static let data = Array("DATA\r\n".utf8)

    var mail: [UInt8] {
      var octets: [UInt8] = []
      appendMail(to: &octets)
      return octets
    }

    var recipient: [UInt8] {
      var octets: [UInt8] = []
      appendRecipient(to: &octets)
      return octets
    }

    var all: [UInt8] {
      var octets: [UInt8] = []
      octets.reserveCapacity(from.octets.count + to.octets.count + parameters.utf8.count + 40)
      appendMail(to: &octets)
      appendRecipient(to: &octets)
      octets += Self.data
      return octets
    }

    private func appendMail(to octets: inout [UInt8]) {
      octets += "MAIL FROM:<".utf8
      octets += from.octets
      octets += ">".utf8
      octets += parameters.utf8
      octets += "\r\n".utf8
    }

    private func appendRecipient(to octets: inout [UInt8]) {
      octets += "RCPT TO:<".utf8
      octets += to.octets
      octets += ">\r\n".utf8
    }
  }

  private func commands(_ from: SMTPPath, _ to: SMTPPath, size: Int, isInternational: Bool) -> Commands {
    var parameters = offer.takesSize ? " SIZE=\(size)" : ""
    if isInternational { parameters += offer.eightBit ? " BODY=8BITMIME SMTPUTF8" : " SMTPUTF8" }
    return Commands(from: from, to: to, parameters: parameters)
  }

  /// Everything before the gate; nil when the message stands before its dot.
  @inline(__always)
  private func submit(_ body: [UInt8], _ commands: Commands) async -> SMTPEnding? {
    if needsReset {
      // Whatever it answers speaks of the session, not of this message: a new one may take that.
      switch await command(Array("RSET\r\n".utf8), .mail, isFirst: true) {
      case nil: break
      case .refused(_, let reply):
        return .lost(.mail, reason: "it would not begin anew (RSET): \(reply)", isUnanswered: true)
      case .lost(_, let reason, _): return .lost(.mail, reason: reason, isUnanswered: true)
      case let ending?: return ending
      }
      needsReset = false
    }
    let ending =
      offer.pipelining ? await announceAtOnce(commands) : await announceOneByOne(commands)
    if let ending { return ending }
    if let reason = await send(body, timeout: timeouts.block) { return lost(.body, reason) }
    // While much was sent the loop did not look at its sockets.
    return isQuiet(surely: !body.isEmpty) ? nil : .lost(.body, reason: unread, isUnanswered: false)
  }

  private func announceOneByOne(_ commands: Commands) async -> SMTPEnding? {
    if let ending = await command(commands.mail, .mail, isFirst: true) { return ending }
    needsReset = true
    if let ending = await command(commands.recipient, .recipient) { return ending }
    return await command(Commands.data, .data)
  }

  private static let announced: [SMTPPhase] = [.mail, .recipient, .data]

  /// MAIL, RCPT and DATA in one write (RFC 2920). All three answers are read, whatever the first says.
  @inline(__always)
  private func announceAtOnce(_ commands: Commands) async -> SMTPEnding? {
    guard isQuiet() else { return .lost(.mail, reason: unread, isUnanswered: true) }
    if let reason = await send(commands.all, timeout: timeouts.mail) {
      return lost(.mail, reason, isUnanswered: true)
    }
    var refusal: SMTPEnding?
    for phase in Self.announced {
      switch await reply(timeout: timeouts.of(phase)) {
      case .failure(let silence):
        // What came before says more.
        guard let refusal else { return lost(phase, silence.reason, isUnanswered: phase == .mail) }
        close()
        return refusal
      case .success(let reply):
        if phase == .mail, reply.isAccepted { needsReset = true }
        if isWanted(reply, phase) {
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
  @inline(__always)
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

  private func isWanted(_ reply: SMTPReply, _ phase: SMTPPhase) -> Bool {
    phase == .data ? reply.code / 100 == 3 : reply.isAccepted
  }

  /// One command and its answer; nil when that is the wanted one.
  private func command(
    _ line: [UInt8], _ phase: SMTPPhase, isFirst: Bool = false
  ) async -> SMTPEnding? {
    let timeout = timeouts.of(phase)
    guard isQuiet() else { return .lost(phase, reason: unread, isUnanswered: isFirst) }
    if let reason = await send(line, timeout: timeout) { return lost(phase, reason, isUnanswered: isFirst) }
    switch await reply(timeout: timeout) {
    case .failure(let silence): return lost(phase, silence.reason, isUnanswered: isFirst)
    case .success(let reply): return isWanted(reply, phase) ? nil : refusal(phase, reply)
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
