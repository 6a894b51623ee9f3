import Herald
import HeraldStore
import HeraldWorker
import Testing

/// How many attempts run at once, who waits for whom, and how it all stops.
@Suite(.timeLimit(.minutes(15))) struct FlowTests {
  @Test(arguments: [1, 3, 7]) func attemptsAtOnceAreNeverMoreThanConfigured(_ concurrency: Int) async throws {
    try await Bench.with { bench in
      let sender = Scripted(during: { _ in
        for _ in 0..<20 { await Task.yield() }
      })
      try await bench.owe(60)
      try await bench.drain(bench.channel(sender, concurrency: concurrency))
      #expect(sender.record.peak == concurrency, "all slots are used, and no more")
      #expect(sender.record.sent.count == 60)
    }
  }

  @Test func jobsGoOutInTheOrderTheyAreDue() async throws {
    try await Bench.with { bench in
      let late = try await bench.owe(5, after: 20)
      let early = try await bench.owe(5, after: 10)
      let sender = Scripted()
      bench.advance(30)
      try await bench.drain(bench.channel(sender, concurrency: 1))
      #expect(sender.record.sent == early + late)
    }
  }

  @Test func whatIsNotDueIsNotSent() async throws {
    try await Bench.with { bench in
      try await bench.owe(3, after: 10)
      let sender = Scripted()
      bench.advance(9)
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.sent.isEmpty)
    }
  }

  @Test func aSlowChannelDelaysNoOther() async throws {
    try await Bench.with { bench in
      let latch = Latch()
      let slow = Scripted(during: { _ in await latch.wait() })
      let quick = Scripted()
      try await bench.owe(20, on: "slow")
      try await bench.owe(20, on: "quick")
      try await bench.serve([
        bench.channel(slow, name: "slow"), bench.channel(quick, name: "quick"),
      ]) {
        try await eventually { quick.record.marked.count == 20 }
        #expect(slow.record.marked.isEmpty)
        latch.open()
        try await eventually { slow.record.marked.count == 20 }
      }
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aSlowAttemptLeavesTheOtherSlotsAtWork() async throws {
    try await Bench.with { bench in
      let latch = Latch()
      let slow = try await bench.owe()[0]
      let sender = Scripted(during: { message in if message.key.job == slow { await latch.wait() } })
      try await bench.serve([bench.channel(sender)]) {
        try await eventually { sender.record.sent == [slow] }
        // It comes while the slow one is under way.
        try await bench.owe(10)
        try await eventually { sender.record.marked.count == 10 }
        #expect(!sender.record.marked.contains(slow))
        latch.open()
      }
      #expect(try await bench.job(slow).state == .sent)
    }
  }

  @Test(arguments: Bench.Place.allCases)
  func aStopFinishesWhatIsInFlightAndGivesBackTheRest(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let latch = Latch()
      let sender = Scripted(during: { _ in await latch.wait() })
      let ids = try await bench.owe(20)
      try await bench.serve([bench.channel(sender, concurrency: 3)]) {
        try await eventually { sender.record.running == 3 }
        // Long after it was told to stop.
        Task {
          try await Task.sleep(for: .milliseconds(200))
          latch.open()
        }
      }
      #expect(sender.record.sent.count == 3)
      let ledger = try await bench.store.ledgers()["x"]
      #expect(ledger?[.sent] == 3)
      #expect(ledger?[.waiting] == 17)
      #expect(ledger?[.leased] == 0)
      #expect(try await bench.store.recover(now: bench.now).isNothing)
      for id in ids { #expect(try await bench.job(id).crashes == 0) }
      try await bench.drain(bench.channel(Scripted()))
      #expect(try await bench.store.ledgers()["x"]?[.sent] == 20)
      #expect(try await bench.store.audit() == [])
    }
  }

  /// Its pulse is an hour long, so that only the stop can have ended it.
  @Test(.timeLimit(.minutes(15))) func anIdleWorkerStopsAtOnce() async throws {
    try await Bench.with { bench in
      let worker = Worker(
        store: bench.store, channels: [bench.channel(Scripted())], mode: .serve,
        surroundings: Surroundings(now: { bench.now }, random: { 0 }, pulse: .seconds(3_600)), log: bench.log.logger)
      let took = try await stopping(worker) { try await Task.sleep(for: .milliseconds(100)) }
      #expect(took < .seconds(3_600))
    }
  }

  /// Its channel is closed for good, because nobody moves the clock: only the stop can have ended it.
  @Test(.timeLimit(.minutes(15))) func aClosedChannelStopsAtOnce() async throws {
    try await Bench.with { bench in
      let failure = Failure("535", code: "535")
      try await bench.owe(5)
      let worker = Worker(
        store: bench.store, channels: [bench.channel(Scripted(Array(repeating: .refuse(.blocked(failure)), count: 5)))],
        mode: .serve, surroundings: Surroundings(now: { bench.now }, random: { 0 }),
        log: bench.log.logger)
      let took = try await stopping(worker) {
        try await eventually { bench.log.all.contains { $0.event == "blocked" } }
      }
      #expect(took < .seconds(3_600))
      #expect(try await bench.store.ledgers()["x"]?[.waiting] == 5)
    }
  }

  @Test func newWorkOfAnotherCommandIsFound() async throws {
    try await Bench.with { bench in
      let sender = Scripted()
      try await bench.serve([bench.channel(sender)]) {
        try await Task.sleep(for: .milliseconds(50))
        try await bench.owe(2)
        try await eventually { sender.record.marked.count == 2 }
      }
    }
  }

  @Test func aStoreThatFailsEndsTheWorkerAndSendsNothing() async throws {
    try await Bench.with { bench in
      try await bench.owe(3)
      let sender = Scripted(during: { _ in bench.store.close() })
      await #expect(throws: StoreProblem.self) { try await bench.drain(bench.channel(sender, concurrency: 1)) }
      #expect(sender.record.marked.isEmpty)
    }
  }

  /// A server that refuses us all, whomever we write to (`554 5.7.1 Relay access denied`), fails some, not a whole edition.
  @Test func refusalsForPolicyInARowCloseTheChannel() async throws {
    try await Bench.with { bench in
      let ids = try await bench.owe(20)
      let refusal = Outcome.rejected(Failure("relay access denied", code: "554 5.7.1"))
      let sender = Scripted(Array(repeating: .refuse(refusal), count: 20))
      try await bench.drain(bench.channel(sender, concurrency: 1))
      var states: [JobState: Int] = [:]
      for id in ids { states[try await bench.job(id).state, default: 0] += 1 }
      #expect(states == [.failed: 5, .waiting: 15])
      #expect(try await bench.store.closings(of: "x").map(\.closing.cause) == [.refused])
    }
  }

  @Test func refusalsForPolicyWithOthersBetweenAreTheReaders() async throws {
    try await Bench.with { bench in
      try await bench.owe(21)
      let refusal = Outcome.rejected(Failure("not wanted here", code: "550 5.7.1"))
      let sender = Scripted(
        (0..<20).map { $0 % 4 == 0 ? .answer(.sent(Receipt(id: "r\($0)"))) : .refuse(refusal) })
      try await bench.drain(bench.channel(sender, concurrency: 1))
      #expect(sender.record.sent.count == 21)
      #expect(try await bench.store.closings(of: "x").isEmpty)
    }
  }

  @Test func aPauseGivesBackWhatWasFetchedAhead() async throws {
    try await Bench.with { bench in
      try await bench.owe(20)
      let sender = Scripted(during: { _ in
        do { try await bench.store.pause("x", detail: "", now: bench.now) } catch { Issue.record(error) }
      })
      try await bench.drain(bench.channel(sender, concurrency: 2))
      #expect(sender.record.marked.isEmpty)
      #expect(sender.record.sent.count <= 4)
      #expect(try await bench.store.ledgers()["x"]?[.waiting] == 20)
      #expect(try await bench.store.audit() == [])
    }
  }
}
