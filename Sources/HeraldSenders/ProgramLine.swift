import Foundation
import Glibc
import Herald

/// A program and its arguments; no shell reads it.
struct ProgramLine: Decodable, Sendable {
  /// Never empty; no word holds a NUL.
  let words: [String]

  init(from decoder: any Decoder) throws {
    words = try [String](from: decoder)
    guard let first = words.first, !first.isEmpty, !words.contains(where: { $0.utf8.contains(0) }) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "name a program and its arguments, as in [Scripts/post, --quiet]"))
    }
  }

  var arguments: [String] { Array(words.dropFirst()) }

  /// - Parameter base: where a relative path starts.
  func program(base: URL) -> String {
    let path = words[0]
    return (path.hasPrefix("/") ? URL(filePath: path) : base.appending(path: path)).standardizedFileURL.path
  }

  /// Why it cannot be run; nil when it can.
  func obstacle(base: URL) -> Failure? {
    let program = program(base: base)
    var status = stat()
    guard !program.contains("="), stat(program, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      access(program, X_OK) == 0
    else {
      return Failure("\(program) is no program that can be run: name one, without = in its path, and chmod +x it")
    }
    return nil
  }
}
