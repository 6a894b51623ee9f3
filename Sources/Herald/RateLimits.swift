/// What a channel may send in a time: `rate:` and `burst:` of the configuration. None: as fast as it can.
public struct RateLimits: Hashable, Sendable {
  /// All of them hold at once.
  public var rates: [RateLimit]
  /// The most that leave at once after a rest; default 5, at least 1. A rate lowers it to a quarter of its count.
  public var burst: Int

  public static let defaultBurst = 5
  public static let none = RateLimits(rates: [])

  public init(rates: [RateLimit], burst: Int = RateLimits.defaultBurst) {
    // The same rate twice is one.
    self.rates = rates.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    self.burst = max(1, burst)
  }

  public var isNone: Bool { rates.isEmpty }

  /// How many may go now, and when the next one may: now, or later.
  public func permits(
    _ allowances: [RateLimit: Allowance], now: Instant
  ) -> (count: Int, next: Instant) {
    var (count, next) = (Int.max, now)
    for rate in rates {
      let allowance = allowances[rate] ?? .untouched(at: now)
      count = min(count, rate.permits(allowance, burst: burst, now: now))
      next = max(next, rate.next(allowance, burst: burst, now: now))
    }
    return (count, next)
  }

  /// What is left of each when `count` go now.
  public func taking(
    _ count: Int, of allowances: [RateLimit: Allowance], now: Instant
  ) -> [RateLimit: Allowance] {
    Dictionary(
      uniqueKeysWithValues: rates.map { rate in
        (rate, rate.taking(count, of: allowances[rate] ?? .untouched(at: now), burst: burst, now: now))
      })
  }

  /// The longest time between two messages that these rates ask for; 0 without a rate.
  public var longestGap: Seconds { rates.map { $0.interval(burst: burst) }.max() ?? 0 }
}
