import Foundation
import Glibc
import Testing

/// The service manager's end of `$NOTIFY_SOCKET`.
final class NotifyListener {
  /// For the environment.
  let address: String
  private let descriptor: Int32
  private(set) var messages: [String] = []

  init(_ address: String) throws {
    self.address = address
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    try #require(descriptor >= 0)
    var name = Array(address.utf8)
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: name) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let bound = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    try #require(bound == 0, "\(String(cString: strerror(errno)))")
  }

  deinit { close(descriptor) }

  /// Takes what has arrived, and waits for more until one message fits or the time is over. Whether one does, of all.
  @discardableResult
  func hears(_ beginning: String, within seconds: Double = 30) -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    repeat {
      take()
      if messages.contains(where: { $0.hasPrefix(beginning) }) { return true }
      usleep(10_000)
    } while Date() < deadline
    return false
  }

  /// Forgets what came until now.
  func forget() {
    take()
    messages = []
  }

  private func take() {
    var buffer = [UInt8](repeating: 0, count: 8_192)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      guard count > 0 else { return }
      messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
    }
  }
}
