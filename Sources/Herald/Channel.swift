/// One named place to send to, as configured.
public struct Channel: Sendable {
  /// 1 to 64 of `a-z`, `0-9`, `-`, `_`.
  public var name: String
  /// Whose rules its posts are written by.
  public var network: Network
  public var sender: any Sender
  public var retry: RetryPolicy
  /// Attempts at once; default 10, at least 1.
  public var concurrency: Int
  /// How much may go in a time; default no limit.
  public var limits: RateLimits
  /// What the queue is grouped by where a job has no recipient: a host or a folder.
  public var destination: String
  /// What becomes of posts that were given a time and missed it.
  public var misfire: MisfirePolicy

  public init(
    name: String, network: Network, sender: any Sender, retry: RetryPolicy = RetryPolicy(), concurrency: Int = 10,
    limits: RateLimits = .none, destination: String, misfire: MisfirePolicy = MisfirePolicy()
  ) {
    self.name = name
    self.network = network
    self.sender = sender
    self.retry = retry
    self.concurrency = max(1, concurrency)
    self.limits = limits
    self.destination = destination
    self.misfire = misfire
  }
}
