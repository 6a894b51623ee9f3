import Foundation
import Servers

/// `herald` with a person before it, through a pseudo-terminal.
enum AtTerminal {
  /// - Parameter talk: what is waited for, and what is typed then.
  /// - Returns: `out` is everything that the terminal showed.
  static func run(
    _ arguments: [String], in newsroom: TestNewsroom, _ talk: [(shown: String, typed: String)]
  ) throws -> HeraldProcess.Ended {
    let folder = try TemporaryFolder()
    let lines = try JSONEncoder().encode(talk.map { [$0.shown, $0.typed] })
    let file = try folder.write(lines, to: "talk.json")
    let script = Sources.servers.appending(path: "at-terminal").path
    let words = [script, file.path, HeraldProcess.binary] + arguments
    let line = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    defer { withExtendedLifetime(folder) {} }
    return try HeraldProcess.shell(line, in: newsroom.url)
  }
}
