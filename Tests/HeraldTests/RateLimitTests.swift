import Herald
import Testing

@Suite struct RateLimitTests {
  fileprivate static let noon = Instant(microseconds: 1_790_000_000_000_000)

  /// What a channel did: permits that were used, by the time that really passed.
  private struct Life {
    let limits: RateLimits
    var random: Seeded
    /// Microseconds that really passed, and what the clock on the wall is ahead of it.
    var elapsed: Int64 = 0
    var ahead: Int64 = 0
    var allowances: [RateLimit: Allowance] = [:]
    /// Used, by the time that really passed.
    var used: [Int64] = []
    var unused: [Instant] = []
    /// Permits that somebody took and did not use yet.
    var now: Instant { RateLimitTests.noon + Seconds(microseconds: elapsed + ahead) }

    mutating func step(setsForwards: Bool) {
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<10:
        let most = Int.random(in: 1...6, using: &random)
        let count = min(most, limits.permits(allowances, now: now).count)
        allowances = limits.taking(count, of: allowances, now: now)
        let kept = Int.random(in: 0..<4, using: &random) == 0 ? count / 2 : 0
        used += Array(repeating: elapsed, count: count - kept)
        unused += Array(repeating: now, count: kept)
      case 10..<12:
        for taken in unused {
          for (rate, allowance) in allowances {
            allowances[rate] = rate.returning(1, takenAt: taken, to: allowance, burst: limits.burst)
          }
        }
        unused = []
      case 12:
        ahead -= .random(in: 1...4_000_000_000, using: &random)
        unused = []
      case 13 where setsForwards:
        ahead += .random(in: 1...4_000_000_000, using: &random)
      default:
        let most: Int64 = Bool.random(using: &random) ? 2_000_000 : 300_000_000
        elapsed += .random(in: 1...most, using: &random)
      }
    }
  }

  /// The most in any window of `per`, its end not in it.
  private static func most(_ times: [Int64], in per: Seconds) -> Int {
    var (first, most) = (0, 0)
    for last in times.indices {
      while times[last] - times[first] >= per.microseconds { first += 1 }
      most = max(most, last - first + 1)
    }
    return most
  }

  @Test func noWindowEverHoldsMoreThanTheRate() {
    for seed in 0..<400 {
      var random = Seeded(state: UInt64(seed))
      let rates = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        RateLimit(
          .random(in: 1...60, using: &random),
          per: Seconds(microseconds: .random(in: 1...900, using: &random) * 1_000_000))
      }
      let limits = RateLimits(rates: rates, burst: .random(in: 1...20, using: &random))
      var life = Life(limits: limits, random: random)
      for _ in 0..<600 { life.step(setsForwards: false) }
      #expect(!life.used.isEmpty)
      for rate in rates {
        let most = Self.most(life.used, in: rate.per)
        #expect(most <= rate.count, "seed \(seed): \(most) within \(rate) at a burst of \(limits.burst)")
      }
    }
  }

  /// A clock that is set forwards looks like a rest: it gives one burst more, and no more than one.
  @Test func aClockThatIsSetForwardsGivesOneBurst() {
    let rate = RateLimit(60, per: .minutes(10))
    let limits = RateLimits(rates: [rate], burst: 5)
    var allowances = limits.taking(5, of: [:], now: Self.noon)
    #expect(limits.permits(allowances, now: Self.noon).count == 0)
    let year = Self.noon + .hours(24 * 365)
    #expect(limits.permits(allowances, now: year).count == 5)
    allowances = limits.taking(5, of: allowances, now: year)
    // And back again: nothing now, and not for a year either.
    #expect(limits.permits(allowances, now: Self.noon).count == 0)
    #expect(limits.permits(allowances, now: Self.noon + 11).count == 0)
    let next = limits.permits(allowances, now: Self.noon).next
    #expect(next - Self.noon <= 11, "\(next)")
    for _ in 0..<3 { allowances = limits.taking(0, of: allowances, now: Self.noon) }
    #expect(limits.permits(allowances, now: Self.noon + 12).count == 1)
  }

  @Test func theWholeRateIsUsedInTheLongRun() {
    let limits = RateLimits(rates: [RateLimit(300, per: .hours(3))])
    var (allowances, now, sent) = ([RateLimit: Allowance](), Self.noon, 0)
    while now < Self.noon + .hours(30) {
      let (count, next) = limits.permits(allowances, now: now)
      allowances = limits.taking(count, of: allowances, now: now)
      sent += count
      now = max(next, now + 1)
    }
    // 296 of 300 in each 3 hours, and the burst.
    #expect((2_960...3_000).contains(sent), "\(sent)")
  }

  @Test func whatIsGivenBackMayBeTakenAgainAtOnce() {
    let limits = RateLimits(rates: [RateLimit(20, per: .minutes(1))])
    var allowances = limits.taking(5, of: [:], now: Self.noon)
    for (rate, allowance) in allowances {
      allowances[rate] = rate.returning(2, takenAt: Self.noon, to: allowance, burst: limits.burst)
    }
    #expect(limits.permits(allowances, now: Self.noon).count == 2)
  }

  @Test func aPermitFromBeforeARestIsNotGivenBackTwice() {
    let rate = RateLimit(1, per: 60)
    let first = rate.taking(1, of: .untouched(at: Self.noon), burst: 5, now: Self.noon)
    let second = rate.taking(1, of: first, burst: 5, now: Self.noon + 90)
    let returned = rate.returning(1, takenAt: Self.noon, to: second, burst: 5)
    #expect(rate.permits(returned, burst: 5, now: Self.noon + 90) == 0)
  }

  @Test(arguments: [
    (RateLimit(300, per: .hours(3)), "300 per 3h"), (RateLimit(20, per: .minutes(1)), "20 per 1m"),
    (RateLimit(1, per: 1), "1 per 1s"), (RateLimit(35, per: .hours(24)), "35 per 1d"),
    (RateLimit(2, per: 90), "2 per 90s"),
  ]) func aRateIsWrittenAsTheConfigurationWritesIt(_ rate: RateLimit, _ text: String) {
    #expect(rate.description == text)
  }
}

/// SplitMix64: the same numbers each time.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
