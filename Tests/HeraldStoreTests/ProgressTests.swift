import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct ProgressTests {
  private func progress(_ store: Store, at now: Instant = .noon) async throws -> QueueProgress {
    try await store.progress(channels: ["x", "y", "mail"], now: now)
  }

  @Test(arguments: StoreKind.allCases) func whatIsDueIsCountedAndWhatIsForLaterIsNot(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne("One.")
      try await store.queueOne("Two.")
      try await store.queueOne("Later.", due: .noon + 1)
      try await store.queueOne("Elsewhere.", channel: "y")
      #expect(try await progress(store).channels.mapValues(\.due) == ["x": 2, "y": 1, "mail": 0])
      #expect(try await progress(store, at: .noon + 1).channels["x"]?.due == 3)
      let lease = try #require(try await store.claimOne())
      #expect(try await progress(store).channels["x"]?.due == 1)
      // A job that a dead process had in hand is due too.
      _ = try await store.recover(now: .noon + 61)
      #expect(try await store.look(lease.job.id).job.crashes == 1)
      #expect(try await progress(store, at: .noon + 61).channels["x"]?.due == 3)
    }
  }

  @Test(arguments: StoreKind.allCases) func theRateIsThatOfTheLastMinute(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      for number in 1...6 { try await store.queueOne("Post \(number).") }
      // One long ago, then one each second, the last of them deferred.
      for (second, outcome) in [
        (0, Outcome.sent(Receipt(id: "a"))), (100, .sent(Receipt(id: "b"))), (101, .sent(Receipt(id: "c"))),
        (102, .sent(Receipt(id: "d"))), (103, .deferred(Failure("busy"))),
      ] as [(Int64, Outcome)] {
        let now = Instant.noon + Seconds(microseconds: second * 1_000_000)
        try await store.finish(try #require(try await store.claimOne(at: now)), outcome, at: now)
      }
      let now = Instant.noon + 105
      let channel = try #require(try await progress(store, at: now).channels["x"])
      #expect(channel.recent == 3 && channel.recentSince == .noon + 100)
      #expect(channel.rate(at: now) == 0.6)
      // In the first second it is not counted by its fraction.
      #expect(channel.rate(at: .noon + 100) == 3)
      let later = try await progress(store, at: .noon + Seconds(161.5)).channels["x"]
      #expect(later?.recent == 1)
      let none = try #require(try await progress(store, at: .noon + 200).channels["x"])
      #expect(none.recent == 0 && none.rate(at: now) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anOpenEditionSaysHowManyOfItsMailsAreSent(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      func ledger() async throws -> Ledger? { try await progress(store).editions.first?.ledger }
      #expect(try await ledger()?[.waiting] == 3)
      let edition = try #require(try await progress(store).editions.first)
      #expect(edition.digest == "weekly" && edition.number == 1 && edition.channel == "mail" && edition.owed == 3)
      try await store.finish(try #require(try await store.claimOne(channel: "mail")), .sent(Receipt(id: "a")))
      try await store.finish(try #require(try await store.claimOne(channel: "mail")), .rejected(Failure("no")))
      let second = try #require(try await ledger())
      #expect(second[.sent] == 1 && second[.failed] == 1 && second[.waiting] == 1)
      #expect(second == (try await store.edition(of: "weekly", number: 1).ledger))
      let last = try #require(try await store.claimOne(channel: "mail"))
      #expect(try await ledger()?[.leased] == 1)
      try await store.finish(last, .uncertain(Failure("silence")))
      #expect(try await ledger()?[.held] == 1)
      _ = try await store.write { database in
        try database.execute(
          sql: "UPDATE job SET state = 'cancelled', reason = NULL, finished_at = 0 WHERE state = 'held'")
      }
      #expect(try await progress(store).editions.isEmpty)
    }
  }

  /// A status after years must not read the years.
  @Test func nothingReadsTheWholeHistory() async throws {
    try await withStore(.memory) { store in
      for sql in [Store.dueSQL, Store.openSQL, Store.recentSQL] {
        let plan = try await store.read { database in
          try Row.fetchAll(
            database, sql: "EXPLAIN QUERY PLAN " + sql,
            arguments: StatementArguments(
              ["channels": "[\"x\"]", "now": 1, "since": 0, "limit": 1].filter { sql.contains(":\($0.key)") })
          ).map { $0["detail"] as String }
        }
        let scans = plan.filter { $0.hasPrefix("SCAN job") || $0.hasPrefix("SCAN delivery") }
        let others = scans.filter { !$0.contains("INDEX job_suspect") }
        // The last deliveries are read from the end, as many as the limit says.
        #expect(others == (sql == Store.recentSQL ? ["SCAN delivery"] : []))
        #expect(!plan.contains { $0.hasPrefix("SCAN j ") || $0 == "SCAN j" }, "\(plan)")
      }
    }
  }
}
