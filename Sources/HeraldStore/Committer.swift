import Foundation
import GRDB
import Herald
import Synchronization

/// The one writer of a store: whatever is asked for while a commit runs shares the next one.
///
/// A request that throws undoes itself alone: the transaction begins anew, and then each request has a savepoint of its
/// own. A caller is resumed only after the commit, so what it was told is durable. An I/O error, a full disk or a damaged page undoes the
/// whole transaction, fails every request in it and closes the writer for good: nothing may be sent blind. A file that
/// another program has locked is waited for, a minute in all.
///
/// | request | waits |
/// | --- | --- |
/// | at once | for the commit under way, and for its neighbours: until a third of those that are expected is there, four at most, of 21 to 64 all but ten; at most three times as long as the last commit took (0.1 to 4 ms) |
/// | in passing | for the next commit, at most 5 ms |
///
/// A commit takes half of those that are expected at most, of 21 to 64 all.
final class Committer: @unchecked Sendable {
  private enum Wait {
    /// For anything.
    case idle
    /// For so many requests that want to be committed at once; whoever is fewer is looked for when the wait ends.
    case gathering(Int)
  }

  private let database: DatabaseQueue
  private let path: String
  /// The file that was opened; another one under its name is not written.
  private let file: FileIdentity?
  /// Held around each transaction by a process that is not the daemon.
  private let writeLock: FileLock?
  private let log: WriteAheadLog?
  private let hot: HotStatements
  private let monitor = Monitor()
  private let coming = Atomic<Int>(0)
  // Guarded by `monitor`.
  private var pending: [CommitRequest] = []
  private var urgent = 0
  private var wait: Wait?
  private var isClosed = false
  private var hasEnded = false
  private var broken: StoreProblem?
  // Touched by the writer's thread alone.
  private var lastCommit: UInt64 = 0
  private var lastEnd: UInt64 = 0

  init(
    database: DatabaseQueue, path: String, file: FileIdentity? = nil, writeLock: FileLock?, log: WriteAheadLog? = nil,
    hot: HotStatements
  ) {
    self.database = database
    self.path = path
    self.file = file
    self.writeLock = writeLock
    self.log = log
    self.hot = hot
    let thread = Thread { [self] in work() }
    thread.name = "herald-store"
    thread.start()
  }

  /// So many requests more may be on their way.
  func expect(_ count: Int) { coming.wrappingAdd(count, ordering: .relaxed) }

