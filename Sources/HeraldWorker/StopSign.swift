import Synchronization

/// Asks everything that runs to come to an end by itself: first that nothing new begins, then that nothing passes its
/// gate any more, at last that nothing is waited for. Once up it stays up.
public final class StopSign: Sendable {
  private struct State {
    var isUp = false
    var isGateShut = false
    var isHalted = false
    var sleepers: [Int: Task<Void, any Error>] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  public init() {}

  public var isUp: Bool { state.withLock { $0.isUp } }

  /// Nothing that has not passed its gate passes it now.
  public var isGateShut: Bool { state.withLock { $0.isGateShut } }
  /// Answers are not waited for either.
  public var isHalted: Bool { state.withLock { $0.isHalted } }

  public func shutGate() {
    state.withLock { $0.isGateShut = true }
    putUp()
  }

  public func halt() {
    state.withLock { ($0.isGateShut, $0.isHalted) = (true, true) }
    putUp()
  }

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
