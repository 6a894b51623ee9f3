import CCurl

/// What goes over the connection: octets out, replies in.
extension SMTPSession {
  var unread: String { "it sent something that nobody had asked for" }

  /// Nothing has arrived that belongs to no command. Also false when the far side has closed.
  /// - Parameter surely: ask the connection, also when it has reported nothing since it was last read.
  func isQuiet(surely: Bool = false) -> Bool {
    guard reader.isEmpty, let opening, let socket else { return false }
    if !surely, !socket.isReadable { return true }
    var count = 0
    return curl_easy_recv(opening.easy, buffer.baseAddress, buffer.count, &count) == CURLE_AGAIN
  }

  /// Nil when all was sent; else why not.
  func send(_ octets: [UInt8], timeout: Duration) async -> String? {
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

  struct Silence: Error { let reason: String }

  func reply(timeout: Duration) async -> Result<SMTPReply, Silence> {
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
