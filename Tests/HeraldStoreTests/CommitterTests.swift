import Dispatch
import GRDB
import Herald
import Synchronization
import Testing

@testable import HeraldStore

@Suite struct CommitterTests {
  private struct Refusal: Error, Equatable { let number: Int }

  @Test(arguments: StoreKind.allCases)
  func aThousandRequestsShareAFewCommitsAndEachGetsItsAnswer(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let committed = Mutex(0)
      store.database.inDatabase { database in
        database.trace { if $0.description == "COMMIT" { committed.withLock { $0 += 1 } } }
      }
      let effects = try await withThrowingTaskGroup(of: Subscription.self) { group in
        for number in 0..<1_000 {
          // Each address comes twice.
          group.addTask {
            try await store.subscribe("reader\(number / 2)@mail.example").first.map { Subscription($0) } ?? .other
          }
        }
        return try await group.reduce(into: [Subscription: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(effects == [.added: 500, .known: 500])
      #expect(try await store.subscribers(of: "readers").count == 500)
      let commits = committed.withLock { $0 }
      #expect((1..<500).contains(commits), "\(commits) commits")
    }
  }

  struct Crowd: Sendable, CustomTestStringConvertible {
    let expected, waiting: Int
    let commits: [Int]

    var testDescription: String { "\(waiting) of \(expected)" }
  }

  /// Few attempts that all stand at their gates go through in two commits, so that one half can go on while the other is
  /// committed. A crowd goes at once, and so does one that nobody expected.
  @Test(
    arguments: StoreKind.allCases,
    [
      Crowd(expected: 8, waiting: 8, commits: [4, 4]), Crowd(expected: 8, waiting: 5, commits: [4, 1]),
      Crowd(expected: 20, waiting: 20, commits: [10, 10]), Crowd(expected: 21, waiting: 21, commits: [21]),
      Crowd(expected: 65, waiting: 65, commits: [33, 32]),
      Crowd(expected: 8, waiting: 20, commits: [20]),
    ])
  func aCommitTakesHalfOfTheMarksThatAreExpected(_ kind: StoreKind, _ given: Crowd) async throws {
    try await withStore(kind) { store in
      let commits = Mutex<[Int]>([])
      store.database.inDatabase { database in
        database.trace { event in
          commits.withLock { commits in
            switch event.description {
            case "BEGIN IMMEDIATE": commits.append(0)
            case "SELECT 'mark'": commits[commits.count - 1] += 1
            default: break
            }
          }
        }
      }
      for _ in 0..<given.expected { store.expectMark() }
      let hasBegun = DispatchSemaphore(value: 0)
      let isHeld = DispatchSemaphore(value: 0)
      // While this one is at work all the others arrive.
      let holder = CommitCall(.statement, isUrgent: true) { _ in
        hasBegun.signal()
        isHeld.wait()
      } answer: { _ in
      }
      store.committer.submit(holder)
      hasBegun.wait()
      for _ in 0..<given.waiting {
        store.committer.submit(
          CommitCall(.statement, isUrgent: true) {
            try $0.execute(sql: "SELECT 'mark'")
          } answer: { _ in
          })
      }
      isHeld.signal()
      try await store.flush()
      #expect(commits.withLock { $0.filter { $0 > 0 } } == given.commits)
    }
  }

  private enum Subscription: Hashable {
    case added, known, other

    init(_ effect: Store.Subscription) {
      switch effect {
      case .added: self = .added
      case .known: self = .known
      default: self = .other
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aRequestThatThrowsUndoesItselfAlone(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let refused = try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 0..<200 {
          group.addTask {
            do {
              try await store.write { database in
                try database.execute(
                  sql: "INSERT INTO meta (key, value) VALUES (?, '')", arguments: ["n\(number)"])
                if number.isMultiple(of: 3) { throw Refusal(number: number) }
                // Breaks the statement, not only the request.
                if number.isMultiple(of: 5) {
                  try database.execute(sql: "INSERT INTO meta (key, value) VALUES ('store', '')")
                }
              }
              return nil
            } catch let refusal as Refusal {
              return refusal.number
            } catch is DatabaseError {
              return number
            }
          }
        }
        return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
      }
      let expected = Set((0..<200).filter { $0.isMultiple(of: 3) || $0.isMultiple(of: 5) })
      #expect(refused == expected)
      let kept = try await store.read { try String.fetchSet($0, sql: "SELECT key FROM meta WHERE key LIKE 'n%'") }
      #expect(kept == Set((0..<200).filter { !expected.contains($0) }.map { "n\($0)" }))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aFatalErrorFailsItsNeighboursAndEverythingAfter(_ kind: StoreKind) async throws {
    try await withFolder { folder in
      let store = try Store(path: kind == .memory ? ":memory:" : folder + "/herald.db", role: .daemon)
      defer { store.close() }
      await #expect(throws: StoreProblem.self) {
        try await store.write { _ in throw DatabaseError(resultCode: .SQLITE_FULL, message: "full") }
      }
      await #expect(throws: StoreProblem.unavailable(path: store.path, detail: "full")) {
        try await store.queueOne()
      }
      // What was durable can still be read.
      #expect(try await store.ledgers().isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func closingWaitsForWhatIsPending(_ kind: StoreKind) async throws {
    try await withFolder { folder in
      let path = kind == .memory ? ":memory:" : folder + "/herald.db"
      let store = try Store(path: path, role: .command)
      let written = Task { try await store.subscribe("ann@mail.example") }
      #expect(try await written.value == [.added])
      store.close()
      await #expect(throws: StoreProblem.unavailable(path: path, detail: "it is closed")) {
        try await store.subscribe("ben@mail.example")
      }
      // Closing twice harms nothing.
      store.close()
    }
  }

  /// SQLite gives up after ten seconds; the writer does not.
  @Test func aForeignWriterIsWaitedForLongerThanSQLiteWaits() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: path, configuration: configuration)
      try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      async let written = store.subscribe("ann@mail.example")
      try await Task.sleep(for: .seconds(11))
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      #expect(try await written == [.added])
      try other.close()
    }
  }
}
