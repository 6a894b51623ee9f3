import Foundation
import Herald
import HeraldStore
import HeraldWorker
import Testing

/// A worker that was not there. The clock starts at 2026-09-21 14:13:20 UTC, a Monday.
@Suite(.timeLimit(.minutes(15))) struct MissedRunsTests {
  private let readers = ["ann@example.net", "bob@example.net"]

  private func editions(_ bench: Bench) async throws -> [String?] {
    try await bench.store.editions(of: "weekly").map(\.nominal)
  }

  private func missed(_ bench: Bench) async throws -> [String] {
    try await bench.store.passedRuns(of: "weekly", limit: 2_000, now: bench.now).filter { $0.reason == .missed }.map(
      \.nominal)
  }

  /// From Monday to Thursday 15:30: the run of Thursday is made up for, the three before are missed, each by its name.
  @Test(arguments: Bench.Place.allCases) func afterThreeDaysDownEachMissedRunHasItsRow(_ place: Bench.Place)
    async throws
  {
    try await Bench.with(place) { bench in
      try await bench.prepareDigest(readers: readers)
      let sender = Scripted()
      bench.advance(.hours(73))
      let worker = try bench.worker([bench.channel(sender, name: "mail")], openers: [bench.opener("daily 15:00")])
      try await worker.run()
      #expect(try await editions(bench) == ["2026-09-24 15:00"])
      #expect(try await missed(bench) == ["2026-09-23 15:00", "2026-09-22 15:00", "2026-09-21 15:00"])
      #expect(sender.record.marked.count == 2, "one mail for each reader")
      let counted = try await bench.store.missedRuns(since: "2026-09-21 14:13", now: bench.now)
      #expect(counted["weekly"]?.count == 3 && counted["weekly"]?.latest == "2026-09-23 15:00")
      #expect(bench.log.all.map(\.event).filter { $0 != "sent" } == ["runs missed", "edition opened"])
      #expect(bench.log.all.first?.values["count"] == "3")
      #expect(bench.log.all.first { $0.event == "edition opened" }?.values["late"] == "13 min")
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aWeeklyRunThatWasMissedByDaysIsMissed() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      bench.advance(.hours(73))
      try await bench.worker([], openers: [bench.opener("tue 08:00")]).run()
      #expect(try await editions(bench).isEmpty)
      #expect(try await missed(bench) == ["2026-09-22 08:00"])
    }
  }

  @Test func aDigestThatSkipsNeverOpensLate() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      let opener = try bench.opener("daily 15:00", misfire: .skip)
      bench.advance(Seconds(46 * 60 + 40 + 61))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await editions(bench).isEmpty)
      #expect(try await missed(bench) == ["2026-09-21 15:00"])
      bench.advance(Seconds(86_400 - 61))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await editions(bench) == ["2026-09-22 15:00"])
    }
  }

  @Test func severalRunsThatWereMissedBecomeOneEdition() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(briefs: 4, readers: readers)
      bench.advance(.hours(3))
      try await bench.worker([], openers: [bench.opener("0 * * * *", catchUp: .hours(6))]).run()
      #expect(try await editions(bench) == ["2026-09-21 17:00"])
      #expect(try await missed(bench) == ["2026-09-21 16:00", "2026-09-21 15:00"])
    }
  }

  @Test func aScheduleThatWasChangedBeginsThen() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      let digests = [(name: "weekly", since: Instant?.none)]
      try await bench.store.register(digests: digests, schedules: ["weekly": "mon 08:00 UTC"], now: bench.now)
      bench.advance(.hours(50))
      try await bench.store.register(digests: digests, schedules: ["weekly": "daily 15:00 UTC"], now: bench.now)
      try await bench.worker([], openers: [bench.opener("daily 15:00")]).run()
      #expect(try await missed(bench).isEmpty, "nobody had asked for those of Monday and Tuesday")
      bench.advance(.hours(23))
      try await bench.worker([], openers: [bench.opener("daily 15:00")]).run()
      #expect(try await editions(bench) == ["2026-09-24 15:00"])
      #expect(try await missed(bench).isEmpty, "nor for that of Wednesday, an hour before the change")
    }
  }

  /// Every minute for three days is 4,320 runs: a thousand rows are written, and the log says so once.
  @Test func ofMoreThanAThousandTheLatestAreNoted() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      bench.advance(.hours(72))
      let opener = try bench.opener("* * * * *")
      try await bench.worker([], openers: [opener]).run()
      #expect(try await missed(bench).count == 999)
      #expect(try await editions(bench) == ["2026-09-24 14:13"])
      try await bench.worker([], openers: [opener]).run()
      #expect(try await missed(bench).count == 999, "decided is decided")
      #expect(bench.log.all.filter { $0.event == "runs missed" }.map { $0.values["earlier"] } == ["not counted"])
    }
  }

  /// Half past one and a quarter past two fall on one instant when the clocks skip both.
  @Test func twoRunsOnOneInstantAreDecidedInOrder() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
      let change = try #require(Instant(rfc3339: "2027-03-28T01:00:00Z"))
      try await bench.store.register(
        digests: [(name: "weekly", since: nil)], schedules: ["weekly": "once"], now: change + -60)
      try await bench.store.register(
        digests: [(name: "weekly", since: nil)], schedules: ["weekly": "daily 2:15,2:45"], now: change + -60)
      bench.advance(change - bench.now)
      try await bench.worker([], openers: [bench.opener("daily 2:15,2:45", zone: zone)]).run()
      #expect(try await editions(bench) == ["2027-03-28 02:15"])
      let passed = try await bench.store.passedRuns(of: "weekly", now: bench.now)
      #expect(passed.map(\.nominal) == ["2027-03-28 02:45"] && passed.map(\.reason) == [.empty])
    }
  }

  /// A clock that was years ahead for one run of the program.
  @Test(arguments: Bench.Place.allCases) func whatWasMissedByAClockThatWasAheadOpensAtItsTime(_ place: Bench.Place)
    async throws
  {
    try await Bench.with(place) { bench in
      try await bench.prepareDigest(readers: readers)
      let opener = try bench.opener("daily 15:00")
      bench.advance(.hours(400 * 24))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await missed(bench).count == 400)
      bench.advance(.hours(-400 * 24))
      #expect(try await missed(bench).isEmpty, "nobody has missed what is still to come")
      #expect(try await bench.store.missedRuns(since: "2026-09-21 14:13", now: bench.now).isEmpty)
      #expect(try await bench.store.decidedRuns(limit: 10, now: bench.now).isEmpty)
      bench.advance(.hours(1))
      try await bench.worker([], openers: [opener]).run()
      #expect(bench.log.all.contains { $0.event == "clock is behind the store" })
      #expect(try await editions(bench) == ["2026-09-21 15:00"])
      // What is missed now is noted anew, once.
      bench.advance(.hours(72))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await missed(bench) == ["2026-09-23 15:00", "2026-09-22 15:00"])
      // An edition was opened by this clock: the notes of the other are gone, and it is told no more.
      try await bench.worker([], openers: [opener]).run()
      #expect(bench.log.all.filter { $0.event == "clock is behind the store" }.count == 2)
      #expect(bench.log.all.first { $0.event == "runs are decided again" }?.values["count"] == "399")
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aScheduleThatBeganByAClockThatWasAheadBeginsNow() async throws {
    try await Bench.with { bench in
      let digests = [(name: "weekly", since: Instant?.none)]
      let schedules = ["weekly": "daily 15:00 UTC"]
      try await bench.store.register(digests: digests, schedules: schedules, now: bench.now + .hours(400 * 24))
      try await bench.store.register(digests: digests, schedules: schedules, now: bench.now)
      #expect(try await bench.store.scheduleBegan(digest: "weekly") == bench.now)
    }
  }

  @Test func aClockThatIsSetBackRepeatsNothing() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      let sender = Scripted()
      try await bench.serve([bench.channel(sender, name: "mail")], openers: [bench.opener("daily 15:00")]) {
        bench.advance(.hours(1))
        try await eventually { sender.record.marked.count == 2 }
        try await bench.storeBriefs(2)
        bench.advance(.hours(-1))
        try await Task.sleep(for: .milliseconds(60))
        bench.advance(.hours(1))
        try await Task.sleep(for: .milliseconds(60))
        #expect(try await editions(bench) == ["2026-09-21 15:00"])
        bench.advance(.hours(24))
        try await eventually { sender.record.marked.count == 4 }
      }
      #expect(try await editions(bench) == ["2026-09-22 15:00", "2026-09-21 15:00"])
      #expect(try await missed(bench).isEmpty)
    }
  }
}
