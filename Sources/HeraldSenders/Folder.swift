import Glibc
import Herald

/// An open folder: every name is looked up in it, no symbolic link is followed, and it is synced as a whole.
final class Folder {
  enum Comparison: Equatable {
    case missing
    case same
    case other
    case failed(Failure)
  }

  private let descriptor: Int32
  private let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  static func open(_ path: String) -> Result<Folder, Failure> {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(.system("opening the folder \(path)")) }
    return .success(Folder(descriptor: descriptor, path: path))
  }

  /// Opens it, making it and the folders above it when they are missing. What is made is synced, or a power loss would
  /// take it away with the files in it.
  static func openOrMake(_ path: String) -> Result<Folder, Failure> {
    if case .success(let folder) = open(path) { return .success(folder) }
    var above = ""
    for part in path.split(separator: "/") {
      let made = "\(above)/\(part)"
      if mkdir(made, 0o755) == 0 {
        switch open(above + "/") {
        case .success(let parent):
          guard parent.sync() else { return .failure(parent.failure("syncing")) }
        case .failure(let failure): return .failure(failure)
        }
      } else if errno != EEXIST {
        return .failure(.system("making the folder \(made)"))
      }
      above = made
    }
    return open(path)
  }

  /// A folder, a link, a pipe or anything else that is no plain file is `other`; none of them is waited for.
  /// Why no file could be written into a folder of this path, which need not be there yet; nil when nothing is in the way.
  static func obstacle(to path: String) -> Failure? {
    var nearest = path
    var status = stat()
    while stat(nearest, &status) != 0 {
      guard errno == ENOENT, let slash = nearest.lastIndex(of: "/"), nearest != "/" else {
        return .system("looking at the folder \(path)")
      }
      nearest = slash == nearest.startIndex ? "/" : String(nearest[..<slash])
    }
    if status.st_mode & S_IFMT != S_IFDIR { errno = ENOTDIR }
    guard status.st_mode & S_IFMT == S_IFDIR, access(nearest, W_OK | X_OK) == 0 else {
      return .system("writing into the folder \(nearest)")
    }
    return nil
  }

  func compare(_ name: String, with bytes: [UInt8]) -> Comparison {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT: return .missing
      case ELOOP, ENXIO: return .other
      default: return .failed(failure("reading \(name)"))
      }
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return .failed(failure("reading \(name)")) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size == bytes.count else { return .other }
    var buffer = [UInt8](repeating: 0, count: bytes.count + 1)
    var filled = 0
    while filled < buffer.count {
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress! + filled, $0.count - filled) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return .failed(failure("reading \(name)")) }
      if count == 0 { break }
      filled += count
    }
    return filled == bytes.count && buffer.prefix(filled).elementsEqual(bytes) ? .same : .other
  }

  /// Writes a file anew and syncs it; nil when that went well. What could not be written whole is removed. What bore
  /// the name before loses it but keeps its bytes: they may be another file's too.
  func write(_ bytes: [UInt8], to name: String) -> Failure? {
    unlink(name)
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return failure("making \(name)") }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return removing(name, failure("writing \(name)")) }
      written += count
    }
    return fsync(file) == 0 ? nil : removing(name, failure("syncing \(name)"))
  }

  /// Gives a file a second name that must be free; nil when that went well.
  func link(_ name: String, to newName: String) -> Failure? {
    linkat(descriptor, name, descriptor, newName, 0) == 0 ? nil : failure("naming \(newName)")
  }

  func unlink(_ name: String) { unlinkat(descriptor, name, 0) }

  /// Takes a name away; nil when nothing bears it any more.
  func remove(_ name: String) -> Failure? {
    guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else { return failure("removing \(name)") }
    return sync() ? nil : failure("syncing")
  }

  func sync() -> Bool { fsync(descriptor) == 0 }

  func failure(_ doing: String) -> Failure { .system("\(doing) in the folder \(path)") }

  private func removing(_ name: String, _ failure: Failure) -> Failure {
    unlink(name)
    return failure
  }
}

extension Failure {
  /// What the system call that just failed says, with its name (`ENOSPC`) as the code and a remedy where one is known.
  static func system(_ doing: String) -> Failure {
    let number = errno
    let text = "\(doing): \(String(cString: strerror(number)))"
    return switch number {
    case ENOSPC: Failure("\(text): free some space", code: "ENOSPC")
    case EDQUOT: Failure("\(text): the quota is used up", code: "EDQUOT")
    case EACCES: Failure("\(text): give this user the right to write there", code: "EACCES")
    case EROFS: Failure("\(text): mount it writable", code: "EROFS")
    case ENOENT: Failure(text, code: "ENOENT")
    case EEXIST: Failure("\(text): move away what bears that name", code: "EEXIST")
    case EPERM: Failure("\(text): the file system has no hard links, or the folder is immutable", code: "EPERM")
    case ENOTDIR: Failure("\(text): a part of the path is a file", code: "ENOTDIR")
    default: Failure(text, code: "errno \(number)")
    }
  }
}
