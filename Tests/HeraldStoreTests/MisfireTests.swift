import Foundation
import Herald
import Testing

@testable import HeraldStore

/// Posts that were given noon, and may be two hours late.
@Suite struct MisfireTests {
  private static let late = Instant.noon + 7_200

  private func posting(_ text: String, due: Instant = .noon, catchUp: Seconds? = .hours(2)) throws -> Posting {
    Posting(channel: "x", content: try .post([text]), due: due, destination: "d", moves: true, catchUp: catchUp)
  }

  private func post(_ count: Int, in store: Store) async throws {
    for number in 1...count {
      let article = Article(title: "Story \(number)", paragraphs: ["Text."])
      _ = try await store.queue(
        article, postings: [posting("Story \(number)", due: .noon + Seconds(Double(number - 1)))], now: .noon)
    }
  }

  private func policies(_ misfire: PostMisfire) throws -> [String: MisfirePolicy] {
    ["x": MisfirePolicy(misfire: misfire, slots: Slots([try Schedule("daily 09:00,17:30")], in: .gmt))]
  }

  @Test(arguments: StoreKind.allCases)
  func withinItsTimeItGoesOutAndAfterwardsNobodyTakesIt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(2, in: store)
      #expect(try await store.applyMisfires(policies(.skip), now: Self.late + -1).isEmpty)
      let lease = try #require(try await store.claimOne(at: Self.late + -1))
      #expect(lease.job.id == 1)
      try await store.release([lease])
      #expect(try await store.claim(at: Self.late + 1).map(\.job.id) == [1], "it was taken in time, and goes on")
      #expect(try await store.look(2).job.state == .waiting)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPostWithoutATimeIsNeverMissed(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [posting("Story", catchUp: nil)], now: .noon)
      #expect(try await store.applyMisfires(policies(.skip), now: .noon + 864_000).isEmpty)
      #expect(try await store.claim(at: .noon + 864_000).count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func skipHoldsItForAPersonAndLosesNothing(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(3, in: store)
      let missed = try await store.applyMisfires(policies(.skip), now: Self.late + 60)
      #expect(missed.map(\.job) == [1, 2, 3] && missed.allSatisfy { $0.fate == .held })
      #expect(try await store.applyMisfires(policies(.skip), now: Self.late + 60).isEmpty)
      #expect(try await store.jobs(state: .held).map(\.reason) == [.misfire, .misfire, .misfire])
      #expect(try await store.misfires(since: .noon) == ["x": 3])
      #expect(try await store.retryable(reason: .misfire, includingFailed: false, includingHeld: true) == [1, 2, 3])
      // Whatever a person does with it takes the time away.
      try await store.retry([1], now: Self.late + 60)
      try await store.move([2], to: Self.late + 90)
      let asked = try posting("Story 3", due: Self.late + 120, catchUp: nil)
      let moved = try await store.queue(
        Article(title: "Story 3", paragraphs: ["Text."]), postings: [asked], now: Self.late + 60
      ).jobs
      #expect(moved.map(\.effect) == [.moved] && moved.map(\.state) == [.waiting])
      #expect(try await store.claim(at: Self.late + 600).map(\.job.id) == [1, 2, 3])
      #expect(try await store.look(1).job.misfires == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func onceSendsItLate(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(2, in: store)
      #expect(try await store.applyMisfires(policies(.once), now: Self.late + 60).map(\.fate) == [.now, .now])
      #expect(try await store.claim(at: Self.late + 60).map(\.job.id) == [1, 2])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func spreadGivesEachTheNextFreeSlotInOrder(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(3, in: store)
      // 16:00 is the tests' noon; two hours later it is 18:00.
      let missed = try await store.applyMisfires(policies(.spread), now: Self.late + 60)
      #expect(missed.map(\.job) == [1, 2, 3])
      let jobs = try await [1, 2, 3].asyncMap { try await store.look($0).job }
      #expect(jobs.map(\.slot) == ["2025-11-25 09:00", "2025-11-25 17:30", "2025-11-26 09:00"])
      #expect(jobs.allSatisfy { $0.missedAfter == $0.due + 7_200 && $0.misfires == 1 && $0.state == .waiting })
      #expect(try await store.claim(at: Self.late + 60).isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPausedChannelMissesNothingUntilItIsResumed(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(1, in: store)
      try await store.pause("x", detail: "a test", now: .noon)
      #expect(try await store.applyMisfires(policies(.skip), now: Self.late + 60).isEmpty)
      _ = try await store.resume("x")
      #expect(try await store.applyMisfires(policies(.skip), now: Self.late + 60).map(\.job) == [1])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anEditOrACorrectionLeavesItHeld(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(2, in: store)
      _ = try await store.applyMisfires(policies(.skip), now: Self.late)
      _ = try await store.applyMisfires(policies(.skip), now: Self.late + 60)
      _ = try await store.edit(1, content: try .post(["Another text."]), now: Self.late + 60)
      #expect(try await store.look(1).job.reason == .misfire)
      var other = try posting("Story 2 again")
      other.moves = false
      let jobs = try await store.queue(
        Article(title: "Story 2", paragraphs: ["Another text."]), postings: [other], intent: .correct, now: Self.late
      ).jobs
      #expect(jobs.map(\.effect) == [.corrected] && jobs.map(\.reason) == [.misfire])
      #expect(try await store.look(2).job.reason == .misfire)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func itsThreadWaitsBehindIt(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let thread = Posting(
        channel: "x", content: try .post(["One.", "Two."]), due: .noon, destination: "d", moves: true,
        catchUp: .hours(2))
      _ = try await store.queue(.dam, postings: [thread], now: .noon)
      #expect(try await store.applyMisfires(policies(.skip), now: Self.late).map(\.job) == [1])
      #expect(try await store.stoppedThreads().map(\.at.job) == [1])
      try await store.retry([1], now: Self.late)
      let lease = try #require(try await store.claimOne(at: Self.late))
      try await store.finish(lease, .sent(Receipt(id: "1")), at: Self.late)
      #expect(try await store.claim(at: Self.late).map(\.job.id) == [2])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func manyAreDecidedInTurns(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post(5, in: store)
      #expect(try await store.applyMisfires(policies(.skip), limit: 2, now: Self.late + 60).map(\.job) == [1, 2])
      #expect(try await store.applyMisfires(policies(.skip), limit: 9, now: Self.late + 60).map(\.job) == [3, 4, 5])
    }
  }

  /// Runs of a schedule that nobody was there for.
  @Test(arguments: StoreKind.allCases)
  func missedRunsAreCountedEachOnce(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.register(
        digests: [(name: "daily", since: nil)], schedules: ["daily": "daily 07:00 UTC"], now: .noon)
      let names = ["2025-11-25 07:00", "2025-11-26 07:00", "2025-11-27 07:00"]
      #expect(try await store.undecided(digest: "daily", among: names, now: .noon) == Set(names))
      let runs = names.dropLast().map {
        PassedRun(digest: "daily", nominal: $0, reason: .missed, waiting: 2, decided: .noon + 300_000)
      }
      try await store.passOver(runs)
      try await store.passOver(runs)
      #expect(try await store.undecided(digest: "daily", among: names, now: .noon + 300_000) == ["2025-11-27 07:00"])
      let missed = try await store.missedRuns(since: "2025-11-25 00:00", now: .noon + 300_000)
      #expect(missed["daily"]?.count == 2 && missed["daily"]?.latest == "2025-11-26 07:00")
      #expect(try await store.missedRuns(since: "2025-11-26 00:00", now: .noon + 300_000)["daily"]?.count == 1)
      let due = try await store.missedRuns(since: "2025-11-27 00:00", now: .noon + 400_000)
      #expect(due.isEmpty, "when it was due counts")
    }
  }
}

extension Array {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var mapped: [T] = []
    for element in self { mapped.append(try await transform(element)) }
    return mapped
  }
}
