import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct SymptomsTests {
  private let quarter = Seconds.minutes(15)

  private func symptoms(
    _ store: Store, at now: Instant, channels: [String: Seconds] = ["x": 0], digests: [String] = ["weekly"]
  ) async throws -> Symptoms {
    try await store.symptoms(overdue: quarter, channels: channels, digests: digests, now: now)
  }

  private func execute(_ store: Store, _ sql: String) async throws {
    try await store.write { try $0.execute(sql: sql) }
  }

  @Test func aNewStoreHasNone() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    #expect(try await symptoms(store, at: .noon) == Symptoms())
  }

  @Test func aJobIsOverdueWhenItsTimeWasLongAgo() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    let id = try await store.queueOne()
    #expect(try await symptoms(store, at: .noon + 899).backlogs.map(\.overdue) == [0])
    let late = try #require(try await symptoms(store, at: .noon + 900).backlogs.first)
    #expect(late.overdue == 1 && late.waiting == 1 && late.job == id && late.oldest == .noon && !late.isMoving)
  }

  /// A digest of 10,000 takes its time; a channel that sends is at work.
  @Test func aChannelThatHasSentLatelyMoves() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    _ = try await store.queueOne()
    let lease = try #require(try await store.claimOne(at: .noon))
    let sent = Delivery(
      job: lease.job.id, token: lease.token, started: .noon, marked: nil, ended: .noon + 1_000, ending: .sent,
      receipt: Receipt(id: "1"))
    #expect(try await store.finish(lease, next: .sent(Receipt(id: "1")), delivery: sent))
    _ = try await store.queue(.market, postings: [.one("x")], now: .noon)
    #expect(try await symptoms(store, at: .noon + 1_500).backlogs.first?.isMoving == true)
    let later = try await symptoms(store, at: .noon + 1_901)
    #expect(later.backlogs.first?.isMoving == false && later.backlogs.first?.overdue == 1)
  }

  /// One message in an hour is what its rates ask for.
  @Test func aSlowRateIsNoTrouble() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    _ = try await store.queueOne()
    let lease = try #require(try await store.claimOne(at: .noon))
    try await store.finish(lease, .sent(Receipt(id: "1")), at: .noon)
    _ = try await store.queue(.market, postings: [.one("x")], now: .noon)
    let slow = ["x": Seconds.hours(1)]
    #expect(try await symptoms(store, at: .noon + 7_000).backlogs.first?.isMoving == false)
    #expect(try await symptoms(store, at: .noon + 7_000, channels: slow).backlogs.first?.isMoving == true)
    #expect(try await symptoms(store, at: .noon + 7_300, channels: slow).backlogs.first?.isMoving == false)
  }

  @Test func whatIsClosedByItselfIsSeenWhereItIsConfigured() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    let closing = Closing(cause: .refused, since: .noon, until: .noon + 60, times: 1, failure: Failure("no"))
    for channel in ["x", "gone"] { try await store.close(channel, closing) }
    try await store.close(
      "x", destination: "example.org",
      Closing(
        cause: .busy, since: .noon, until: .noon + 60, times: 1, failure: Failure("421")))
    #expect(try await symptoms(store, at: .noon + 900).closings == ["x": closing], "also when its time is over")
  }

  /// Whatever its priority is, and also when a process died with it.
  @Test func everyWaitingJobIsSeen() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    _ = try await store.queue(.market, postings: [.one("x"), .one("y"), .one("z")], now: .noon)
    try await execute(store, "UPDATE job SET priority = -5 WHERE channel = 'x'")
    try await execute(store, "UPDATE job SET priority = 9 WHERE channel = 'y'")
    try await execute(store, "UPDATE job SET crashes = 1 WHERE channel = 'z'")
    let found = try await symptoms(store, at: .noon + 5_000)
    #expect(found.backlogs.map(\.channel) == ["x", "y", "z"])
    #expect(found.backlogs.allSatisfy { $0.overdue == 1 && $0.job != nil })
  }

  @Test func heldJobsAreCountedByChannelAndReason() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    _ = try await store.queue(.market, postings: [.one("x"), .one("y"), .one("z")], now: .noon)
    try await execute(store, "UPDATE job SET state = 'held', reason = 'uncertain' WHERE channel = 'x'")
    try await execute(store, "UPDATE job SET state = 'held', reason = 'approval' WHERE channel = 'y'")
    let soon = try await symptoms(store, at: .noon + 1)
    #expect(soon.held.map(\.channel) == ["x"] && soon.held.map(\.reason) == [.uncertain], "approval has time")
    #expect(try await symptoms(store, at: .noon + 900).held.map(\.channel) == ["x", "y"])
  }

  @Test func aPostThatFailedCountsForAnHour() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    let id = try await store.queueOne()
    try await execute(
      store,
      "UPDATE job SET state = 'failed', reason = 'rejected', finished_at = \((Instant.noon).microseconds) WHERE id = \(id)"
    )
    let failed = try #require(try await symptoms(store, at: .noon + 3_599).failed.first)
    #expect(failed.count == 1 && failed.edition == nil && failed.job == id)
    #expect(try await symptoms(store, at: .noon + 3_600).failed.isEmpty)
  }

  @Test func mailsThatFailedAreCountedByEdition() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    try await store.prepareWeekly()
    _ = try await store.open(.weekly())
    try await execute(
      store,
      """
      UPDATE job SET state = 'failed', reason = 'rejected', finished_at = \(Instant.noon.microseconds)
      WHERE id IN (SELECT id FROM job WHERE edition IS NOT NULL LIMIT 2)
      """)
    let failed = try #require(try await symptoms(store, at: .noon + 80_000).failed.first)
    #expect(failed.count == 2 && failed.edition == .init(name: "weekly 1", owed: 3))
    #expect(try await symptoms(store, at: .noon + 86_400).failed.isEmpty)
  }

  @Test func aMissedRunStandsUntilTheNextIsDecided() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    try await store.register(digests: [("weekly", nil)], now: .noon)
    func pass(_ nominal: String, _ reason: PassedOver, _ at: Instant) async throws {
      try await store.passOver([PassedRun(digest: "weekly", nominal: nominal, reason: reason, waiting: 1, decided: at)])
    }
    try await pass("2026-11-16 08:00", .missed, .noon)
    try await pass("2026-11-23 08:00", .missed, .noon + 60)
    let missed = try await symptoms(store, at: .noon + 100).missed
    #expect(missed == [.init(schedule: "weekly", runs: 2, nominal: "2026-11-16 08:00", decided: .noon)])
    #expect(try await symptoms(store, at: .noon + 100, digests: []).missed.isEmpty, "no digest of that name")
    // What the same look decides of another run ends no alarm, what a later one decides does.
    try await pass("2026-11-29 08:00", .few, .noon + 60)
    #expect(try await symptoms(store, at: .noon + 100).missed.map(\.runs) == [1])
    try await pass("2026-11-30 08:00", .few, .noon + 120)
    #expect(try await symptoms(store, at: .noon + 200).missed.isEmpty)
  }

  /// Looked at each few seconds, for years.
  @Test(arguments: [
    (Store.channelsSQL, []), (Store.waitingSQL, ["x"]), (Store.prioritySQL, ["x", "0"]),
    (Store.oldestSQL, ["x", "0", "0"]), (Store.overdueSQL, ["x", "0", "0"]), (Store.suspectSQL, ["x", "0"]),
  ])
  func noTableOfJobsIsReadAsAWhole(_ query: (sql: String, values: [String])) async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    let plan = try await store.read { database in
      try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: StatementArguments(query.values)
      ).map { $0["detail"] as String }
    }
    for step in plan where step.contains("job") || step.contains(" j") || step.contains(" f ") {
      let isRange = step.hasPrefix("SEARCH") || step.contains("job_suspect")
      #expect(isRange && (step.contains("INDEX") || step.contains("PRIMARY KEY")), "\(step)")
    }
    #expect(plan.contains { $0.contains("job_") })
  }

  // MARK: - What is kept

  private let blocked = Alarm(.blocked, channel: "mail", since: .noon, count: 2, detail: "535 no")

  @Test func alarmsAreKeptAcrossRestarts() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let first = try Store(path: path, role: .daemon)
      try await first.write([.began(blocked)], now: .noon)
      let id = try #require(try await first.alarms().first?.id)
      try await first.told("command", began: [id], over: [], now: .noon + 10)
      try await first.note(AlarmTrouble(way: "mail", tries: 2, since: .noon, next: .noon + 60, failure: "no"))
      first.close()
      let second = try Store(path: path, role: .daemon)
      defer { second.close() }
      let kept = try #require(try await second.alarms().first)
      #expect(kept.alarm == blocked && kept.toldBegan == ["command": .noon + 10] && kept.over == nil)
      #expect(try await second.alarmTroubles().map(\.way) == ["mail"])
      try await second.told("mail", began: [id], over: [], now: .noon + 70)
      #expect(try await second.alarmTroubles().isEmpty)
      #expect(try await second.audit() == [])
    }
  }

  @Test func oneCauseStandsOnceAndMayBeginAgainAfterItsEnd() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    try await store.write([.began(blocked), .began(blocked)], now: .noon)
    let id = try #require(try await store.alarms().first?.id)
    #expect(try await store.alarms().count == 1)
    try await store.write([.vanished(id)], now: .noon + 5)
    try await store.write([.ended(id)], now: .noon + 200)
    #expect(try await store.alarms().first?.over == .noon + 5)
    try await store.write([.began(blocked)], now: .noon + 300)
    #expect(try await store.alarms().count == 2)
    try await store.forget([id])
    #expect(try await store.alarms().map(\.noticed) == [.noon + 300])
    try await store.forget(try await store.alarms().map(\.id))
    #expect(try await store.alarms().count == 1, "what stands is not forgotten")
  }
}
