import Herald
import Synchronization

/// Why the gate of one attempt stayed shut.
final class Closure: Sendable {
  private let reason = Mutex<GateClosure?>(nil)

  var value: GateClosure? { reason.withLock { $0 } }
  func note(_ closure: GateClosure) { reason.withLock { $0 = closure } }
}
