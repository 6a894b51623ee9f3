import Glibc
import Herald
import Synchronization

/// An advisory lock on a file beside the database (`flock(2)`): it ends with the process, however that dies.
///
/// `flock` grants a lock a second time to the descriptor that holds it, so two threads of one process would both hold
/// it, and the first to let go would take it from the other. `isHeld` makes it exclusive inside the process too.
final class FileLock: Sendable {
  let path: String
  private let descriptor: Int32
  private let isHeld = Mutex(false)

  /// - Parameter store: whose owner it belongs to when root makes it; default this user.
  init(path: String, beside store: String? = nil) throws(StoreProblem) {
    self.path = path
    let owner = store.flatMap(FileOwner.init(beside:))
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw OwnedFile.refused(path) }
    owner?.take(descriptor)
  }

  deinit { close(descriptor) }

  /// True when the lock was free and is ours now.
  func tryLock() throws(StoreProblem) -> Bool {
    let code: Int32? = isHeld.withLock { isHeld in
      if isHeld { return EWOULDBLOCK }
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        if errno != EINTR { return errno }
      }
      isHeld = true
      return nil
    }
    switch code {
    case nil: return true
    case EWOULDBLOCK: return false
    case .some(let code): throw .unavailable(path: path, detail: String(cString: strerror(code)))
    }
  }

  /// Waits until the lock is ours, at most `seconds`: its holder may be a process that was stopped and never goes on.
  func lock(waitingAtMost seconds: Int = 60) throws(StoreProblem) {
    let step: UInt32 = 2_000
    for _ in 0..<(seconds * 1_000_000 / Int(step)) {
      if try tryLock() { return }
      usleep(step)
    }
    throw .unavailable(path: path, detail: "another herald process has held this lock for \(seconds) seconds")
  }

  /// Writes into the file who holds the lock, for those that are refused. On a full disk they are not told.
  func sign() {
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  /// The process that holds the lock and has signed; nil where that cannot be read.
  var holder: Int32? {
    var text = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &text, text.count, 0)
    guard count > 1, text[count - 1] == UInt8(ascii: "\n") else { return nil }
    return Int32(String(decoding: text.prefix(count - 1), as: UTF8.self))
  }

  func unlock() {
    isHeld.withLock { isHeld in
      isHeld = false
      flock(descriptor, LOCK_UN)
    }
  }
}
