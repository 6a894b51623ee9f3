import Herald
import Synchronization

/// The leases that a claim loop has fetched and nobody has begun with, and how many attempts are under way for each
/// destination.
final class ReadyLeases: Sendable {
  private struct State {
    var ready: ArraySlice<Lease> = []
    var atWork: [String: Int] = [:]
    var isClaiming = false
    var goesOn = false

    mutating func begin() -> Lease? {
      guard let lease = ready.popFirst() else { return nil }
      atWork[lease.job.destination, default: 0] += 1
      return lease
    }

    mutating func end(_ destination: String) {
      atWork[destination] = atWork[destination].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
  }

  private let state = Mutex(State())
  private let enough: Int

  /// - Parameter enough: with fewer than these, more have to be claimed.
  init(enough: Int) { self.enough = enough }

  var count: Int { state.withLock { $0.ready.count } }

  /// Those that wait and those under way.
  func inHand(_ destination: String) -> Int {
    state.withLock { state in
      state.atWork[destination, default: 0] + state.ready.count { $0.job.destination == destination }
    }
  }

  func add(_ leases: [Lease]) { state.withLock { $0.ready += leases } }

  func remove(_ areMeant: (Lease) -> Bool) -> [Lease] {
    state.withLock { state in
      let removed = state.ready.filter(areMeant)
      if !removed.isEmpty { state.ready.removeAll(where: areMeant) }
      return Array(removed)
    }
  }

  /// The next one, for an attempt that begins now.
  func begin() -> Lease? { state.withLock { $0.begin() } }

  func end(_ destination: String) { state.withLock { $0.end(destination) } }

  /// How the loop sees it until its next turn.
  ///
  /// - Parameters:
  ///   - isClaiming: more are on their way.
  ///   - goesOn: attempts may begin without asking the loop.
  func heed(isClaiming: Bool, goesOn: Bool) {
    state.withLock { ($0.isClaiming, $0.goesOn) = (isClaiming, goesOn) }
  }

  /// The next one, for whoever has ended an attempt; nil when the loop has to look first, because few are left and none on
  /// their way: then that attempt has not ended yet.
  func next(after destination: String) -> Lease? {
    state.withLock { state in
      guard state.goesOn, state.isClaiming || state.ready.count > enough, let next = state.begin() else { return nil }
      state.end(destination)
      return next
    }
  }
}
