import Foundation
import Glibc
import Servers
import Testing

@testable import HeraldCommand

/// `herald run` as a process of its own, with its log; killed when a test forgets it.
final class Serving {
  let process: Process
  private let err: URL

  init(_ newsroom: TestNewsroom, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
    (process, err) = try HeraldProcess.launched(["run"] + arguments, in: newsroom.url, environment: environment)
  }

  deinit { if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) } }

  var log: String { get throws { try String(contentsOf: err, encoding: .utf8) } }

  func send(_ signal: Int32) { Glibc.kill(process.processIdentifier, signal) }

  /// Asks it to read its configuration again, and returns when it has.
  func reload(expecting word: String = "configuration in force") throws {
    let before = try log.components(separatedBy: word).count
    send(SIGHUP)
    try Self.wait("a log that says “\(word)”: \(try log)") { try log.components(separatedBy: word).count > before }
  }

  /// Ends it; its exit code.
  @discardableResult
  func stop() -> Int32 {
    send(SIGTERM)
    return process.waitForEnd()
  }

  /// Until it holds its lock.
  func waitUntilAtWork(_ newsroom: TestNewsroom) throws {
    try Self.wait("a daemon that holds its lock") {
      guard process.isRunning else { throw Wrong("it ended: \(try log)") }
      let descriptor = open(newsroom.url.appending(path: "herald.db.daemon").path, O_RDWR)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
    // The signals are trapped a moment later.
    usleep(500_000)
  }

  /// Long: on a machine with other work everything takes its time.
  private static let patience = Duration.seconds(120)

  /// The same, and other tests go on meanwhile.
  static func comes(_ what: String, when holds: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + patience
    while ContinuousClock.now < deadline {
      if try holds() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Wrong("it did not come to this in \(patience): \(what)")
  }

  static func wait(_ what: @autoclosure () throws -> String, until holds: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + patience
    while ContinuousClock.now < deadline {
      if try holds() { return }
      usleep(5_000)
    }
    throw Wrong("it did not come to this in \(patience): \(try what())")
  }
}
