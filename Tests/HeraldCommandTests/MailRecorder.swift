import Foundation
import Glibc
import Servers
import Testing

@testable import HeraldCommand

/// Tests/Servers/smtp-recorder as a process: a mail server that writes down what it took, and falls silent where it is told.
final class MailRecorder {
  struct Accepted: Hashable {
    let recipient: String
    let messageID: String
    let sha256: String
    let size: Int
  }

  let port: Int
  private let process: Process
  private let log: URL

  /// - Parameter hanging: the phase in which its first connection that comes there gets no reply any more.
  init(in folder: URL, hanging phase: String? = nil, options: [String] = []) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Servers/smtp-recorder")
    log = folder.appending(path: "recorder-\(UUID().uuidString).log")
    try Data().write(to: log)
    process = Process()
    process.executableURL = script
    process.arguments = [log.path] + (phase.map { ["--hang", $0] } ?? []) + options
    process.environment = ["PATH": "/usr/bin:/bin"]
    try process.run()
    let line = try Self.wait(for: "listening", in: log)
    port = try #require(Int(line.dropFirst("listening ".count)))
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitForEnd()
  }

  private static func lines(of log: URL) throws -> [String] {
    try String(contentsOf: log, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  private static func wait(for beginning: String, in log: URL) throws -> String {
    for _ in 0..<2_000 {
      if let line = try lines(of: log).first(where: { $0.hasPrefix(beginning) }) { return line }
      usleep(5_000)
    }
    throw Wrong("the recorder never wrote “\(beginning)”: \(try lines(of: log))")
  }

  /// Returns when a connection has fallen silent there.
  func waitUntilHanging(in phase: String) throws { _ = try Self.wait(for: "hanging \(phase)", in: log) }

  var events: [String] { get throws { try Self.lines(of: log) } }

  /// Every message that came up to its final dot, in order.
  var accepted: [Accepted] {
    get throws {
      try events.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard words.first == "accepted", words.count == 6, let size = Int(words[5]) else { return nil }
        return Accepted(recipient: words[2], messageID: words[3], sha256: words[4], size: size)
      }
    }
  }
}
