import Synchronization

/// What shows from outside that the loops of a worker turn: each beats once in a turn, which it makes at least every
/// second while it works.
public final class Pulse: Sendable {
  private let beats = Mutex<[String: ContinuousClock.Instant]>([:])

  public init() {}

  public func beat(_ name: String) { beats.withLock { $0[name] = .now } }

  /// The loops that were silent for longer, in alphabetical order; one that never beat has not begun.
  public func silent(longerThan limit: Duration) -> [String] {
    let now = ContinuousClock.now
    return beats.withLock { beats in beats.filter { now - $0.value > limit }.keys.sorted() }
  }
}
