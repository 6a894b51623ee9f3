import Foundation
import Testing

extension TestNewsroom {
  /// The environment of a command whose wall clock is so many seconds ahead. `Tests/Servers/later.c` says how.
  func later(by seconds: Int) throws -> [String: String] {
    ["LD_PRELOAD": try laterLibrary(), "LATER": "\(seconds)"]
  }

  fileprivate func laterLibrary() throws -> String {
    let library = url.appending(path: "later.so")
    if !FileManager.default.fileExists(atPath: library.path) {
      let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Servers/later.c")
      let built = try HeraldProcess.shell("exec cc -shared -fPIC -o \(library.path) \(source.path)", in: url)
      try #require(built.code == 0, "\(built)")
    }
    return library.path
  }
}

/// A wall clock that a test sets, for commands that run with its `environment`.
struct LaterClock {
  let environment: [String: String]
  private let file: URL

  init(_ newsroom: TestNewsroom, ahead seconds: Int64 = 0) throws {
    file = newsroom.url.appending(path: "later")
    environment = ["LD_PRELOAD": try newsroom.laterLibrary(), "LATER": file.path]
    try Self.octets(seconds).write(to: file)
  }

  /// So many seconds ahead from here on, also for what runs.
  func set(ahead seconds: Int64) throws {
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: Self.octets(seconds))
    try handle.close()
  }

  private static func octets(_ seconds: Int64) -> Data { withUnsafeBytes(of: seconds) { Data($0) } }
}
