import Foundation
import Glibc

/// A text in a file of its own, for a person to change in an editor.
struct EditorFile {
  let path: String
  private let folder: URL

  /// In a new folder that nobody else may look into.
  init(_ text: String, name: String) throws(Ending) {
    guard isatty(0) == 1 else {
      throw Ending(.usage, "there is no terminal to open an editor on: say what is new with an option (--text FILE)")
    }
    folder = FileManager.default.temporaryDirectory.appending(path: "herald-\(UUID().uuidString)")
    path = folder.appending(path: name).path
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw Ending(.unavailable, "\(path) cannot be written: is the disk full?")
    }
  }

  /// What stands in the file after the editor has ended.
  ///
  /// - Parameter too: what a text of more than `limit` octets is not.
  func edit(limit: Int, too: String) throws(Ending) -> String {
    let environment = ProcessInfo.processInfo.environment
    let editor = [environment["VISUAL"], environment["EDITOR"], "vi"].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
    let status = try run(["/bin/sh", "-c", "\(editor) \"$1\"", "herald", path])
    guard status == 0 else {
      throw Ending(.failed, "\(editor.shown()) ended with \(status): nothing was changed; your text is in \(path)")
    }
    return try TextInput.read(path, limit: limit, too: too)
  }

  func remove() throws(Ending) {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      throw Ending(.unavailable, "\(path) was left behind: \(error.localizedDescription)")
    }
  }

  /// `Process` would put the editor into a process group of its own, where it may not read the terminal.
  private func run(_ arguments: [String]) throws(Ending) -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Herald itself ignores it.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = arguments.map { strdup($0) } + [nil]
    let environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, arguments[0], nil, &attributes, words, environment)
    guard failure == 0 else {
      throw Ending(.unavailable, "\(arguments[0]) cannot be started: \(String(cString: strerror(failure)))")
    }
    // Ctrl-C is the editor's.
    signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, SIG_DFL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
