import Foundation
import Glibc

/// A text that a person changes in the editor of their choice: `$VISUAL`, else `$EDITOR`.
enum EditedText {
  /// Throws when no terminal or no editor is there, and when the editor did not end well: then nothing is changed.
  static func inEditor(_ text: String) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    guard isatty(0) == 1, isatty(1) == 1,
      let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap({ $0 }).first(where: { !$0.isEmpty })
    else {
      throw Ending(.usage, "give the new text with --text FILE (- is standard input), or set $EDITOR on a terminal")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch {
        Terminal.warn("\(folder.path) was left behind")
      }
    }
    let file = folder.appending(path: "text.txt")
    try Data((text + "\n").utf8).write(to: file)
    let process = Process()
    // $EDITOR may have arguments (`code --wait`); the shell is what splits them everywhere.
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec \(editor) \"$0\"", file.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Ending(.failed, "the editor ended with \(process.terminationStatus): nothing was changed")
    }
    return try InputFile.text(of: file.path)
  }
}
