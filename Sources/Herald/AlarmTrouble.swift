/// A way of telling that fails: since when, why, and when it is tried again.
public struct AlarmTrouble: Hashable, Sendable {
  public var way: String
  /// How often in a row; from 1.
  public var tries: Int
  public var since: Instant
  public var next: Instant
  public var failure: String

  public init(way: String, tries: Int, since: Instant, next: Instant, failure: String) {
    (self.way, self.tries, self.since, self.next, self.failure) = (way, tries, since, next, failure)
  }

  /// The trouble after one failure more: tried again after 30 seconds, then twice as long each time, an hour at most.
  public init(way: String, failure: Failure, before: AlarmTrouble?, now: Instant) {
    let tries = (before?.tries ?? 0) + 1
    let wait = Seconds(microseconds: Int64(min(3_600, 30 << min(tries - 1, 10))) * 1_000_000)
    self.init(
      way: way, tries: tries, since: before?.since ?? now, next: now + wait, failure: failure.description)
  }
}
