import Foundation
import Glibc

/// Files that are written whole or not at all, and are on the disk when that is told.
enum ReplacedFile {
  /// Puts new bytes in the place of a file's, with its rights; a symbolic link goes on naming what it named.
  ///
  /// - Parameter old: what it held when it was read; it is left alone when somebody has changed it since.
  static func replace(_ path: String, holding old: Data, with new: Data) throws(Ending) {
    let file = URL(filePath: path).resolvingSymlinksInPath()
    var status = stat()
    guard stat(file.path, &status) == 0 else { throw refused(path) }
    let aside = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).new").path
    unlink(aside)
    try write(new, to: aside, mode: status.st_mode & 0o777)
    // Who may change the file may not always give it away again; its rights are what counts.
    _ = chown(aside, status.st_uid, status.st_gid)
    do {
      guard try Data(contentsOf: file) == old else {
        unlink(aside)
        throw Ending(.tryAgain, "\(path) was changed meanwhile: nothing was written")
      }
    } catch let ending as Ending {
      throw ending
    } catch {
      unlink(aside)
      throw refused(path)
    }
    guard rename(aside, file.path) == 0 else {
      let ending = refused(path)
      unlink(aside)
      throw ending
    }
    try sync(folder: file.deletingLastPathComponent().path)
  }

  /// Makes a file that is not there yet.
  static func write(_ data: Data, to path: String, mode: mode_t) throws(Ending) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw refused(path) }
    var isWhole = fchmod(descriptor, mode) == 0
    var written = 0
    while isWhole, written < data.count {
      let count = data.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      isWhole = count > 0
      written += max(0, count)
    }
    isWhole = isWhole && fsync(descriptor) == 0
    let ending = refused(path)
    close(descriptor)
    guard isWhole else {
      unlink(path)
      throw ending
    }
  }

  static func sync(folder: String) throws(Ending) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refused(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw refused(folder) }
  }

  private static func refused(_ path: String) -> Ending {
    let number = errno
    let remedy = number == EEXIST ? ": move it away, or name it with --KEY-file" : ""
    return Ending(.unavailable, "\(path.shown()) cannot be written: \(String(cString: strerror(number)))\(remedy)")
  }
}
