import Foundation
import Glibc

/// Files beside the database, which nobody but their owner reads.
enum OwnedFile {
  /// Writes and syncs a file beside a store, over an old one of that name.
  static func write(_ octets: [UInt8], to path: String, beside store: String) throws(StoreProblem) {
    let owner = FileOwner(beside: store)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw refused(path) }
    defer { close(descriptor) }
    owner?.take(descriptor)
    try write(octets, to: descriptor, at: 0, path: path)
  }

  /// Writes at an offset and syncs.
  static func write(_ octets: [UInt8], to descriptor: Int32, at offset: Int, path: String) throws(StoreProblem) {
    var written = 0
    while written < octets.count {
      let count = octets[written...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, offset + written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw refused(path) }
      written += count
    }
    guard fdatasync(descriptor) == 0 else { throw refused(path) }
  }

  /// Throws `noFolder` where the folder of a file is not there, which the system tells in the words of a missing file.
  static func checkFolder(of path: String) throws(StoreProblem) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    if access(folder, F_OK) != 0, errno == ENOENT { throw .noFolder(path: path, folder: folder) }
  }

  /// So that a name which was made or changed survives a loss of power.
  static func syncFolder(of path: String) throws(StoreProblem) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refused(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw refused(folder) }
  }

  static func refused(_ path: String) -> StoreProblem {
    .unavailable(path: path, detail: FileOwner.detail(errno, path))
  }
}
