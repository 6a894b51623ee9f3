import Foundation
import Herald
import HeraldSenders
import HeraldStore
import Testing

@testable import HeraldWorker

/// What the next start makes of jobs that a dead process had in hand.
@Suite(.timeLimit(.minutes(15))) struct CrashTests {
  @Test(arguments: Bench.Place.allCases) func aCrashBeforeTheMarkWaitsAgain(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      _ = try #require(try await bench.dieWith(marked: false))
      let sender = Scripted()
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.settled.isEmpty)
      #expect(sender.record.sent == [id])
      let job = try await bench.job(id)
      #expect(job.state == .sent)
      #expect(job.attempts == 0)
      #expect(job.crashes == 0)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases) func aCrashAfterTheMarkIsUncertain(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      _ = try #require(try await bench.dieWith(marked: true, note: "container-9"))
      let sender = Scripted()
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.settled == [id])
      #expect(sender.record.notes == ["container-9"])
      #expect(sender.record.sent.isEmpty, "a doubt is never resolved by sending")
      #expect(try await bench.job(id).reason == .uncertain)
      #expect(try await bench.deliveries(id).map(\.ending) == [.uncertain], "asking is no delivery")
      #expect(try await bench.job(id).attempts == 1)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases) func aCrashAfterTheMarkThatArrivedIsSent(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      _ = try #require(try await bench.dieWith(marked: true))
      let sender = Scripted(settlements: [.sent(Receipt(id: "found"))])
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.sent.isEmpty)
      #expect(try await bench.job(id).state == .sent)
      #expect(try await bench.deliveries(id).map(\.ending) == [.uncertain, .sent])
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases) func aCrashAfterTheMarkThatIsAbsentIsSentNow(_ place: Bench.Place) async throws
  {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      _ = try #require(try await bench.dieWith(marked: true))
      let sender = Scripted(settlements: [.absent])
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.sent == [id])
      #expect(try await bench.job(id).state == .sent)
    }
  }

  @Test func withTheFileSinkACrashAroundTheLinkLeavesOneFile() async throws {
    try await Bench.with(.file) { bench in
      let folder = FileManager.default.temporaryDirectory.appending(path: "herald-sink-\(UUID().uuidString)")
      let file = File(settings: File.Settings(directory: folder.path), base: folder)
      let ids = try await bench.owe(2)
      // The first had its file linked when the process died, the second was marked with nothing there.
      for isLinked in [true, false] {
        let lease = try #require(
          try await bench.store.claim(
            channel: "x", network: .plain, limit: 1, until: bench.now + 60, now: bench.now
          ).first)
        _ = await file.send(
          lease.message,
          gate: Gate { wire, note in
            do {
              let answer = try await bench.store.mark(
                lease, wire: wire, note: note, until: bench.now + 60, now: bench.now)
              return isLinked ? answer : .closed(.leaseLost)
            } catch {
              Issue.record(error)
              return .closed(.storeFailed)
            }
          })
      }
      let names = { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
      #expect(try names() == ["\(ids[0])-1.json"])
      try await bench.drain(bench.channel(file))
      #expect(try names() == ids.map { "\($0)-1.json" })
      #expect(try await bench.store.ledgers()["x"]?[.sent] == 2)
      #expect(try await bench.store.audit() == [])
      try FileManager.default.removeItem(at: folder)
    }
  }

  /// It has nothing to commit, and would not find out.
  @Test(arguments: [false, true]) func anIdleWorkerEndsWhenItsStoreWasMovedAway(_ isReplaced: Bool) async throws {
    try await Bench.with(.file) { bench in
      let path = bench.store.path
      let worker = bench.worker([bench.channel(Scripted())], mode: .serve)
      let running = Task { try await worker.run() }
      try await Task.sleep(for: .milliseconds(100))
      try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
      if isReplaced { try Data("something else".utf8).write(to: URL(filePath: path)) }
      await #expect(throws: StoreProblem.replaced(path: path)) { try await running.value }
      await #expect(throws: StoreProblem.replaced(path: path)) { try await bench.owe() }
    }
  }

  @Test(arguments: Bench.Place.allCases) func suspectsRunAlone(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      try await bench.owe(6)
      try await bench.owe(6, on: "y")
      var suspects: Set<Job.ID> = []
      for channel in ["x", "x", "x", "y", "y"] {
        suspects.insert(try #require(try await bench.dieWith(channel, marked: false)))
      }
      let sender = Scripted(during: { _ in await Task.yield() })
      try await bench.drain(bench.channel(sender), bench.channel(sender, name: "y"))
      let record = sender.record
      #expect(record.sent.count == 12)
      #expect(Set(record.sent.prefix(5)) == suspects)
      for id in suspects { #expect(record.beside[id] == 0) }
    }
  }

  /// All other work stands still for suspects.
  @Test func suspectsOfAClosedChannelOrOneWithoutPermitsStopNobody() async throws {
    try await Bench.with { bench in
      try await bench.owe(2)
      _ = try #require(try await bench.dieWith(marked: false))
      _ = try await bench.store.recover(now: bench.now)
      let rates = RateLimits(rates: [RateLimit(1, per: .minutes(10))], burst: 1)
      for limits in [RateLimits.none, rates] {
        let channel = bench.channel(Scripted(), limits: limits)
        let worker = bench.worker([channel])
        let flow = ChannelFlow(
          channel: channel, store: bench.store, surroundings: worker.surroundings, log: bench.log.logger)
        #expect(try await worker.haveSuspects(["x": flow]))
        _ = try await flow.note(
          .busy(Failure("429"), until: bench.now + .hours(1)), to: "d", generation: flow.generation(of: "d"))
        #expect(try await !worker.haveSuspects(["x": flow]))
      }
      let channel = bench.channel(Scripted(), limits: rates)
      let worker = bench.worker([channel])
      let flow = ChannelFlow(
        channel: channel, store: bench.store, surroundings: worker.surroundings, log: bench.log.logger)
      let lease = try await bench.store.claim(
        channel: "x", network: .plain, limit: 1, limits: rates, until: bench.now + 60, now: bench.now)
      #expect(lease.count == 1)
      #expect(try await !worker.haveSuspects(["x": flow]), "its permit is used up")
    }
  }

  @Test(arguments: Bench.Place.allCases) func threeDeathsAloneArePoison(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      _ = try #require(try await bench.dieWith(marked: false))
      for death in 1...3 {
        _ = try await bench.store.recover(now: bench.now)
        #expect(try await bench.job(id).state == .waiting, "after \(death) deaths")
        _ = try #require(
          try await bench.store.claimSuspect(networks: ["x": .plain], until: bench.now + 60, now: bench.now))
      }
      let sender = Scripted()
      let other = try await bench.owe()[0]
      try await bench.drain(bench.channel(sender))
      let job = try await bench.job(id)
      #expect(job.state == .held)
      #expect(job.reason == .poison)
      #expect(sender.record.sent == [other], "its neighbour goes on")
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func anAttemptThatEndsClearsItsCrashes() async throws {
    try await Bench.with { bench in
      let id = try await bench.owe()[0]
      let failure = Failure("451")
      for _ in 1...6 {
        _ = try #require(try await bench.dieWith(marked: false))
        try await bench.drain(bench.channel(Scripted([.refuse(.deferred(failure))])))
        #expect(try await bench.job(id).crashes == 0)
        bench.advance(.hours(2))
      }
      #expect(try await bench.job(id).state == .waiting)
    }
  }
}
