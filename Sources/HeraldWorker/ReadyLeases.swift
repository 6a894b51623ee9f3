import Herald
import Synchronization

/// The leases that a claim loop has fetched and nobody has begun with, and how many attempts are under way for each
/// destination.
final class ReadyLeases: Sendable {
  private struct State {
    var ready: ArraySlice<Lease> = []
    var atWork: [String: Int] = [:]
    /// So many are left for the loop to begin with.
    var reserve = Int.max

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

  /// Until the loop's next turn whoever has ended an attempt may begin with all but so many, without asking it; at first
  /// with none.
  func reserve(_ count: Int) { state.withLock { $0.reserve = count } }

  /// The next one, for whoever has ended an attempt; nil when the loop has to look first: then that attempt has not ended
  /// yet.
  func next(after destination: String) -> Lease? {
    state.withLock { state in
      guard state.ready.count > state.reserve, let next = state.begin() else { return nil }
      state.end(destination)
      return next
    }
  }
}
