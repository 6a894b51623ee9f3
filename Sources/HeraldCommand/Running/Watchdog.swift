import Herald
import Logging
import Synchronization

/// Says again and again that this process works, as long as each of its parts answers: one that hangs keeps it silent,
/// and the service manager ends the process, which loses nothing.
final class Watchdog: Sendable {
  struct Part: Sendable {
    let name: String
    /// Returns when the part has answered.
    let ask: @Sendable () async -> Void
  }

  private struct State {
    var answered: [String: ContinuousClock.Instant] = [:]
    var asked: Set<String> = []
    var said: [String] = []
  }

  /// How long a part may be silent.
  private let limit: Duration
  private let parts: [Part]
  private let loops: @Sendable (Duration) -> [String]
  private let tell: @Sendable () -> Void
  private let log: Logger
  private let state = Mutex(State())

  /// - Parameters:
  ///   - patience: after this time of silence the service manager acts (`$WATCHDOG_USEC`).
  ///   - loops: the names of loops that were silent for longer than it is given.
  ///   - tell: says that all is well.
  init(
    patience: Duration, parts: [Part], loops: @escaping @Sendable (Duration) -> [String],
    tell: @escaping @Sendable () -> Void, log: Logger
  ) {
    limit = patience / 2
    self.parts = parts
    self.loops = loops
    self.tell = tell
    self.log = log
  }

  /// What `$WATCHDOG_USEC` asks of this process; nil when it asks nothing (sd_watchdog_enabled(3)).
  static func patience(microseconds: String?, process: String?, own: Int32) -> Duration? {
    guard let microseconds, let count = Int64(microseconds), count > 0, process == nil || process == "\(own)" else {
      return nil
    }
    return .microseconds(count)
  }

  /// Until its task is cancelled.
  func run() async {
    let began = ContinuousClock.now
    state.withLock { state in
      for part in parts { state.answered[part.name] = began }
    }
    while !Task.isCancelled {
      ask()
      do { try await Task.sleep(for: limit / 4) } catch { return }
      let now = ContinuousClock.now
      let late = state.withLock { state in
        parts.map(\.name).filter { name in state.answered[name].map { now - $0 > limit } ?? true }
      }
      let silent = late + loops(limit)
      if silent.isEmpty { tell() }
      say(silent)
    }
  }

  /// In tasks of their own, because one may never return.
  private func ask() {
    for part in parts where state.withLock({ $0.asked.insert(part.name).inserted }) {
      Task { [self] in
        await part.ask()
        state.withLock { state in
          state.asked.remove(part.name)
          state.answered[part.name] = .now
        }
      }
    }
  }

  private func say(_ silent: [String]) {
    let isNew = state.withLock { state in
      defer { state.said = silent }
      return state.said != silent
    }
    guard isNew else { return }
    if silent.isEmpty {
      log.notice("answers again")
    } else {
      log.error("does not answer", metadata: ["parts": "\(silent.joined(separator: ", "))"])
    }
  }
}