  /// Runs `body` in the next transaction and returns its result once that is durable.
  func submit<T: Sendable>(
    _ unity: CommitRequest.Unity, _ body: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<T, any Error>) in
      submit(CommitCall(unity, isUrgent: true, body) { continuation.resume(with: $0) })
    }
  }

  /// Takes no more requests and lets what is pending commit; does not wait for it.
  func stop() {
    monitor.withLock {
      isClosed = true
      monitor.signal()
    }
  }

  /// Takes no more requests and returns when what was pending is committed: true, or false when the writer broke down.
  /// Not for the writer's own thread.
  @discardableResult
  func close() -> Bool {
    stop()
    return monitor.withLock {
      while !hasEnded { monitor.wait() }
      return broken == nil
    }
  }

  /// Throws `replaced` when another file, or none, stands where the one was that was opened; nothing is written from then
  /// on.
  func checkFile() throws(StoreProblem) {
    guard let replaced else { return }
    breakDown(replaced)
    throw replaced
  }

  /// Nil while the file that was opened is in its place.
  private var replaced: StoreProblem? {
    guard let file, FileIdentity(path: path) != file else { return nil }
    return .replaced(path: path)
  }

  /// Refuses everything from now on, because the file can not be trusted any more.
  func breakDown(_ problem: StoreProblem) {
    monitor.withLock { broken = problem }
    refuseTheRest()
  }

  /// Runs it in the next transaction, if somebody waits for it; else in some transaction soon. It is answered on the
  /// writer's thread, or here when it is refused.
  func submit(_ request: CommitRequest) {
    let refusal: (any Error)? = monitor.withLock {
      if let broken { return broken }
      if isClosed { return StoreProblem.closed(path) }
      pending.append(request)
      if request.isUrgent { urgent += 1 }
      switch wait {
      case .idle: monitor.signal()
      case .gathering(let count) where urgent >= count: monitor.signal()
      default: break
      }
      return nil
    }
    if let refusal { request.answer(refusal) }
  }

  private func work() {
    while let batch = next() {
      let began = Monitor.now()
      let failure = commit(batch)
      lastEnd = Monitor.now()
      lastCommit = lastEnd - began
      if let failure { monitor.withLock { broken = failure } }
      // Those that somebody waits for go on first.
      for request in batch where request.isUrgent { request.answer(failure) }
      for request in batch where !request.isUrgent { request.answer(failure) }
      if failure != nil { refuseTheRest() } else { copyLongLog() }
    }
    monitor.withLock {
      hasEnded = true
      monitor.signal()
    }
  }

  private func copyLongLog() {
    do {
      try log?.copyWhenLong()
    } catch {
      breakDown(error)
    }
  }

  /// So many of those that are expected keep the network and both processors busy while the others are committed.
  private static let away = 10

  /// Sessions enough that `away` of them are a minority, and few enough that the others are worth waiting for.
  private static func isCrowd(_ expected: Int) -> Bool { (2 * away + 1...64).contains(expected) }

  /// How many requests a commit waits for, of those that are expected: more than four are not worth the wait; in a
  /// crowd each commit saved is.
  private static func share(of expected: Int) -> Int {
    isCrowd(expected) ? expected - away : max(1, min(expected / 3, 4))
  }

  /// How many it takes: one half of those that are expected is on its way over the network while the other is committed.
  /// Were it all of a few, everybody would wait for the commit, and then the commit for everybody.
  private static func most(of expected: Int) -> Int { isCrowd(expected) ? expected : max(1, (expected + 1) / 2) }

  /// How long a commit waits for its share, by what the last one took; nanoseconds, as what follows.
  private var gathering: UInt64 { min(max(3 * lastCommit, 100_000), 4_000_000) }
  private static let longestPassing: UInt64 = 5_000_000

  private func next() -> [CommitRequest]? {
    monitor.withLock {
      // When what is pending began to wait for this commit.
      var since = Monitor.now()
      while !isClosed {
        let now = Monitor.now()
        if pending.isEmpty { since = now }
        // Just after a commit others follow: nobody has to wake the writer for the first of them.
        if pending.isEmpty, now >= lastEnd + Self.longestPassing {
          wait(.idle, until: nil)
          since = Monitor.now()
          continue
        }
        let share = Self.share(of: coming.load(ordering: .relaxed))
        if urgent >= share { break }
        let latest = since + Self.longestPassing
        if now >= latest { break }
        let until = min(now + gathering, latest)
        wait(.gathering(share), until: until)
        if urgent > 0, Monitor.now() >= until { break }
      }
      return pending.isEmpty ? nil : take()
    }
  }

  /// What the next transaction holds: with the lock in hand.
  private func take() -> [CommitRequest] {
    let expected = coming.load(ordering: .relaxed)
    let most = Self.most(of: expected)
    var rest: [CommitRequest] = []
    // A crowd that nobody announced is not parted: it does not come back.
    if urgent > most, urgent <= 2 * expected, !isClosed {
      var count = 0
      pending.removeAll { request in
        guard request.isUrgent else { return false }
        count += 1
        if count > most { rest.append(request) }
        return count > most
      }
    }
    defer { (pending, urgent) = (rest, rest.count) }
    return pending
  }

  private func wait(_ kind: Wait, until deadline: UInt64?) {
    wait = kind
    monitor.wait(until: deadline)
    wait = nil
  }

  private func refuseTheRest() {
    let (rest, problem) = monitor.withLock {
      defer { pending = [] }
      return (pending, broken)
    }
    for request in rest { request.answer(problem) }
  }

  private func commit(_ batch: [CommitRequest]) -> StoreProblem? {
    do {
      if let replaced { return replaced }
      try writeLock?.lock()
      defer { writeLock?.unlock() }
      try transact(batch, patience: 6)
      return nil
    } catch let problem as StoreProblem {
      return problem
    } catch {
      return StoreProblem(fatal: error, path: path) ?? .unavailable(path: path, detail: "\(error)")
    }
  }

  // GRDB prepares its own each time.
  private static let beginning = HotSQL("BEGIN IMMEDIATE")
  private static let committing = HotSQL("COMMIT")
  private static let undoing = HotSQL("ROLLBACK")

  /// One transaction. While another program holds SQLite's own write lock it begins anew, `patience` times (each waits
  /// ten seconds), and once more when a request failed half-way.
  private func transact(_ batch: [CommitRequest], patience: Int, isGuarded: Bool = false) throws {
    var hasBegun = false
    do {
      try database.writeWithoutTransaction { database in
        try hot.statement(Self.beginning, in: database).run()
        hasBegun = true
        do {
          for request in batch { try request.run(in: database, path: path, isGuarded: isGuarded) }
          try hot.statement(Self.committing, in: database).run()
        } catch {
          // After some errors SQLite has undone it already.
          if database.isInsideTransaction { try hot.statement(Self.undoing, in: database).run() }
          throw error
        }
      }
    } catch is CommitRequest.HalfDone {
      try transact(batch, patience: patience, isGuarded: true)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && !hasBegun && patience > 1 {
      try transact(batch, patience: patience - 1, isGuarded: isGuarded)
    }
  }
}
