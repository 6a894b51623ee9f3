import Foundation
import Glibc
import Synchronization

/// A server on loopback that reads one request of each connection and does with it what a test says: on threads, because
/// what it waits for is a socket.
final class RawServer: Sendable {
  /// What a connection is answered with, octet by octet.
  enum Reply: Sendable {
    case octets([UInt8])
    /// Octets without end, until the far side has enough.
    case flood(head: String, [UInt8])
    /// Closes without a word.
    case nothing
    /// Waits so long, says nothing, closes.
    case silence(seconds: Double)

    static func text(_ text: String) -> Reply { .octets(Array(text.utf8)) }
    static func ok(_ body: String = "", headers: String = "") -> Reply {
      .text("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }
  }

  let port: Int
  private let listener: Int32
  private let seen = Mutex<(connections: Int, requests: [String])>((0, []))
  private let reply: @Sendable (Int) -> Reply

  /// - Parameter reply: to the request with this number, from 1.
  init(_ reply: @escaping @Sendable (Int) -> Reply) throws {
    self.reply = reply
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = listener
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard code else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread { [self] in serve() }.start()
  }

  /// No connection is taken any more; the thread ends.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  var url: String { "http://127.0.0.1:\(port)/" }
  var connections: Int { seen.withLock { $0.connections } }
  /// As they came, whole.
  var requests: [String] { seen.withLock { $0.requests } }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      seen.withLock { $0.connections += 1 }
      Thread { [self] in
        // A connection that is kept may bring several.
        while answer(on: connection) {}
        close(connection)
      }.start()
    }
    close(listener)
  }

  private func answer(on connection: Int32) -> Bool {
    guard let request = read(connection) else { return false }
    let number = seen.withLock { seen in
      seen.requests.append(request)
      return seen.requests.count
    }
    switch reply(number) {
    case .octets(let octets): return write(octets, connection)
    case .nothing: return false
    case .silence(let seconds):
      usleep(UInt32(seconds * 1_000_000))
      return false
    case .flood(let head, let octets):
      guard write(Array(head.utf8), connection) else { return false }
      while write(octets, connection) {}
      return false
    }
  }

  private func write(_ octets: [UInt8], _ connection: Int32) -> Bool {
    var sent = 0
    while sent < octets.count {
      let count = octets[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Head and body of one request; nil when the far side closed before it was whole.
  private func read(_ connection: Int32) -> String? {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: octets, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let fields = text[..<end.lowerBound].lowercased()
        let length =
          fields.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      octets += buffer[..<count]
    }
  }
}
