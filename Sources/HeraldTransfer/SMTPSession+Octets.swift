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
  @inline(__always)
  func send(_ octets: [UInt8], timeout: Duration) async -> String? {
    var sent = 0
    return switch sendNow(octets, &sent) {
    case .all: nil
    case .lost(let reason): reason
    case .full: await sendRest(octets, from: sent, timeout: timeout)
    }
  }

  private enum Sent {
    case all
    /// The connection takes no more for now.
    case full
    case lost(String)
  }

  private func sendNow(_ octets: [UInt8], _ sent: inout Int) -> Sent {
    while sent < octets.count {
      guard let opening, let socket else { return .lost("the connection is closed") }
      var count = 0
      let code = octets.withUnsafeBytes {
        curl_easy_send(opening.easy, $0.baseAddress?.advanced(by: sent), octets.count - sent, &count)
      }
      switch code {
      case CURLE_OK: sent += count
      case CURLE_AGAIN:
        // It speaks before it has everything: not while we write, or both could wait for each other.
        if socket.isReadable, !isQuiet() { return .lost(unread) }
        socket.wasDrained()
        socket.isWritable = false
        return .full
      default: return .lost("the connection was lost")
      }
    }
    return .all
  }

  private func sendRest(_ octets: [UInt8], from start: Int, timeout: Duration) async -> String? {
    var sent = start
    while true {
      if let reason = await wait(for: .writing, until: .now + timeout) { return reason }
      switch sendNow(octets, &sent) {
      case .all: return nil
      case .lost(let reason): return reason
      case .full: break
      }
    }
  }

  struct Silence: Error { let reason: String }

  @inline(__always)
  func reply(timeout: Duration) async -> Result<SMTPReply, Silence> {
    if let reply = replyNow() { return reply }
    return await lateReply(timeout: timeout)
  }

  /// What has arrived; nil when that is no whole reply.
  private func replyNow() -> Result<SMTPReply, Silence>? {
    while true {
      do throws(SMTPGarble) {
        if let reply = try reader.next() { return .success(reply) }
      } catch {
        return .failure(Silence(reason: "\(error)"))
      }
      guard let opening, let socket else { return .failure(Silence(reason: "the connection is closed")) }
      if !socket.isReadable { return nil }
      var count = 0
      switch curl_easy_recv(opening.easy, buffer.baseAddress, buffer.count, &count) {
      case CURLE_OK where count > 0:
        reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        // TLS may keep what it has read beyond this.
        if offer.tls == nil, count < buffer.count { socket.wasDrained() }
      case CURLE_OK: return .failure(Silence(reason: "it closed the connection"))
      case CURLE_AGAIN:
        socket.wasDrained()
        return nil
      default: return .failure(Silence(reason: "the connection was lost"))
      }
    }
  }

  private func lateReply(timeout: Duration) async -> Result<SMTPReply, Silence> {
    let deadline = ContinuousClock.now + timeout
    while true {
      if let reason = await wait(for: .reading, until: deadline) { return .failure(Silence(reason: reason)) }
      if let reply = replyNow() { return reply }
    }
  }

  @inline(__always)
  private func wait(
    for direction: WatchedSocket.Direction, until deadline: ContinuousClock.Instant
  ) async -> String? {
    loop.remember(deadline)
    let ending = await withUnsafeContinuation { continuation in
      guard let socket else { return continuation.resume(returning: WatchedSocket.Ending.cancelled) }
      socket.wait(continuation, for: direction, until: deadline)
    }
    return switch ending {
    case .ready: nil
    case .timedOut: "it was silent for too long"
    case .cancelled: "it was stopped"
    }
  }
}
