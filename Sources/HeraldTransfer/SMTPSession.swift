import CCurl

/// One connection to a mail server: libcurl connects, does TLS and AUTH; MAIL, RCPT and DATA are our own dialogue (RFC
/// 5321), so that the byte before which a message cannot have been taken is known.
///
/// Lives on a `TransferLoop`. One transaction at a time, many in a row. A session that lost its place in the dialogue is
/// not used again: `isUsable` is false then.
public actor SMTPSession {
  nonisolated let loop: TransferLoop
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private let server: SMTPServer
  let timeouts: SMTPTimeouts
  // Unsafe because `deinit`, which has no isolation, hands them back to the loop.
  nonisolated(unsafe) var opening: SMTPOpening?
  nonisolated(unsafe) var socket: WatchedSocket?
  var reader = SMTPReplyReader()
  nonisolated(unsafe) let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 1)
  /// A transaction was begun and not ended by a dot.
  var needsReset = false
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
      opening?.early.withUnsafeBytes { reader.append($0) }
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

  func close() {
    Remains(loop: loop, opening: opening, socket: socket).close()
    socket = nil
    opening = nil
  }

  func cancelWaits() {
    refuseOpening?(SMTPRefusal(.connect, "stopped while connecting to \(server.name)"))
    socket?.cancel()
  }
}
