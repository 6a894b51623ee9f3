import Synchronization

/// Lets attempts run side by side, or one thing quite alone: a job whose process died in its hands is tried with nothing
/// beside it, so that another death is its own.
final class Solo: Sendable {
  private let state = Mutex<(running: Int, isWanted: Bool)>((0, false))

  /// False while somebody wants to be alone.
  func enter() -> Bool {
    state.withLock { state in
      if state.isWanted { return false }
      state.running += 1
      return true
    }
  }

  /// Whoever runs may run on: nobody wants to be alone.
  var mayGoOn: Bool { state.withLock { !$0.isWanted } }

  func leave() { state.withLock { $0.running -= 1 } }

  /// Lets nothing begin, waits until nothing runs, and runs `body`. False when that took longer than `patience`: then
  /// `body` did not run.
  func alone(patience: Duration, _ body: () async throws -> Void) async throws -> Bool {
    state.withLock { $0.isWanted = true }
    defer { state.withLock { $0.isWanted = false } }
    let deadline = ContinuousClock.now + patience
    while state.withLock({ $0.running }) > 0 {
      if ContinuousClock.now > deadline { return false }
      try await Task.sleep(for: .milliseconds(10))
    }
    try await body()
    return true
  }
}
