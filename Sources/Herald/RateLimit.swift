/// So many messages in any window of so much time: `300 per 3h`.
///
/// Kept by the generic cell rate algorithm (ITU-T I.371, also a leaky bucket): one instant says when all permits are
/// back, so that a rate of thousands a day costs no more to keep than one a minute. `burst` permits are there after a
/// rest; then one comes back every `interval`, which is so long that no window of `per` ever sees more than `count`.
public struct RateLimit: Hashable, Sendable, CustomStringConvertible {
  /// At least 1.
  public let count: Int
  /// At least one second.
  public let per: Seconds

  public init(_ count: Int, per: Seconds) {
    self.count = max(1, count)
    self.per = max(per, 1)
  }

  /// As the configuration writes it, in the largest unit that fits: `300 per 3h`.
  public var description: String {
    let seconds = per.microseconds / 1_000_000
    for (unit, name) in [(86_400, "d"), (3_600, "h"), (60, "m")] as [(Int64, String)] where seconds % unit == 0 {
      return "\(count) per \(seconds / unit)\(name)"
    }
    return "\(count) per \(seconds)s"
  }

  /// How many may leave at once after a rest: never more than a quarter of `count`, because what leaves at once is
  /// taken from what follows.
  func burst(atMost burst: Int) -> Int { max(1, min(burst, count / 4)) }

  /// The time until a permit comes back: `per` ÷ (`count` − burst + 1), rounded up. A window of `per` then holds at most
  /// the burst and what comes back within it, which is `count` in all.
  func interval(burst: Int) -> Seconds {
    let steps = Int64(count - self.burst(atMost: burst) + 1)
    return Seconds(microseconds: (per.microseconds + steps - 1) / steps)
  }
}

/// What is left of a ``RateLimit`` at a moment.
public struct Allowance: Hashable, Sendable {
  /// When all permits are back.
  public var full: Instant
  /// When the first of them was taken that are not back yet: a permit of an earlier time cannot be given back.
  public var since: Instant

  public init(full: Instant, since: Instant) { (self.full, self.since) = (full, since) }

  /// Every permit is there.
  public static func untouched(at now: Instant) -> Allowance { Allowance(full: now, since: now) }
}

extension RateLimit {
  /// How many may go now.
  public func permits(_ allowance: Allowance, burst: Int, now: Instant) -> Int {
    let (most, interval) = (Int64(self.burst(atMost: burst)), interval(burst: burst).microseconds)
    let missing = self.allowance(allowance, burst: burst, at: now).full - now
    return Int(max(0, most - (missing.microseconds + interval - 1) / interval))
  }

  /// When the next one may go: now, or later.
  public func next(_ allowance: Allowance, burst: Int, now: Instant) -> Instant {
    let (most, interval) = (Int64(self.burst(atMost: burst)), interval(burst: burst).microseconds)
    let full = self.allowance(allowance, burst: burst, at: now).full
    return max(now, full + Seconds(microseconds: -(most - 1) * interval))
  }

  /// What is left when `count` go now.
  public func taking(_ count: Int, of allowance: Allowance, burst: Int, now: Instant) -> Allowance {
    var left = self.allowance(allowance, burst: burst, at: now)
    left.full = left.full + Seconds(microseconds: Int64(count) * interval(burst: burst).microseconds)
    return left
  }

  /// What is left when `count` that were taken at `taken` were not used. A permit from before the last rest is gone: it
  /// came back by itself.
  public func returning(_ count: Int, takenAt taken: Instant, to allowance: Allowance, burst: Int) -> Allowance {
    guard taken >= allowance.since else { return allowance }
    let time = Seconds(microseconds: -Int64(count) * interval(burst: burst).microseconds)
    return Allowance(full: max(allowance.full + time, allowance.since), since: allowance.since)
  }

  /// Brought to the moment. After a rest everything is back. A clock that was set back must not close a channel until it
  /// is as late again: then no permit is there, and they come back one by one from now on.
  private func allowance(_ allowance: Allowance, burst: Int, at now: Instant) -> Allowance {
    if allowance.full <= now { return .untouched(at: now) }
    let empty = now + Seconds(microseconds: Int64(self.burst(atMost: burst)) * interval(burst: burst).microseconds)
    return allowance.full > empty ? Allowance(full: empty, since: now) : allowance
  }
}
