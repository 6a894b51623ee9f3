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
  /// the signals that we ignore, which it would ignore too, and goes into its folder. It leads a process group of its own,
  /// so that what it has started is killed with it.
  private func run(_ child: Child, within time: Duration) -> Ending {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "herald-run-\(UUID().uuidString)")
    var streams: [FileHandle] = []
    let process: pid_t
    do {
      try FileManager.default.createDirectory(
        at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for (name, octets) in [("in", input), ("out", []), ("err", [])] {
        let file = scratch.appending(path: name)
        try Data(octets).write(to: file)
        streams.append(try FileHandle(forUpdating: file))
      }
      process = try spawn(streams.map(\.fileDescriptor))
    } catch {
      return removed(scratch, .notStarted((error as? SpawnProblem)?.text ?? error.localizedDescription))
    }
    child.began(process)
    let clock = Task {
      do {
        try await Task.sleep(for: time)
        child.kill(isLate: true)
      } catch is CancellationError {
        // The program was faster.
      }
    }
    let status = child.wait(for: process)
    clock.cancel()
    if child.isLate { return removed(scratch, .tooLong) }
    // As the macros of `wait` say it.
    let signal = status & 0x7F
    guard signal == 0 else { return removed(scratch, .killed(signal: signal)) }
    do {
      let (out, err) = (try Self.tail(streams[1]), try Self.tail(streams[2]))
      return removed(scratch, .exited(status >> 8 & 0xFF, out: out, err: err))
    } catch {
      return removed(scratch, .lost(error.localizedDescription))
    }
  }

  private struct SpawnProblem: Error { let text: String }

  /// Foundation's `Process` waits for everybody who inherited from the program, and so for what it has left behind.
  private func spawn(_ streams: [Int32]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream, Int32(target))
    }
    // What is not marked to be closed: libcurl's sockets. One that is closed already is passed over.
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      if let descriptor = Int32(name), descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let words = ["/usr/bin/env", "--default-signal", "--chdir=\(folder.path)", program] + arguments
    let environment = ProcessInfo.processInfo.environment.filter { Self.kept.contains($0.key) }
    var process: pid_t = 0
    let code = withCStrings(words) { words in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawn(&process, "/usr/bin/env", &actions, &attributes, words, environment)
      }
    }
    guard code == 0 else { throw SpawnProblem(text: String(cString: strerror(code))) }
    return process
  }

  /// Calls `body` with an array of C strings that ends in NULL.
  private func withCStrings<T>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T) -> T {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
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

/// The process of a run, which another thread may kill, with all its group, while it is there.
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
      if state.isKilled { _ = Glibc.kill(-process, SIGKILL) }
    }
  }

  func kill(isLate: Bool) {
    state.withLock { state in
      state.isKilled = true
      // One that has ended meanwhile was in time.
      guard let process = state.process else { return }
      state.isLate = isLate
      _ = Glibc.kill(-process, SIGKILL)
    }
  }

  /// Whether its time was over.
  var isLate: Bool { state.withLock { $0.isLate } }

  /// Returns when it has ended, and how (`wait(2)`). Its number is given back last, so that nobody else is killed for it.
  func wait(for process: pid_t) -> Int32 {
    var about = siginfo_t()
    while waitid(P_PID, id_t(process), &about, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    state.withLock { $0.process = nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}
