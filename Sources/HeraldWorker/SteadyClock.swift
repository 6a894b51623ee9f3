import Herald
import Synchronization

/// The wall clock as a worker sees it. It runs on monotonic time, so that a wall clock which is set starts nothing and ends
/// no lease; it follows the wall clock where that is set by a little, and takes over a jump only when it has stood.
///
/// | the wall clock against monotonic time | what the worker sees |
/// | --- | --- |
/// | up to `slack` apart | the wall clock |
/// | up to `tolerance` | the wall clock, once the leases in hand were extended |
/// | further | the old time going on; nothing new begins. When the jump has stood for `probation`, the wall clock |
/// | back within that time | the wall clock, as if nothing had been |
public final class SteadyClock: Sendable {
  /// What a look found.
  public enum Look: Hashable, Sendable {
    case steady
    /// The wall clock was set by so much, seconds; `follow()` takes it over, and leases have to be extended before.
    case set(by: Seconds)
    /// The wall clock jumped by so much, forwards or (negative) back, and is not believed yet. Answered once for a jump.
    case jumped(by: Seconds)
    /// It is not believed still.
    case doubtful
    /// It came back before it was believed.
    case cameBack
  }

  /// Microseconds of wall clock less monotonic time.
  private typealias Offset = Int64

  private struct State {
    /// As believed.
    var offset: Offset
    /// What is not believed yet, and since when.
    var jump: (offset: Offset, since: Duration)?
  }

  /// Half a second, microseconds: what reading two clocks and slewing one of them comes to.
  private static let slack: Offset = 500_000

  private let wall: @Sendable () -> Instant
  private let monotonic: @Sendable () -> Duration
  private let tolerance: Seconds
  private let probation: Duration
  private let state: Mutex<State>

  /// - Parameters:
  ///   - monotonic: the time since some moment, which nobody sets; it goes on while the machine sleeps.
  ///   - tolerance: a step that is no jump; default 5 minutes.
  ///   - probation: how long a jump has to stand; default 60 seconds.
  public init(
    wall: @escaping @Sendable () -> Instant, monotonic: @escaping @Sendable () -> Duration = SteadyClock.sinceStart(),
    tolerance: Seconds = .minutes(5), probation: Duration = .seconds(60)
  ) {
    self.wall = wall
    self.monotonic = monotonic
    self.tolerance = tolerance
    self.probation = probation
    state = Mutex(State(offset: Self.offset(wall(), monotonic()), jump: nil))
  }

  /// Monotonic time since this call.
  public static func sinceStart() -> @Sendable () -> Duration {
    let start = ContinuousClock.now
    return { ContinuousClock.now - start }
  }

  public var now: Instant {
    let elapsed = monotonic()
    return state.withLock { Self.instant($0.offset, elapsed) }
  }

  /// False while a jump is not believed: nothing new may begin.
  public var isSettled: Bool { state.withLock { $0.jump == nil } }

  /// Compares the two clocks.
  public func look() -> Look {
    let elapsed = monotonic()
    let seen = Self.offset(wall(), elapsed)
    return state.withLock { state in
      let step = seen - state.offset
      if abs(step) <= tolerance.microseconds {
        let wasDoubtful = state.jump != nil
        state.jump = nil
        if wasDoubtful { return .cameBack }
        guard abs(step) > Self.slack else {
          state.offset = seen
          return .steady
        }
        return .set(by: Seconds(microseconds: step))
      }
      guard let jump = state.jump, abs(jump.offset - seen) <= tolerance.microseconds else {
        state.jump = (seen, elapsed)
        return .jumped(by: Seconds(microseconds: step))
      }
      return elapsed - jump.since >= probation ? .set(by: Seconds(microseconds: step)) : .doubtful
    }
  }

  /// What `now` will be after `follow()`.
  public var following: Instant { wall() }

  /// Believes the wall clock.
  public func follow() {
    let seen = Self.offset(wall(), monotonic())
    state.withLock { $0 = State(offset: seen, jump: nil) }
  }

  private static func offset(_ wall: Instant, _ elapsed: Duration) -> Offset {
    wall.microseconds - microseconds(elapsed)
  }

  private static func instant(_ offset: Offset, _ elapsed: Duration) -> Instant {
    Instant(microseconds: offset + microseconds(elapsed))
  }

  private static func microseconds(_ time: Duration) -> Int64 {
    time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
  }
}
