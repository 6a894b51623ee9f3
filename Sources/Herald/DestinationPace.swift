/// How fast one destination of a channel (a reader's mail domain) may be sent to after it said that it has too much to
/// do. Others go on as before.
///
/// | it | then |
/// | --- | --- |
/// | refuses for its load | half as many at once |
/// | refuses when it gets one at a time | nothing for a minute, then one; each further time twice as long, an hour at most |
/// | answers for a message | one more at once, until it is as fast as the others |
public struct DestinationPace: Hashable, Sendable {
  /// At least 1.
  public private(set) var atOnce: Int
  /// Nothing goes there for a while.
  public private(set) var closing: Closing?
  /// Raised by each change for the worse: what was under way then says nothing new.
  public private(set) var generation = 0

  /// - Parameter most: attempts at once of the whole channel.
  public init(most: Int) { atOnce = max(1, most) }

  /// A destination that was closed when the process began.
  public init(closing: Closing) { (atOnce, self.closing) = (1, closing) }

  /// How many attempts may run there now.
  public func allowed(at now: Instant) -> Int { closing?.holds(at: now) == true ? 0 : atOnce }

  /// - Parameter generation: that of the moment when the attempt began.
  /// - Returns: false when it says nothing new.
  public mutating func slowDown(
    _ failure: Failure, generation: Int, policy: ClosingPolicy, now: Instant, random: Double
  ) -> Bool {
    guard generation == self.generation else { return false }
    self.generation += 1
    if atOnce > 1 {
      atOnce /= 2
    } else {
      closing = policy.closing(after: closing, failure, as: .busy, until: nil, now: now, random: random)
    }
    return true
  }

  /// - Returns: true when it is as fast as any other again.
  public mutating func speedUp(most: Int) -> Bool {
    closing = nil
    atOnce = min(atOnce + 1, max(1, most))
    return atOnce >= most
  }

  /// A person said so.
  public mutating func reopen() { closing = nil }
}
