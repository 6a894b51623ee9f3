import Foundation
import Herald
import HeraldStore
import Synchronization
import Testing

@testable import HeraldWorker

/// Looks with a clock of the test's own, so that nothing here waits.
@Suite(.timeLimit(.minutes(15))) struct AlarmWatchTests {
  /// Remembers what it was told, or fails as it is told to.
  final class Ear: Alert {
    let way: String
    let channel: String?
    private let state = Mutex<(heard: [Notice], failure: Failure?, tries: Int)>(([], nil, 0))
    private let latch: Latch?

    init(_ way: String = "command", channel: String? = nil, latch: Latch? = nil) {
      (self.way, self.channel, self.latch) = (way, channel, latch)
    }

    var heard: [Notice] { state.withLock { $0.heard } }
    var tries: Int { state.withLock { $0.tries } }
    func fail(with failure: Failure?) { state.withLock { $0.failure = failure } }

    func tell(_ notice: Notice) async -> Failure? {
      await latch?.wait()
      return state.withLock { state in
        state.tries += 1
        if state.failure == nil { state.heard.append(notice) }
        return state.failure
      }
    }

    func check() async -> Failure? { nil }
    func probe() async -> Result<String, Failure> { .success("listens") }
  }

  private func watch(
    _ bench: Bench, _ alerts: [any Alert], tellsOver: Bool = true, patience: Duration = .seconds(60)
  ) -> AlarmWatch {
    var rules = AlarmRules(
      newsroom: "Courier", zone: .gmt, channels: ["x", "mail"], digests: ["weekly"], tellsOver: tellsOver)
    rules.patience = patience
    return AlarmWatch(store: bench.store, alerts: alerts, rules: rules, now: { bench.now }, log: bench.log.logger)
  }

  /// One look as `run` makes it, and whatever it began to tell.
  private func look(_ watch: AlarmWatch) async throws {
    await watch.look(isLast: false)
    try await eventually { watch.state.withLock { $0.busy.isEmpty } }
  }

  private let refused = Outcome.blocked(Failure("the login was refused", code: "535"))

  @Test func anAlarmIsToldOnceAndItsEndOnce() async throws {
    try await Bench.with { bench in
      try await bench.owe(3, on: "mail", after: 86_400)
      let ear = Ear()
      let watch = watch(bench, [ear])
      watch.note(channel: "mail", refused)
      try await look(watch)
      #expect(ear.heard.isEmpty, "it is gathered first")
      bench.advance(10)
      try await look(watch)
      let told = try #require(ear.heard.first)
      #expect(told.began.map(\.cause) == ["blocked/mail"] && told.began[0].count == 3)
      for _ in 0..<50 {
        bench.advance(60)
        watch.note(channel: "mail", refused)
        try await look(watch)
      }
      #expect(ear.heard.count == 1)
      watch.note(channel: "mail", .sent(Receipt(id: "1")))
      try await look(watch)
      bench.advance(119)
      try await look(watch)
      #expect(ear.heard.count == 1, "it may come back")
      bench.advance(1)
      try await look(watch)
      bench.advance(10)
      try await look(watch)
      #expect(ear.heard.count == 2 && ear.heard[1].over.map(\.alarm.cause) == ["blocked/mail"])
      try await look(watch)
      #expect(try await bench.store.alarms().isEmpty, "and forgotten")
      watch.note(channel: "mail", refused)
      try await look(watch)
      bench.advance(10)
      try await look(watch)
      #expect(ear.heard.count == 3 && ear.heard[2].began.count == 1, "what begins anew is told anew")
    }
  }

  @Test func whenOverNoTellsNoEnd() async throws {
    try await Bench.with { bench in
      try await bench.store.pause("x", detail: "moves", now: bench.now)
      let ear = Ear()
      let watch = watch(bench, [ear], tellsOver: false)
      await watch.finish()
      #expect(ear.heard.map { $0.began.map(\.cause) } == [["paused/x"]])
      try await bench.store.resume("x")
      await watch.finish()
      bench.advance(120)
      await watch.finish()
      await watch.finish()
      #expect(try await bench.store.alarms().isEmpty && ear.heard.count == 1)
    }
  }

  @Test func aRestartTellsNothingTwice() async throws {
    try await Bench.with { bench in
      try await bench.owe(1, on: "mail")
      let ear = Ear()
      let first = watch(bench, [ear])
      first.note(channel: "mail", refused)
      await first.finish()
      #expect(ear.heard.count == 1)
      bench.advance(3_600)
      // The new process has tried nothing yet: what was blocked is blocked.
      let second = watch(bench, [ear])
      await second.finish()
      bench.advance(3_600)
      await second.finish()
      #expect(ear.heard.count == 1)
      #expect(try await bench.store.alarms().map(\.absentSince) == [nil])
    }
  }

  @Test func whatAnAttemptFoundBeforeTheFirstLookCounts() async throws {
    try await Bench.with { bench in
      try await bench.owe(1, on: "mail")
      let first = watch(bench, [])
      first.note(channel: "mail", refused)
      await first.finish()
      let second = watch(bench, [])
      second.note(channel: "mail", .deferred(Failure("451"), notBefore: nil))
      await second.finish()
      #expect(try await bench.store.alarms().first?.absentSince == bench.now)
    }
  }

  @Test func severalCausesAreOneNotice() async throws {
    try await Bench.with { bench in
      try await bench.owe(2, on: "mail")
      try await bench.owe(2, on: "x")
      let ear = Ear()
      let watch = watch(bench, [ear])
      watch.note(channel: "mail", refused)
      try await look(watch)
      bench.advance(5)
      watch.note(channel: "x", .blocked(Failure("401")))
      try await bench.store.pause("x", detail: "a person", now: bench.now)
      try await look(watch)
      bench.advance(5)
      try await look(watch)
      #expect(ear.heard.map { $0.began.map(\.cause) } == [["blocked/mail", "paused/x", "blocked/x"]])
    }
  }

  @Test func theChannelAtFaultCarriesNoAlarmAboutItself() async throws {
    try await Bench.with { bench in
      try await bench.owe(1, on: "mail")
      try await bench.owe(1, on: "x")
      let (mail, command) = (Ear("mail", channel: "mail"), Ear())
      let watch = watch(bench, [mail, command])
      watch.note(channel: "mail", refused)
      watch.note(channel: "x", .blocked(Failure("401")))
      await watch.finish()
      #expect(mail.heard.flatMap(\.began).map(\.cause) == ["blocked/x"])
      #expect(command.heard.flatMap(\.began).map(\.cause) == ["blocked/mail", "blocked/x"])
      // With no way at all it is in the log, and in the store for `status` and `check`.
      #expect(bench.log.all.contains { $0.event == "alarm" && $0.values["alarm"] == "mail is blocked" })
    }
  }

  @Test func aWayThatFailsIsTriedAgainAndTheOthersAreNot() async throws {
    try await Bench.with { bench in
      try await bench.store.pause("x", detail: "moves", now: bench.now)
      let (bad, good) = (Ear("webhook"), Ear())
      bad.fail(with: Failure("no route"))
      let watch = watch(bench, [bad, good])
      await watch.finish()
      #expect(bad.tries == 1 && good.heard.count == 1)
      #expect(try await bench.store.alarmTroubles().first?.failure == "no route")
      bench.advance(29)
      await watch.finish()
      #expect(bad.tries == 1)
      for _ in 0..<24 * 60 {
        bench.advance(60)
        await watch.finish()
      }
      #expect((25...35).contains(bad.tries), "each hour at last: \(bad.tries)")
      #expect(bench.log.all.filter { $0.event == "alarm not told" }.count == 1, "said once")
      bad.fail(with: nil)
      bench.advance(3_600)
      await watch.finish()
      #expect(bad.heard.count == 1 && good.heard.count == 1)
      #expect(try await bench.store.alarmTroubles().isEmpty)
    }
  }

  @Test func aWayThatHangsDelaysNeitherAnotherNorTheWork() async throws {
    try await Bench.with { bench in
      let latch = Latch()
      let (deaf, good) = (Ear("webhook", latch: latch), Ear())
      try await bench.store.pause("y", detail: "moves", now: bench.now)
      try await bench.owe(20)
      let sender = Scripted()
      let watch = watch(bench, [deaf, good], patience: .milliseconds(300))
      let took = try await ContinuousClock().measure {
        await watch.finish()
        try await bench.drain(bench.channel(sender))
      }
      #expect(good.heard.count == 1 && sender.record.marked.count == 20)
      #expect(took < .seconds(30), "\(took)")
      #expect(bench.log.all.contains { $0.event == "alarm not told" && $0.values["way"] == "webhook" })
      latch.open()
    }
  }

  @Test func whateverTheStoreDoesNothingIsThrown() async throws {
    try await Bench.with { bench in
      let watch = watch(bench, [Ear()])
      bench.store.close()
      await watch.finish()
      await watch.finish()
      #expect(bench.log.all.filter { $0.event == "alarms not looked for" }.count == 1)
    }
  }

  /// Through the worker: what its attempts come to is what the watch knows.
  @Test func aBlockedChannelIsAnAlarmAtTheEndOfADrain() async throws {
    try await Bench.with { bench in
      try await bench.owe(2)
      let ear = Ear()
      let watch = watch(bench, [ear])
      let worker = Worker(
        store: bench.store,
        channels: [bench.channel(Scripted([.refuse(refused), .refuse(refused)]))], mode: .drain,
        surroundings: Surroundings(now: { bench.now }, random: { 0.5 }, pulse: .milliseconds(10)),
        log: bench.log.logger, ended: watch.note(channel:_:))
      try await worker.run()
      await watch.finish()
      let alarm = try #require(ear.heard.first?.began.first)
      #expect(alarm.cause == "blocked/x" && alarm.count == 2 && alarm.detail == "the login was refused (535)")
    }
  }

  @Test func whenNothingChangesNothingIsLookedFor() async throws {
    try await Bench.with { bench in
      let looks = Mutex(0)
      let watch = AlarmWatch(
        store: bench.store, alerts: [],
        rules: AlarmRules(newsroom: "", zone: .gmt, channels: ["x"], digests: []), now: { bench.now },
        log: bench.log.logger, looked: { _, _ in looks.withLock { $0 += 1 } })
      for _ in 0..<20 { await watch.look(isLast: false) }
      #expect(looks.withLock { $0 } == 1)
      try await bench.owe(1)
      for _ in 0..<20 { await watch.look(isLast: false) }
      #expect(looks.withLock { $0 } == 2)
    }
  }
}
