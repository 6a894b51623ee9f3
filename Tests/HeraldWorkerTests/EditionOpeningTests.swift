import Herald
import HeraldStore
import HeraldWorker
import Synchronization
import Testing

/// Editions on their schedule. The clock starts at 2026-09-21 14:13:20 UTC.
@Suite(.timeLimit(.minutes(15))) struct EditionOpeningTests {
  private let readers = ["ann@example.net", "bob@example.net"]

  private func editions(_ bench: Bench) async throws -> [String?] {
    try await bench.store.editions(of: "weekly").map(\.nominal)
  }

  @Test(arguments: Bench.Place.allCases) func aRunOpensOneEditionAlsoAfterARestart(_ place: Bench.Place) async throws {
    try await Bench.with(place) { bench in
      try await bench.prepareDigest(readers: readers)
      let opener = try bench.opener("daily 15:00")
      let sender = Scripted()
      let channel = bench.channel(sender, name: "mail")
      try await bench.worker([channel], openers: [opener]).run()
      #expect(try await editions(bench).isEmpty, "its time has not come")
      bench.advance(.hours(1))
      try await bench.worker([channel], openers: [opener]).run()
      #expect(try await editions(bench) == ["2026-09-21 15:00"])
      #expect(sender.record.marked.count == 2)
      try await bench.storeBriefs(3)
      try await bench.worker([channel], openers: [opener]).run()
      #expect(try await editions(bench).count == 1, "new briefs wait for the next run")
      bench.advance(.hours(24))
      try await bench.worker([channel], openers: [opener]).run()
      #expect(try await editions(bench) == ["2026-09-22 15:00", "2026-09-21 15:00"])
      #expect(sender.record.marked.count == 4)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aServingWorkerOpensItWhenItsTimeComes() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      let sender = Scripted()
      try await bench.serve([bench.channel(sender, name: "mail")], openers: [bench.opener("daily 15:00")]) {
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await editions(bench).isEmpty)
        bench.advance(.hours(1))
        try await eventually { sender.record.marked.count == 2 }
      }
      #expect(try await editions(bench) == ["2026-09-21 15:00"])
      #expect(bench.log.all.filter { $0.event == "edition opened" }.count == 1)
    }
  }

  @Test func aRunBeforeTheDigestWasKnownIsNotMadeUpFor() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      try await bench.worker([], openers: [bench.opener("daily 14:00")]).run()
      #expect(try await editions(bench).isEmpty)
    }
  }

  @Test(arguments: [(119, 1), (120, 0)])
  func aRunIsMadeUpForWithinTwoHours(_ minutes: Int64, _ opened: Int) async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      // 15:00 and then so many minutes.
      bench.advance(Seconds(46 * 60 + 40 + Double(minutes) * 60))
      try await bench.worker([], openers: [bench.opener("daily 15:00")]).run()
      #expect(try await editions(bench).count == opened)
    }
  }

  @Test func tooFewBriefsWait() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(briefs: 2, readers: readers)
      let opener = try bench.opener("daily 15:00", minimum: 3)
      bench.advance(.hours(1))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await editions(bench).isEmpty)
      try await bench.storeBriefs(1)
      bench.advance(.hours(24))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await editions(bench) == ["2026-09-22 15:00"])
      #expect(bench.log.all.map(\.event) == ["edition passed over", "edition opened"])
      #expect(bench.log.all.first?.values["reason"] == "few" && bench.log.all.first?.values["briefs"] == "2")
      #expect(try await bench.store.passedRuns(of: "weekly", now: bench.now).map(\.reason) == [.few])
    }
  }

  @Test func aRunIsDecidedOnce() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(briefs: 0, readers: readers)
      let opener = try bench.opener("daily 15:00")
      bench.advance(.hours(1))
      try await bench.worker([], openers: [opener]).run()
      try await bench.storeBriefs(1)
      try await bench.worker([], openers: [opener]).run()
      #expect(try await editions(bench).isEmpty, "what came after its time waits for the next run")
      #expect(bench.log.all.map(\.event) == ["edition passed over"])
      #expect(try await bench.store.passedRuns(of: "weekly", now: bench.now).map(\.reason) == [.empty])
    }
  }

  @Test func aRunThatNobodyWorkedForIsNamed() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      bench.advance(.hours(4))
      let opener = try bench.opener("daily 15:00")
      try await bench.worker([], openers: [opener]).run()
      try await bench.worker([], openers: [opener]).run()
      #expect(try await bench.store.passedRuns(of: "weekly", now: bench.now).map(\.nominal) == ["2026-09-21 15:00"])
      #expect(bench.log.all.map(\.event) == ["edition passed over"])
      #expect(bench.log.all.first?.values["reason"] == "missed")
      bench.advance(.hours(22))
      try await bench.worker([], openers: [opener]).run()
      #expect(try await editions(bench) == ["2026-09-22 15:00"])
    }
  }

  @Test func anEditionWithoutNewsGoesOutWhereThatIsWanted() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(briefs: 0, readers: readers)
      let sender = Scripted()
      bench.advance(.hours(1))
      let opener = try bench.opener("daily 15:00", mayBeEmpty: true)
      try await bench.worker([bench.channel(sender, name: "mail")], openers: [opener]).run()
      #expect(try await editions(bench) == ["2026-09-21 15:00"])
      #expect(sender.record.marked.count == 2)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func itsMailsWaitWhereSomebodyMayLookAtThemFirst() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      let sender = Scripted()
      let channel = bench.channel(sender, name: "mail")
      bench.advance(.hours(1))
      let opener = try bench.opener("daily 15:00", hold: .minutes(30))
      try await bench.worker([channel], openers: [opener]).run()
      #expect(try await editions(bench).count == 1)
      #expect(sender.record.marked.isEmpty)
      let edition = try #require(try await bench.store.editions(of: "weekly").first)
      _ = try await bench.store.editEdition(
        of: "weekly", number: 1, to: .digest("New\n\nNew.\n"), from: edition.contentID, now: bench.now)
      bench.advance(.minutes(31))
      try await bench.worker([channel], openers: [opener]).run()
      #expect(sender.record.marked.count == 2)
      #expect(try await bench.store.audit() == [])
    }
  }

  @Test func aRunThatFindsTheDiskFullIsOpenedOnceThereIsRoom() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest(readers: readers)
      bench.advance(.hours(1))
      let isFull = Mutex(true)
      let wasAsked = Mutex(false)
      let opener = EditionOpener(
        schedule: try Schedule("daily 15:00"), zone: .gmt, plan: try bench.plan,
        compose: { unmailed, _ in
          wasAsked.withLock { $0 = true }
          if isFull.withLock(\.self) { throw StoreProblem.diskLow(path: "herald.db", free: 1, needed: 2) }
          return try .digest("Weekly \(unmailed.number)\n")
        })
      try await bench.serve([bench.channel(Scripted(), name: "mail")], openers: [opener]) {
        try await eventually { wasAsked.withLock(\.self) }
        isFull.withLock { $0 = false }
        bench.advance(5)
        try await eventually { try await bench.store.editions(of: "weekly").count == 1 }
        try await eventually { bench.log.all.count == 3 }
      }
      #expect(bench.log.all.map(\.event) == ["edition opened", "sent", "sent"])
    }
  }

  @Test func aListWithoutSubscribersIsReportedOnceAndUsesUpNothing() async throws {
    try await Bench.with { bench in
      try await bench.prepareDigest()
      bench.advance(.hours(1))
      try await bench.serve([], openers: [bench.opener("daily 15:00")]) {
        try await eventually { !bench.log.all.isEmpty }
        try await Task.sleep(for: .milliseconds(200))
      }
      let lines = bench.log.all
      #expect(lines.map(\.event) == ["edition not opened"])
      #expect(lines.first?.values["failure"]?.contains("readers") == true)
      #expect(try await bench.store.unmailed(digest: "weekly").count == 2)
    }
  }
}
