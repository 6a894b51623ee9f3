import CCurl

/// A connected socket as the loop watches it. Touched on the loop's thread alone.
final class WatchedSocket {
  enum Ending: Sendable { case ready, timedOut, cancelled }
  enum Direction { case reading, writing }

  let descriptor: Int32
  /// There may be something to read, or room to write. Whoever finds none sets it to false before waiting.
  private(set) var isReadable = true
  var isWritable = true
  /// The far side has closed, or the connection broke: reading tells, and never waits again.
  private var hasHungUp = false
  private(set) var deadline: ContinuousClock.Instant?
  private var waiter: (continuation: UnsafeContinuation<Ending, Never>, direction: Direction)?
  /// A wait that has not begun yet ends at once.
  private var isCancelled = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// All that had arrived was read.
  func wasDrained() { isReadable = hasHungUp }

  func happened(_ events: UInt32) {
    let broken = EPOLLERR.rawValue | EPOLLHUP.rawValue
    if events & (EPOLLRDHUP.rawValue | broken) != 0 { hasHungUp = true }
    if events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | broken) != 0 { isReadable = true }
    if events & (EPOLLOUT.rawValue | broken) != 0 { isWritable = true }
    switch waiter?.direction {
    case .reading where isReadable: end(.ready)
    // A far side that speaks while it should read is of interest too.
    case .writing where isWritable || isReadable: end(.ready)
    default: break
    }
  }

  /// One wait at a time.
  func wait(_ continuation: UnsafeContinuation<Ending, Never>, for direction: Direction, until: ContinuousClock.Instant)
  {
    if isCancelled {
      continuation.resume(returning: .cancelled)
      return
    }
    waiter = (continuation, direction)
    deadline = until
  }

  func end(_ ending: Ending) {
    guard let (continuation, _) = waiter else { return }
    waiter = nil
    deadline = nil
    continuation.resume(returning: ending)
  }

  /// Ends this wait and every later one.
  func cancel() {
    isCancelled = true
    end(.cancelled)
  }

  /// From now on waits count again: past the gate an answer is waited for.
  func becomeUncancellable() { isCancelled = false }
}
