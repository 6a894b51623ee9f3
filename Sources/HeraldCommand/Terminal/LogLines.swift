import Dispatch
import Glibc
import Herald
import Synchronization

/// Log lines on their way to a file descriptor, in order, written in batches.
///
/// A line that comes alone is written at once; in a flood of them lines wait until 64 KB or 50 milliseconds are full, so
/// that each costs a part of a system call. What waits is written when the process exits; one that is killed loses at most
/// the last 50 milliseconds of its log, and nothing else.
///
/// It also keeps the moving line of a terminal below what is written.
final class LogLines: Sendable {
  static let standardError = LogLines(descriptor: 2, writesAtExit: true)

  private struct State {
    var time = LogTime()
    /// What waits.
    var bytes: [UInt8] = []
    /// `DispatchTime.uptimeNanoseconds`.
    var written: UInt64 = 0
    var isFlushComing = false
    /// What stands in the terminal's last line; empty when nothing does.
    var moving = ""
  }

  private static let limit = 65_536
  private static let interval = 50_000_000

  private let descriptor: Int32
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "herald-log")

  init(descriptor: Int32, writesAtExit: Bool = false) {
    self.descriptor = descriptor
    if writesAtExit { atexit { LogLines.standardError.flush() } }
  }

  /// One event, in its turn.
  func append(_ line: LogLine, _ format: LineLog.Format, at moment: Instant) {
    let isAlone: Bool = state.withLock { state in
      line.write(format, time: state.time.bytes(of: moment), to: &state.bytes)
      let since = DispatchTime.now().uptimeNanoseconds &- state.written
      if state.bytes.count >= Self.limit || since >= Self.interval {
        write(&state)
        return false
      }
      defer { state.isFlushComing = true }
      return !state.isFlushComing
    }
    if isAlone { queue.asyncAfter(deadline: .now() + .nanoseconds(Self.interval)) { [self] in flush() } }
  }

  /// A text as it is, at once, after what waits.
  func append(_ text: String) {
    state.withLock { state in
      state.bytes += text.utf8
      write(&state)
    }
  }

  /// Writes what waits.
  func flush() {
    state.withLock { state in
      state.isFlushComing = false
      if !state.bytes.isEmpty { write(&state) }
    }
  }

  /// Shows a text in the terminal's last line, in the place of the one before; an empty one clears it.
  func move(_ text: String) {
    state.withLock { state in
      guard !state.moving.isEmpty || !text.isEmpty else { return }
      Terminal.write(Self.clearing + state.bytes + fitting(text), to: descriptor)
      state.bytes.removeAll(keepingCapacity: true)
      state.moving = text
    }
  }

  private func write(_ state: inout State) {
    if state.moving.isEmpty {
      Terminal.write(state.bytes, to: descriptor)
    } else {
      Terminal.write(Self.clearing + state.bytes + fitting(state.moving), to: descriptor)
    }
    state.bytes.removeAll(keepingCapacity: true)
    state.written = DispatchTime.now().uptimeNanoseconds
  }

  /// What of a line the terminal can show: a longer one would leave a part of itself behind.
  private func fitting(_ text: String) -> [UInt8] {
    Array(Terminal.clipped(text, to: Terminal.width(of: descriptor) - 1).utf8)
  }

  /// Back to the beginning of the line, and away with what stands there.
  private static let clearing = Array("\r\u{1B}[K".utf8)
}
