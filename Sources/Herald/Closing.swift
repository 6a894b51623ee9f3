/// Why a whole channel takes nothing for now.
///
/// | blockage | what happened | the channel closes |
/// | --- | --- | --- |
/// | busy | the far side has enough of us for now: 429, 421 at the greeting | at once, until the far side's own time |
/// | refused | it does not know us, or there is nothing at its address: 401, 535, a folder that cannot be written | at once |
/// | unreachable | no connection, no TLS, no session | after three in a row |
public enum Blockage: String, Hashable, Sendable, Codable, CaseIterable { case busy, refused, unreachable }

/// A channel, or one destination of it, that is closed by itself for a while: it takes nothing before `until`. Then one
/// job tries it; when that goes through it is open, else it is closed again for twice as long.
public struct Closing: Hashable, Sendable {
  public var cause: Blockage
  /// When it was last open.
  public var since: Instant
  public var until: Instant
  /// How often in a row it was closed for a time of our own choice; at least 1.
  public var times: Int
  public var failure: Failure

  /// The longest that a far side may ask for, and that any closing lasts.
  public static let longest = Seconds.hours(24)

  public init(cause: Blockage, since: Instant, until: Instant, times: Int, failure: Failure) {
    self.cause = cause
    self.since = since
    self.until = until
    self.times = max(1, times)
    self.failure = failure
  }

  /// False when its time is over, also by a clock that was set back: nothing stays closed longer than a day.
  public func holds(at now: Instant) -> Bool { now < until && until <= now + Self.longest }
}

/// When a channel closes by itself, and for how long. Pure: the clock and the dice come in as arguments.
public struct ClosingPolicy: Hashable, Sendable {
  /// Failed connections in a row that close a channel; default 3, at least 1.
  public var threshold: Int
  /// How long the first time; default one minute.
  public var base: Seconds
  /// The longest; default one hour.
  public var cap: Seconds

  public init(threshold: Int = 3, base: Seconds = 60, cap: Seconds = .hours(1)) {
    self.threshold = max(1, threshold)
    self.base = base
    self.cap = cap
  }

  /// The closing that follows on `previous`, nil when it was open.
  ///
  /// - Parameters:
  ///   - until: the far side's own time, taken as 1 second to 24 hours from now; nil when it names none.
  ///   - random: 0 ..< 1.
  public func closing(
    after previous: Closing?, _ failure: Failure, as cause: Blockage, until: Instant?, now: Instant, random: Double
  ) -> Closing {
    let isAgain = previous?.cause == cause && until == nil
    let times = isAgain ? min((previous?.times ?? 0) + 1, 30) : 1
    let span = until.map { min(max($0 - now, 1), Closing.longest) } ?? wait(times: times, random: random)
    return Closing(cause: cause, since: previous?.since ?? now, until: now + span, times: times, failure: failure)
  }

  /// `base` × 2ⁿ⁻¹, at most `cap`, and up to a quarter less, so that several newsrooms do not come at once.
  public func wait(times: Int, random: Double) -> Seconds {
    let whole = min(base.value * Double(1 << min(max(times - 1, 0), 30)), cap.value)
    return Seconds(whole * (1 - random / 4))
  }
}
