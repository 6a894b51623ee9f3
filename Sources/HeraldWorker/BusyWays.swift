import Synchronization

/// The ways that are telling something at this moment. One way tells one notice at a time, also while a new configuration
/// takes the place of the one before.
public final class BusyWays: Sendable {
  private let names = Mutex<Set<String>>([])

  public init() {}

  /// False when it tells already.
  func begin(_ way: String) -> Bool { names.withLock { $0.insert(way).inserted } }

  func end(_ way: String) { names.withLock { _ = $0.remove(way) } }

  /// In alphabetical order.
  var all: [String] { names.withLock { $0.sorted() } }

  /// Returns when none tells any more, or the time is over.
  public func settle(within patience: Duration) async {
    let deadline = ContinuousClock.now + patience
    while !all.isEmpty, ContinuousClock.now < deadline {
      do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
    }
  }
}
