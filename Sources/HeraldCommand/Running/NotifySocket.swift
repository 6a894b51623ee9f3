import Glibc
import Herald

/// Where systemd, or another manager of services, hears how this process is (sd_notify(3)).
///
/// A datagram that cannot be sent is dropped: nobody is there to read it, and work matters more.
final class NotifySocket: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Nil when nobody listens: the variable is not set, or holds no address.
  ///
  /// - Parameter address: `$NOTIFY_SOCKET`: a path, or `@NAME` in the abstract namespace (unix(7)).
  init?(address: String?) {
    guard let address, address.hasPrefix("/") || address.hasPrefix("@"), address.utf8.count > 1,
      address.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    else { return nil }
    path = address
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// The work begins: what a dead process left is recovered, and the locks are held.
  func ready() { send("READY=1") }

  func stopping() { send("STOPPING=1", "STATUS=Ends: nothing new begins, what is in hand is waited for") }

  /// The configuration is read again; `ready` follows in every case.
  func reloading() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1", "MONOTONIC_USEC=\(UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000)")
  }

  /// One line for `systemctl status`.
  func status(_ text: String) { send("STATUS=\(text.shown())") }

  func watchdog() { send("WATCHDOG=1") }

  private func send(_ lines: String...) {
    let bytes = Array(lines.joined(separator: "\n").utf8)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    // The abstract namespace begins with a NUL.
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), address, length)
      }
    }
  }
}
