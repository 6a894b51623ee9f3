import Foundation
import Glibc
import Herald
import Synchronization

/// Where an outcome goes that the database cannot take: `….outcomes`, one JSON object a line, each synced before its
/// sender is told. Its room is taken when a daemon starts, so that it can be written on a full disk. The next start writes
/// what it holds into the database and empties it.
final class OutcomeJournal: Sendable {
  /// Octets: room for some seven hundred outcomes; a daemon has at most its sessions in hand.
  static let size = 1 << 18

  private let path: String
  private let descriptor: Int32
  private let end = Mutex(0)

  /// Opens the file, creating it, and takes its room.
  ///
  /// - Parameter store: whose owner it belongs to when root makes it; default this user.
  init(path: String, beside store: String? = nil) throws(StoreProblem) {
    self.path = path
    let owner = store.flatMap(FileOwner.init(beside:))
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw OwnedFile.refused(path) }
    owner?.take(descriptor)
    let code = posix_fallocate(descriptor, 0, off_t(Self.size))
    guard code == 0 else {
      close(descriptor)
      throw .unavailable(path: path, detail: String(cString: strerror(code)))
    }
    let octets = try octets()
    let used = (octets.prefix { $0 != 0 }.lastIndex(of: 0x0A) ?? -1) + 1
    // What a clearing that was cut short has left behind it would look like entries one day, and a line that has no end
    // would become one with the next.
    if let last = octets.lastIndex(where: { $0 != 0 }), last >= used {
      try OwnedFile.write([UInt8](repeating: 0, count: last + 1 - used), to: descriptor, at: used, path: path)
    }
    end.withLock { $0 = used }
  }

  deinit { close(descriptor) }

  func append(_ finished: FinishedAttempt) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = Array(try encoder.encode(finished)) + [0x0A]
    try end.withLock { end in
      guard end + line.count <= Self.size else { throw StoreProblem.unavailable(path: path, detail: "it is full") }
      try OwnedFile.write(line, to: descriptor, at: end, path: path)
      end += line.count
    }
  }

  /// What was appended, oldest first. A last line without its end was never promised to anybody.
  func entries() throws -> [FinishedAttempt] {
    let octets = try octets().prefix { $0 != 0 }
    guard let last = octets.lastIndex(of: 0x0A) else { return [] }
    return try octets[..<last].split(separator: 0x0A).map {
      do {
        return try JSONDecoder().decode(FinishedAttempt.self, from: Data($0))
      } catch {
        throw StoreProblem.unavailable(
          path: path, detail: "an outcome in it cannot be read: \(String(decoding: $0, as: UTF8.self))")
      }
    }
  }

  /// After its entries are durable elsewhere.
  func clear() throws(StoreProblem) {
    let used = end.withLock { $0 }
    guard used > 0 else { return }
    try OwnedFile.write([UInt8](repeating: 0, count: used), to: descriptor, at: 0, path: path)
    end.withLock { $0 = 0 }
  }

  /// All of the file; it ends with the first NUL.
  private func octets() throws(StoreProblem) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: Self.size)
    var count = 0
    while count < octets.count {
      let read = octets[count...].withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(count)) }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { throw OwnedFile.refused(path) }
      if read == 0 { break }
      count += read
    }
    return Array(octets[..<count])
  }
}
