import Foundation
import Glibc

/// Secrets in files of their own, which only this user may read, in a folder that git leaves alone.
struct KeptSecrets {
  private let files: [String]

  /// Writes them all, or none.
  ///
  /// - Parameters:
  ///   - secrets: the file of each, from the newsroom's folder, and what goes into it.
  ///   - base: the newsroom's folder.
  init(_ secrets: [(file: String, text: String)], base: URL) throws {
    var made: [String] = []
    do {
      for secret in secrets {
        let file = base.appending(path: secret.file)
        let folder = file.deletingLastPathComponent()
        try Self.make(folder)
        try ReplacedFile.write(Data((secret.text + "\n").utf8), to: file.path, mode: 0o600)
        made.append(file.path)
        try ReplacedFile.sync(folder: folder.path)
      }
    } catch {
      for file in made { unlink(file) }
      throw error
    }
    files = made
  }

  func remove() throws(Ending) {
    for file in files where unlink(file) != 0 {
      throw Ending(.unavailable, "\(file.shown()) was left, and holds a secret: remove it")
    }
  }

  private static func make(_ folder: URL) throws(Ending) {
    guard !FileManager.default.fileExists(atPath: folder.path) else { return }
    guard mkdir(folder.path, 0o700) == 0 else {
      throw Ending(.unavailable, "\(folder.path.shown()) cannot be made: \(String(cString: strerror(errno)))")
    }
    try ReplacedFile.write(Data("*\n".utf8), to: folder.appending(path: ".gitignore").path, mode: 0o600)
  }
}
