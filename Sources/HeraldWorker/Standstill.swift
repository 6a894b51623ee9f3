import Herald

/// What keeps a channel from going on: nothing of it begins before.
public struct Standstill: Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    /// Its far side, or the disk.
    case blocked
    /// Its own rates.
    case rate
  }

  public let cause: Cause
  public let failure: Failure
  /// Nil when nobody knows.
  public let until: Instant?

  public init(_ cause: Cause, _ failure: Failure, until: Instant?) {
    (self.cause, self.failure, self.until) = (cause, failure, until)
  }
}
