import HeraldWorker
import Synchronization

/// Holds what a worker says at its end, by channel.
final class Standstills: Sendable {
  private let state = Mutex<[String: Standstill]>([:])

  var value: [String: Standstill] { state.withLock { $0 } }

  @Sendable func set(_ value: [String: Standstill]) { state.withLock { $0 = value } }
}
