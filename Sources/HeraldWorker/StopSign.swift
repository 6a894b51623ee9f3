import Synchronization

/// Asks everything that runs to come to an end by itself. Once up it stays up.
public final class StopSign: Sendable {
  private struct State {
    var isUp = false
    var sleepers: [Int: Task<Void, any Error>] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  public init() {}

  public var isUp: Bool { state.withLock { $0.isUp } }

  public func putUp() {
    let sleepers = state.withLock { state in
      state.isUp = true
      defer { state.sleepers = [:] }
      return state.sleepers.values
    }
    for sleeper in sleepers { sleeper.cancel() }
  }

  /// Sleeps, or returns at once when the sign goes up. Throws `CancellationError` when its task is cancelled.
  func sleep(_ duration: Duration) async throws {
    let sleeper = Task { try await Task.sleep(for: duration) }
    let number: Int? = state.withLock { state in
      if state.isUp { return nil }
      state.count += 1
      state.sleepers[state.count] = sleeper
      return state.count
    }
    guard let number else {
      sleeper.cancel()
      return
    }
    // A sleeper that is cancelled means: the sign went up, or this task is cancelled.
    _ = await withTaskCancellationHandler {
      await sleeper.result
    } onCancel: {
      sleeper.cancel()
    }
    state.withLock { $0.sleepers[number] = nil }
    try Task.checkCancellation()
  }
}
