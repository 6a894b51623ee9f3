import Herald
import Synchronization

/// Holds what a worker says at its end.
final class Blocked: Sendable {
  private let state = Mutex<[String: Failure]>([:])

  var value: [String: Failure] { state.withLock { $0 } }

  @Sendable func set(_ value: [String: Failure]) { state.withLock { $0 = value } }
}
