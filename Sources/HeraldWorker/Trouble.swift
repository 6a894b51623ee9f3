import Synchronization

/// The first thing that the store could not record in a claim loop; everything stops then.
final class Trouble: Sendable {
  private let first = Mutex<(any Error)?>(nil)
  private let stop: StopSign

  init(_ stop: StopSign) { self.stop = stop }

  var problem: (any Error)? { first.withLock { $0 } }

  func note(_ problem: any Error) {
    first.withLock { $0 = $0 ?? problem }
    stop.putUp()
  }
}
