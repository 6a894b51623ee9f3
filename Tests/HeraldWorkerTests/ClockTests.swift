import Herald
import HeraldStore
import HeraldWorker
import Synchronization
import Testing

/// A wall clock that somebody sets, and a monotonic one that nobody does.
private final class Clocks: Sendable {
  private let times = Mutex((wall: Bench.start, elapsed: Duration.zero))

  var wall: Instant { times.withLock { $0.wall } }
  var elapsed: Duration { times.withLock { $0.elapsed } }

  func pass(_ seconds: Int64) {
    times.withLock { $0 = ($0.wall + Seconds(microseconds: seconds * 1_000_000), $0.elapsed + .seconds(seconds)) }
  }

  func set(by step: Seconds) { times.withLock { $0.wall = $0.wall + step } }

  func steady() -> SteadyClock { SteadyClock(wall: { self.wall }, monotonic: { self.elapsed }) }
}

private let jumps: [Seconds] = [.hours(1), .hours(24), .hours(24 * 3_652), .hours(-1), .hours(-24)]

@Suite struct SteadyClockTests {
  @Test func itIsTheWallClock() {
    let clocks = Clocks()
    let steady = clocks.steady()
    clocks.pass(10)
    #expect(steady.look() == .steady && steady.now == clocks.wall && steady.isSettled)
  }

  @Test(arguments: jumps) func aJumpIsBelievedWhenItHasStood(_ step: Seconds) {
    let clocks = Clocks()
    let steady = clocks.steady()
    clocks.set(by: step)
    #expect(steady.look() == .jumped(by: step))
    #expect(steady.now == Bench.start && !steady.isSettled, "the old time goes on")
    clocks.pass(59)
    #expect(steady.look() == .doubtful && steady.now == Bench.start + 59)
    clocks.pass(1)
    #expect(steady.look() == .set(by: step))
    #expect(!steady.isSettled, "until it is followed")
    steady.follow()
    #expect(steady.look() == .steady && steady.now == clocks.wall && steady.isSettled)
  }

  @Test(arguments: jumps) func aJumpThatComesBackWasNone(_ step: Seconds) {
    let clocks = Clocks()
    let steady = clocks.steady()
    clocks.set(by: step)
    _ = steady.look()
    clocks.pass(30)
    clocks.set(by: Seconds(microseconds: -step.microseconds))
    #expect(steady.look() == .cameBack && steady.isSettled && steady.now == clocks.wall)
  }

  @Test func anotherJumpHasToStandAnew() {
    let clocks = Clocks()
    let steady = clocks.steady()
    clocks.set(by: .hours(1))
    _ = steady.look()
    clocks.pass(50)
    clocks.set(by: .hours(1))
    #expect(steady.look() == .jumped(by: .hours(2)))
    clocks.pass(50)
    #expect(steady.look() == .doubtful)
  }

  @Test(arguments: [Seconds.minutes(5), .minutes(-5), 2]) func aSmallStepIsFollowedAtOnce(_ step: Seconds) {
    let clocks = Clocks()
    let steady = clocks.steady()
    clocks.set(by: step)
    #expect(steady.look() == .set(by: step) && steady.isSettled)
    steady.follow()
    #expect(steady.now == clocks.wall)
  }

  @Test func clocksThatDriftApartAreNoJump() {
    let clocks = Clocks()
    let steady = clocks.steady()
    for _ in 0..<1_000 {
      clocks.pass(1)
      clocks.set(by: Seconds(0.4))
      #expect(steady.look() == .steady)
    }
    #expect(steady.now == clocks.wall)
  }
}

/// Fault rows 78 and 79: the clock is set while the worker works.
@Suite(.timeLimit(.minutes(5))) struct ClockJumpTests {
  @Test(arguments: jumps) func aJumpStartsNothingAndEndsNoLease(_ step: Seconds) async throws {
    try await Bench.with(.file) { bench in
      let clocks = Clocks()
      let release = Mutex(false)
      let sender = Scripted(during: { _ in
        while !release.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
      })
      let inHand = try await bench.owe()[0]
      let later = try await bench.owe(20, on: "y", after: .minutes(30))
      let others = Scripted()
      var surroundings = Surroundings(now: { bench.now }, random: { 0.5 }, pulse: .milliseconds(10))
      let steady = clocks.steady()
      surroundings.now = { steady.now }
      surroundings.clock = steady
      let worker = Worker(
        store: bench.store, channels: [bench.channel(sender), bench.channel(others, name: "y")], mode: .serve,
        surroundings: surroundings, log: bench.log.logger)
      async let working: Void = worker.run()
      try await bench.until { sender.record.running == 1 }
      clocks.set(by: step)
      try await bench.until { bench.says("clock jumped") }
      // In the minute in which nobody believes it, what came due by it is not begun.
      clocks.pass(30)
      try await Task.sleep(for: .milliseconds(200))
      #expect(others.record.sent.isEmpty)
      clocks.pass(30)
      try await bench.until { bench.says("clock followed") }
      release.withLock { $0 = true }
      try await bench.until { try await bench.job(inHand).state == .sent }
      #expect(try await bench.deliveries(inHand).count == 1, "its lease held through the jump")
      #expect(try await bench.job(inHand).crashes == 0)
      if step.microseconds < 0 {
        #expect(others.record.sent.isEmpty, "what is due later waits longer")
        #expect(try await bench.job(later[0]).state == .waiting)
      }
      worker.end()
      try await working
      #expect(try await bench.store.audit() == [])
    }
  }

  /// Between two runs nobody sees a jump; a clock behind what the store remembers is told.
  @Test func aClockBehindTheStoreIsTold() async throws {
    try await Bench.with(.file) { bench in
      try await bench.owe()
      try await bench.drain(bench.channel(Scripted()))
      #expect(!bench.says("clock is behind the store"))
      bench.advance(.hours(-24))
      try await bench.drain(bench.channel(Scripted()))
      #expect(bench.says("clock is behind the store"))
    }
  }
}

extension Bench {
  fileprivate func says(_ event: String) -> Bool { log.all.contains { $0.event == event } }

  /// Waits for it, half a minute at most.
  fileprivate func until(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<3_000 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not come")
  }
}
