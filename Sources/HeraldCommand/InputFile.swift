import Foundation
import Glibc

/// A file that a command reads, `-` being standard input: never more of it than is wanted.
enum InputFile {
  /// Why there are no bytes, with the file's name.
  struct Problem: Error, CustomStringConvertible {
    let file: String
    let what: String
    var description: String { "\(InputFile.name(of: file)): \(what)" }
  }

  /// How messages call it.
  static func name(of file: String) -> String { file == "-" ? "standard input" : file.shown() }

  /// Reads at most `limit` bytes and one more, so that a caller sees that a file is too large without reading it all.
  static func read(_ file: String, limit: Int) throws(Problem) -> Data {
    let descriptor = file == "-" ? dup(0) : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem(file: file, what: reason()) }
    // It was only read, so closing it cannot lose anything.
    defer { close(descriptor) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while data.count <= limit {
      let wanted = min(buffer.count, limit + 1 - data.count)
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, wanted) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Problem(file: file, what: reason()) }
      if count == 0 { break }
      data.append(contentsOf: buffer[..<count])
    }
    return data
  }

  /// The first line that is not UTF-8 by itself, 1 is the first; 0 when all are.
  static func line(notUTF8 data: Data) -> Int {
    var number = 1
    for line in data.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(data: Data(line), encoding: .utf8) == nil { return number }
      number += 1
    }
    return 0
  }

  /// What the system call that just failed says.
  private static func reason() -> String {
    switch errno {
    case ENOENT: "there is no such file"
    case EISDIR: "it is a folder: name a file in it"
    case ENOTDIR: "a part of its path is a file, not a folder"
    case EACCES: "this user may not read it"
    default: "it cannot be read: \(String(cString: strerror(errno)))"
    }
  }
}
