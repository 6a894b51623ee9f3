import Foundation
import Glibc
import Synchronization

/// One run of a program: what it is given, and how it ended. It sees PATH, HOME, LANG, LC_ALL and TZ of our environment,
/// which may hold secrets, and no more.
struct ProgramRun: Sendable {
  let program: String
  let arguments: [String]
  let folder: URL
  let input: [UInt8]

  enum Ending: Sendable {
    /// The last 64 KB of what it wrote.
    case exited(Int32, out: String, err: String)
    case killed(signal: Int32)
    case tooLong
    /// It did not run.
    case notStarted(String)
    /// It ran, and what came of it cannot be read.
    case lost(String)
  }

  private static let kept = ["PATH", "HOME", "LANG", "LC_ALL", "TZ"]

  /// Runs it on a thread of its own; killed when its time is over, counted from its start, or with the task.
  func ended(within time: Duration) async -> Ending {
    let child = Child()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: run(child, within: time)) }
      }
    } onCancel: {
      child.kill(isLate: false)
    }
  }

  /// The streams are files: no full pipe stops the program, and one that does not read cannot end us. `env` gives it back
  /// the signals that we ignore, which it would ignore too.
  private func run(_ child: Child, within time: Duration) -> Ending {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "herald-run-\(UUID().uuidString)")
    let process = Process()
    var streams: [FileHandle] = []
    do {
      try FileManager.default.createDirectory(
        at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for (name, octets) in [("in", input), ("out", []), ("err", [])] {
        let file = scratch.appending(path: name)
        try Data(octets).write(to: file)
        streams.append(try FileHandle(forUpdating: file))
      }
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["--default-signal", program] + arguments
      process.currentDirectoryURL = folder
      process.environment = ProcessInfo.processInfo.environment.filter { Self.kept.contains($0.key) }
      (process.standardInput, process.standardOutput, process.standardError) = (streams[0], streams[1], streams[2])
      try process.run()
    } catch {
      return removed(scratch, .notStarted(error.localizedDescription))
    }
    child.began(process.processIdentifier)
    let clock = Task {
      do {
        try await Task.sleep(for: time)
        child.kill(isLate: true)
      } catch is CancellationError {
        // The program was faster.
      }
    }
    process.waitUntilExit()
    clock.cancel()
    if child.ended() { return removed(scratch, .tooLong) }
    guard process.terminationReason == .exit else {
      return removed(scratch, .killed(signal: process.terminationStatus))
    }
    do {
      let (out, err) = (try Self.tail(streams[1]), try Self.tail(streams[2]))
      return removed(scratch, .exited(process.terminationStatus, out: out, err: err))
    } catch {
      return removed(scratch, .lost(error.localizedDescription))
    }
  }

  private static func tail(_ file: FileHandle) throws -> String {
    let size = try file.seekToEnd()
    try file.seek(toOffset: size > 65_536 ? size - 65_536 : 0)
    return String(decoding: try file.read(upToCount: 65_536) ?? Data(), as: UTF8.self)
  }

  /// A folder that cannot be removed changes nothing of what the program did.
  private func removed(_ scratch: URL, _ ending: Ending) -> Ending {
    _ = Result { try FileManager.default.removeItem(at: scratch) }
    return ending
  }
}

/// The process of a run, which another thread may kill while it is there.
private final class Child: Sendable {
  private struct State {
    var process: pid_t?
    var isKilled = false
    var isLate = false
  }

  private let state = Mutex(State())

  func began(_ process: pid_t) {
    state.withLock { state in
      state.process = process
      if state.isKilled { _ = Glibc.kill(process, SIGKILL) }
    }
  }

  func kill(isLate: Bool) {
    state.withLock { state in
      state.isKilled = true
      state.isLate = isLate
      if let process = state.process { _ = Glibc.kill(process, SIGKILL) }
    }
  }

  /// Whether its time was over.
  func ended() -> Bool {
    state.withLock { state in
      state.process = nil
      return state.isLate
    }
  }
}
