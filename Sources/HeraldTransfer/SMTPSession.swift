import CCurl
import Glibc

/// One connection to a mail server: libcurl connects, does TLS and AUTH; MAIL, RCPT and DATA are our own dialogue (RFC
/// 5321), so that the byte before which a message cannot have been taken is known.
///
/// Lives on a `TransferLoop`. One transaction at a time, many in a row. A session that lost its place in the dialogue is
/// not used again: `isUsable` is false then.
public actor SMTPSession {
  private nonisolated let loop: TransferLoop
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private let server: SMTPServer
  private let timeouts: SMTPTimeouts
  // Unsafe because `deinit`, which has no isolation, hands them back to the loop.
  private nonisolated(unsafe) var opening: SMTPOpening?
  private nonisolated(unsafe) var socket: WatchedSocket?
  private var reader = SMTPReplyReader()
  private nonisolated(unsafe) let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 1)
  /// A transaction was begun and not ended by a dot.
  private var needsReset = false
  private var refuseOpening: ((SMTPRefusal) -> Void)?

  /// What the server offers; empty until the session is open.
  public private(set) var offer = SMTPOffer()
  public var isUsable: Bool { socket != nil }

  public init(server: SMTPServer, timeouts: SMTPTimeouts = SMTPTimeouts(), loop: TransferLoop = .shared) {
    self.server = server
    self.timeouts = timeouts
    self.loop = loop
  }

  /// Closes on the loop, wherever the last reference was dropped. Not an `isolated deinit`: while Swift 6.3 optimizes a
  /// module that drops a session, that ends in “circular reference”.
  deinit {
    buffer.deallocate()
    guard socket != nil || opening != nil else { return }
    let remains = Remains(loop: loop, opening: opening, socket: socket)
    Task(executorPreference: loop) { remains.close() }
  }

  private struct Remains: @unchecked Sendable {
    let loop: TransferLoop
    let opening: SMTPOpening?
    let socket: WatchedSocket?

    func close() {
      if let socket { loop.unwatch(socket) }
      if let opening { loop.multi.remove(opening.easy) }
    }
  }

  // MARK: - Opening and closing

  /// Connects, up to and with AUTH. Called once; nil when the session is ready.
  public func open() async -> SMTPRefusal? {
    let result = await withTaskCancellationHandler {
      await connect()
    } onCancel: {
      Task(executorPreference: loop) { await self.cancelWaits() }
    }
    switch result {
    case .failure(let refusal):
      close()
      return refusal
    case .success(let descriptor):
      let socket = WatchedSocket(descriptor: descriptor)
      loop.watch(socket)
      self.socket = socket
      offer = opening?.offer ?? SMTPOffer()
      return nil
    }
  }

  private func connect() async -> Result<Int32, SMTPRefusal> {
    guard let opening = SMTPOpening(server: server, timeouts: timeouts) else {
      return .failure(SMTPRefusal(.connect, "libcurl cannot make a session for \(server.name)"))
    }
    self.opening = opening
    let multi = loop.multi
    let start = ContinuousClock.now
    return await withUnsafeContinuation { continuation in
      // Whichever comes first: libcurl's end, our own clock, or a cancellation.
      var hasEnded = false
      func end(_ result: Result<Int32, SMTPRefusal>) {
        guard !hasEnded else { return }
        hasEnded = true
        refuseOpening = nil
        continuation.resume(returning: result)
      }
      func look() {
        guard !hasEnded else { return }
        let now = ContinuousClock.now
        if opening.isOverdue(since: start, timeouts, now: now) {
          end(.failure(opening.overdue()))
        } else {
          loop.schedule(at: now + min(timeouts.connect, timeouts.greeting) / 4) { look() }
        }
      }
      refuseOpening = { end(.failure($0)) }
      multi.add(opening.easy) { end(opening.finish($0)) }
      look()
    }
  }

  /// Says QUIT, waits a moment for the answer, and closes.
  public func quit() async {
    if isUsable, needsReset == false, await send(Array("QUIT\r\n".utf8), timeout: timeouts.quit) == nil {
      _ = await reply(timeout: timeouts.quit)
    }
    close()
  }

  private func close() {
    Remains(loop: loop, opening: opening, socket: socket).close()
    socket = nil
    opening = nil
  }

  private func cancelWaits() {
    refuseOpening?(SMTPRefusal(.connect, "stopped while connecting to \(server.name)"))
    socket?.cancel()
  }

  // MARK: - A transaction

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

  // MARK: - Bytes

  private var unread: String { "it sent something that nobody had asked for" }

  /// Nothing has arrived that belongs to no command. Also false when the far side has closed.
  /// - Parameter surely: ask the connection, also when it has reported nothing since it was last read.
  private func isQuiet(surely: Bool = false) -> Bool {
    guard reader.isEmpty, let opening, let socket else { return false }
    if !surely, !socket.isReadable { return true }
    var count = 0
    return curl_easy_recv(opening.easy, buffer.baseAddress, buffer.count, &count) == CURLE_AGAIN
  }

  /// Nil when all was sent; else why not.
  private func send(_ octets: [UInt8], timeout: Duration) async -> String? {
    var sent = 0
    while sent < octets.count {
      guard let opening, let socket else { return "the connection is closed" }
      var count = 0
      let code = octets.withUnsafeBytes {
        curl_easy_send(opening.easy, $0.baseAddress?.advanced(by: sent), octets.count - sent, &count)
      }
      switch code {
      case CURLE_OK: sent += count
      case CURLE_AGAIN:
        // It speaks before it has everything: not while we write, or both could wait for each other.
        if socket.isReadable, !isQuiet() { return unread }
        socket.wasDrained()
        socket.isWritable = false
        if let reason = await wait(socket, .writing, timeout) { return reason }
      default: return "the connection was lost"
      }
    }
    return nil
  }

  private struct Silence: Error { let reason: String }

  private func reply(timeout: Duration) async -> Result<SMTPReply, Silence> {
    let deadline = ContinuousClock.now + timeout
    while true {
      do throws(SMTPGarble) {
        if let reply = try reader.next() { return .success(reply) }
      } catch {
        return .failure(Silence(reason: "\(error)"))
      }
      guard let opening, let socket else { return .failure(Silence(reason: "the connection is closed")) }
      if !socket.isReadable, let reason = await wait(socket, .reading, until: deadline) {
        return .failure(Silence(reason: reason))
      }
      var count = 0
      switch curl_easy_recv(opening.easy, buffer.baseAddress, buffer.count, &count) {
      case CURLE_OK where count > 0:
        reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        // TLS may keep what it has read beyond this.
        if offer.tls == nil, count < buffer.count { socket.wasDrained() }
      case CURLE_OK: return .failure(Silence(reason: "it closed the connection"))
      case CURLE_AGAIN:
        socket.wasDrained()
        if let reason = await wait(socket, .reading, until: deadline) { return .failure(Silence(reason: reason)) }
      default: return .failure(Silence(reason: "the connection was lost"))
      }
    }
  }

  private func wait(_ socket: WatchedSocket, _ direction: WatchedSocket.Direction, _ timeout: Duration) async -> String?
  {
    await wait(socket, direction, until: .now + timeout)
  }

  private func wait(
    _ socket: WatchedSocket, _ direction: WatchedSocket.Direction, until deadline: ContinuousClock.Instant
  ) async -> String? {
    loop.remember(deadline)
    let ending = await withUnsafeContinuation { socket.wait($0, for: direction, until: deadline) }
    return switch ending {
    case .ready: nil
    case .timedOut: "it was silent for too long"
    case .cancelled: "it was stopped"
    }
  }
}
