import Glibc

/// Which file a path names at a moment (device and inode): a database that was moved away or replaced must not be
/// written any more.
struct FileIdentity: Hashable, Sendable, Codable {
  let device: UInt64
  let inode: UInt64

  init(device: UInt64, inode: UInt64) { (self.device, self.inode) = (device, inode) }

  /// Nil when there is no such file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }
}
