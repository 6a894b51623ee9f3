import Herald
import HeraldSenders
import HeraldStore
import HeraldWorker
import Testing

/// What follows each outcome, through the whole worker, in memory and on a file.
@Suite(.timeLimit(.minutes(15))) struct OutcomeTests {
  private let failure = Failure("451 try later", code: "451")

  @Test(arguments: Bench.Place.allCases) func whatIsAcceptedIsSentOnce(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let sender = Scripted()
      let ids = try await bench.owe(25)
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.sent.sorted() == ids)
      for id in ids {
        #expect(try await bench.job(id).state == .sent)
        let deliveries = try await bench.deliveries(id)
        #expect(deliveries.map(\.ending) == [.sent])
        #expect(deliveries.first?.receipt == Receipt(id: "receipt-\(id)"))
        #expect(deliveries.first?.marked != nil)
      }
      #expect(try await bench.store.audit() == [])
      #expect(bench.blocked == [:])
      #expect(bench.outcomes == 25)
    }
  }

  @Test(arguments: Bench.Place.allCases) func discardTakesEverything(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      try await bench.owe(12)
      try await bench.drain(bench.channel(Discard()))
      #expect(try await bench.store.ledgers()["x"]?[.sent] == 12)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases)
  func whatIsDeferredWaitsForItsBackoffAndIsExhaustedAtLast(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let retry = RetryPolicy(base: 60, cap: 100, maxAttempts: 3)
      let sender = Scripted(Array(repeating: .answer(.deferred(failure)), count: 3))
      let channel = bench.channel(sender, retry: retry)
      let id = try await bench.owe()[0]
      // Half of 60, then half of 100: the dice always say 0.5.
      for (attempts, wait) in [(1, Seconds(30.0)), (2, Seconds(50.0))] {
        try await bench.drain(channel)
        let job = try await bench.job(id)
        #expect(job.state == .waiting)
        #expect(job.attempts == attempts)
        #expect(job.due == bench.now + wait)
        bench.advance(Seconds(wait.value - 1))
        try await bench.drain(channel)
        #expect(sender.record.sent.count == attempts, "not before its time")
        bench.advance(1)
      }
      try await bench.drain(channel)
      let job = try await bench.job(id)
      #expect(job.state == .failed)
      #expect(job.reason == .exhausted)
      #expect(try await bench.deliveries(id).map(\.ending) == [.deferred, .deferred, .deferred])
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func theFarSidesOwnTimeIsKept() async throws {
    try await Bench.with { bench in
      let until = Bench.start + .hours(3)
      let id = try await bench.owe()[0]
      try await bench.drain(bench.channel(Scripted([.refuse(.deferred(failure, notBefore: until))])))
      #expect(try await bench.job(id).due == until)
    }
  }

  @Test(arguments: Bench.Place.allCases) func whatIsRejectedFails(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      try await bench.drain(bench.channel(Scripted([.answer(.rejected(failure))])))
      let job = try await bench.job(id)
      #expect(job.state == .failed)
      #expect(job.reason == .rejected)
      #expect(try await bench.deliveries(id).first?.failure == failure)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases)
  func aBlockedChannelPausesAloneAndSpendsNothing(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let blocked = Scripted(Array(repeating: .refuse(.blocked(failure)), count: 100))
      let other = Scripted()
      let ids = try await bench.owe(30, on: "x")
      try await bench.owe(30, on: "y")
      try await bench.drain(bench.channel(blocked), bench.channel(other, name: "y"))
      let until = Bench.start + Seconds(60 * 7 / 8.0)
      #expect(bench.blocked == ["x": Standstill(.blocked, Failure("451 try later", code: "451"), until: until)])
      #expect(blocked.record.sent.count <= 4, "only what was in flight")
      #expect(other.record.sent.count == 30)
      for id in ids {
        let job = try await bench.job(id)
        #expect(job.state == .waiting)
        #expect(job.attempts == 0)
        #expect(job.due == Bench.start, "it keeps its place")
      }
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aClosedChannelIsTriedByOneJobAndGoesOn() async throws {
    try await Bench.with { bench in
      let sender = Scripted(Array(repeating: .refuse(.blocked(failure)), count: 6))
      try await bench.owe(20)
      try await stopping(
        bench.worker([bench.channel(sender)], mode: .serve, closing: ClosingPolicy(base: 1, cap: 1))
      ) {
        try await eventually {
          bench.advance(Seconds(0.5))
          return try await bench.store.ledgers()["x"]?[.sent] == 20
        }
      }
      // Four were in flight when it closed, two tries met the rest of the trouble.
      #expect(sender.record.sent.count == 26)
    }
  }

  @Test(arguments: [
    (GateClosure.unsubscribed, JobState.skipped, Reason.unsubscribed as Reason?), (.expired, .failed, .expired),
    (.changed, .held, .changed), (.cancelled, .cancelled, nil),
  ])
  func aClosedGateEndsTheJobAsItSays(_ closure: GateClosure, _ state: JobState, _ reason: Reason?) async throws {
    try await Bench.with { bench in
      let id = try await bench.owe()[0]
      try await bench.drain(bench.channel(Scripted([.refuse(.withheld(closure))])))
      let job = try await bench.job(id)
      #expect(job.state == state)
      #expect(job.reason == reason)
      #expect(try await bench.deliveries(id).map(\.ending) == [.withheld])
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aReaderWhoLeftIsSkippedAtTheGate() async throws {
    try await Bench.with { bench in
      let address = try EmailAddress("ann@example.net")
      try await bench.prepareDigest(readers: ["ann@example.net", "bob@example.net"])
      let sender = Scripted(during: { message in
        guard case .mail(let mail) = message.envelope, mail.to.address == address else { return }
        do { _ = try await bench.store.unsubscribe(address, from: "readers", now: bench.now) } catch {
          Issue.record(error)
        }
      })
      _ = try await bench.open()
      try await bench.drain(bench.channel(sender, name: "mail"))
      #expect(sender.record.marked.count == 1)
      let ledger = try await bench.store.ledgers()["mail"]
      #expect(ledger?[.skipped] == 1)
      #expect(ledger?[.sent] == 1)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aMessageWhoseBytesChangedIsHeld() async throws {
    try await Bench.with { bench in
      try await bench.owe()
      let id = try #require(try await bench.dieWith(marked: false))
      // An earlier attempt announced other bytes.
      _ = try await bench.store.recover(now: bench.now)
      let lease = try #require(
        try await bench.store.claimSuspect(networks: ["x": .plain], until: bench.now + 60, now: bench.now))
      _ = try await bench.store.mark(
        lease, wire: SHA256Digest(of: "other bytes"), note: nil, until: bench.now + 60, now: bench.now)
      let sender = Scripted(settlements: [.absent])
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.marked.isEmpty)
      #expect(try await bench.job(id).reason == .changed)
    }
  }

  @Test func aLeaseThatRanOutIsGivenBackAndTriedAgain() async throws {
    try await Bench.with { bench in
      let id = try await bench.owe()[0]
      let first = Once()
      let sender = Scripted(during: { _ in if first.isFirst() { bench.advance(.hours(1)) } })
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.sent == [id, id])
      #expect(sender.record.marked == [id])
      #expect(try await bench.job(id).state == .sent)
      #expect(bench.log.about(id).map(\.event) == ["lease lost", "sent"])
    }
  }

  @Test func everyOutcomeLogsOneLineWithItsJob() async throws {
    try await Bench.with { bench in
      let script: [Scripted.Step] = [
        .answer(.sent(Receipt(id: "r"))), .refuse(.deferred(failure)), .answer(.rejected(failure)),
        .answer(.uncertain(failure)), .refuse(.withheld(.expired)), .refuse(.blocked(failure)),
      ]
      let ids = try await bench.owe(script.count)
      try await bench.drain(bench.channel(Scripted(script), concurrency: 1))
      for (id, event) in zip(ids, ["sent", "deferred", "failed", "held", "failed", "blocked"]) {
        let lines = bench.log.about(id)
        #expect(lines.map(\.event) == [event])
        #expect(lines.first?.values["channel"] == "x")
        #expect((lines.first?.values["failure"] == nil) == (event == "sent"))
      }
      #expect(bench.outcomes == script.count)
    }
  }
}
