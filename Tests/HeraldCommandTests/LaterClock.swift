import Foundation
import Testing

extension TestNewsroom {
  /// The environment of a command whose wall clock is so many seconds ahead. `Tests/Servers/later.c` says how.
  func later(by seconds: Int) throws -> [String: String] {
    let library = url.appending(path: "later.so")
    if !FileManager.default.fileExists(atPath: library.path) {
      let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Servers/later.c")
      let built = try HeraldProcess.shell("exec cc -shared -fPIC -o \(library.path) \(source.path)", in: url)
      try #require(built.code == 0, "\(built)")
    }
    return ["LD_PRELOAD": library.path, "LATER": "\(seconds)"]
  }
}
