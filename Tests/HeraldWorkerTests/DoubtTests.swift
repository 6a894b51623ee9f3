import Herald
import HeraldStore
import HeraldWorker
import Testing

/// How a doubt ends: settled as sent or absent; else held, or one second try where the channel allows it.
@Suite(.timeLimit(.minutes(15))) struct DoubtTests {
  private let doubt = Failure("no answer came")
  private let unknown = Failure("nobody can tell")

  @Test(arguments: Bench.Place.allCases) func aDoubtThatSettlingFindsSentIsSent(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      let sender = Scripted([.noting("container-9", .uncertain(doubt))], settlements: [.sent(Receipt(id: "found"))])
      try await bench.drain(bench.channel(sender))
      #expect(sender.record.notes == ["container-9"])
      #expect(try await bench.job(id).state == .sent)
      #expect(try await bench.deliveries(id).map(\.receipt) == [Receipt(id: "found")])
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases) func aDoubtThatIsProvablyAbsentIsTriedAgain(_ place: Bench.Place) async throws
  {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      let sender = Scripted([.answer(.uncertain(doubt))], settlements: [.absent])
      let channel = bench.channel(sender)
      try await bench.drain(channel)
      let job = try await bench.job(id)
      #expect(job.state == .waiting)
      #expect(job.attempts == 1)
      bench.advance(60)
      try await bench.drain(channel)
      #expect(try await bench.job(id).state == .sent)
      #expect(try await bench.deliveries(id).map(\.ending) == [.deferred, .sent])
    }
  }

  @Test(arguments: Bench.Place.allCases) func aDoubtThatNobodyCanResolveIsHeld(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      let sender = Scripted([.answer(.uncertain(doubt))], settlements: [.unknown(unknown)])
      let channel = bench.channel(sender)
      try await bench.drain(channel)
      bench.advance(.hours(48))
      try await bench.drain(channel)
      let job = try await bench.job(id)
      #expect(job.state == .held)
      #expect(job.reason == .uncertain)
      #expect(sender.record.sent == [id], "nobody repeats it")
      #expect(try await bench.deliveries(id).map(\.failure) == [Failure("\(doubt.text); \(unknown.text)")])
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases)
  func onUncertainRetryTriesOnceMoreNotBeforeFifteenMinutesThenHolds(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      let sender = Scripted([.answer(.uncertain(doubt)), .answer(.uncertain(doubt))])
      let channel = bench.channel(sender, retry: RetryPolicy(onUncertain: .retry))
      try await bench.drain(channel)
      #expect(try await bench.job(id).state == .waiting)
      bench.advance(899)
      try await bench.drain(channel)
      #expect(sender.record.sent == [id])
      bench.advance(1)
      try await bench.drain(channel)
      #expect(sender.record.sent == [id, id])
      #expect(Set(sender.record.wires).count == 1, "with the same bytes")
      #expect(try await bench.job(id).reason == .uncertain)
      bench.advance(.hours(48))
      try await bench.drain(channel)
      #expect(sender.record.sent == [id, id])
      #expect(try await bench.deliveries(id).map(\.ending) == [.uncertain, .uncertain])
    }
  }

  /// Decision 0021. What the first attempt noted stays, because the time in which a repeat is harmless counts from it.
  @Test(arguments: Bench.Place.allCases)
  func aRepeatThatIsHarmlessLeavesTheJobInDoubtUntilItIsSettled(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      let sender = Scripted(
        [.noting("first", .uncertain(doubt)), .noting("second", .deferred(Failure("503")))],
        settlements: [.repeatable, .repeatable, .unknown(unknown)])
      let channel = bench.channel(sender)
      for isInDoubt in [true, true] {
        try await bench.drain(channel)
        let job = try await bench.job(id)
        #expect(job.state == .waiting && job.isInDoubt == isInDoubt && job.note == "first")
        bench.advance(.hours(2))
      }
      try await bench.drain(channel)
      #expect(sender.record.notes == ["first", "first", "first"])
      #expect(sender.record.sent == [id, id], "not once the repeat would be another message")
      #expect(try await bench.job(id).reason == .uncertain)
      #expect(try await bench.deliveries(id).map(\.ending) == [.uncertain, .deferred])
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test(arguments: Bench.Place.allCases)
  func aRepeatThatArrivesEndsTheDoubt(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let id = try await bench.owe()[0]
      let channel = bench.channel(
        Scripted([.answer(.uncertain(doubt))], settlements: [.repeatable, .repeatable]))
      try await bench.drain(channel)
      bench.advance(60)
      try await bench.drain(channel)
      let job = try await bench.job(id)
      #expect(job.state == .sent && !job.isInDoubt)
      #expect(try await bench.deliveries(id).map(\.ending) == [.uncertain, .sent])
      #expect(try await bench.store.audit() == [])
    }
  }

  /// It is told by its text, and the same text may have been posted before (`--again`).
  @Test(arguments: Bench.Place.allCases)
  func whatSettlingFindsIsNotThisJobsWhenAnotherHasItsReceipt(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      let ids = try await bench.owe(2)
      let found = Receipt(id: "found")
      let sender = Scripted(
        [.answer(.sent(found)), .answer(.uncertain(doubt))], settlements: [.sent(found)])
      try await bench.drain(bench.channel(sender, concurrency: 1))
      let second = try #require(sender.record.settled.first)
      #expect(try await bench.job(second).reason == .uncertain)
      #expect(
        try await bench.deliveries(second).last?.failure?.text.contains("job \(ids.first { $0 != second } ?? 0)")
          == true)
    }
  }
}
