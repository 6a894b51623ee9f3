import Glibc
import Herald

/// An advisory lock on a file beside the database (`flock(2)`): it ends with the process, however that dies.
final class FileLock: Sendable {
  let path: String
  private let descriptor: Int32

  init(path: String) throws(StoreProblem) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .unavailable(path: path, detail: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  /// True when the lock was free and is ours now.
  func tryLock() throws(StoreProblem) -> Bool { try lock(LOCK_EX | LOCK_NB) }

  /// Waits until the lock is ours.
  func lock() throws(StoreProblem) { _ = try lock(LOCK_EX) }

  func unlock() { flock(descriptor, LOCK_UN) }

  private func lock(_ operation: Int32) throws(StoreProblem) -> Bool {
    while flock(descriptor, operation) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw .unavailable(path: path, detail: String(cString: strerror(errno)))
      }
    }
    return true
  }
}
