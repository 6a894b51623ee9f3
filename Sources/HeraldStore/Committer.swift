import Foundation
import GRDB
import Herald

/// The one writer of a store: whatever is asked for while a commit runs shares the next one.
///
/// Each request runs in a savepoint of its own, so one that throws undoes itself alone. A caller is resumed only after
/// the commit, so what it was told is durable. An I/O error, a full disk or a damaged page undoes the whole
/// transaction, fails every request in it and closes the writer for good: nothing may be sent blind. A file that
/// another program has locked is waited for, a minute in all.
final class Committer: @unchecked Sendable {
  private struct Request {
    let run: (Database) throws -> Void
    let resume: ((any Error)?) -> Void
  }

  private let database: DatabaseQueue
  private let path: String
  /// Held around each transaction by a process that is not the daemon.
  private let writeLock: FileLock?
  private let condition = NSCondition()
  // Guarded by `condition`.
  private var pending: [Request] = []
  private var isClosed = false
  private var hasEnded = false
  private var broken: StoreProblem?

  init(database: DatabaseQueue, path: String, writeLock: FileLock?) {
    self.database = database
    self.path = path
    self.writeLock = writeLock
    let thread = Thread { [self] in work() }
    thread.name = "herald-store"
    thread.start()
  }

  /// Runs `body` in the next transaction and returns its result once that is durable.
  func submit<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
      var result: Result<T, any Error>?
      enqueue(
        Request(
          run: { database in
            do {
              var value: T?
              try database.inSavepoint {
                value = try body(database)
                return .commit
              }
              result = value.map { .success($0) }
            } catch {
              if let fatal = StoreProblem(fatal: error, path: self.path) { throw fatal }
              // SQLite undid the neighbours too.
              guard database.isInsideTransaction else { throw error }
              result = .failure(error)
            }
          },
          resume: { failure in
            if let failure {
              continuation.resume(throwing: failure)
            } else if let result {
              continuation.resume(with: result)
            } else {
              continuation.resume(throwing: self.closed)
            }
          }))
    }
  }

  /// Takes no more requests and lets what is pending commit; does not wait for it.
  func stop() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  /// Takes no more requests and returns when what was pending is committed. Not for the writer's own thread.
  func close() {
    stop()
    condition.withLock { while !hasEnded { condition.wait() } }
  }

  /// Refuses everything from now on, because the file can not be trusted any more.
  func breakDown(_ problem: StoreProblem) {
    condition.withLock { broken = problem }
    refuseTheRest()
  }

  private var closed: StoreProblem { .unavailable(path: path, detail: "it is closed") }

  private func enqueue(_ request: Request) {
    let refusal: (any Error)? = condition.withLock {
      if let broken { return broken }
      if isClosed { return closed }
      pending.append(request)
      condition.broadcast()
      return nil
    }
    if let refusal { request.resume(refusal) }
  }

  private func work() {
    while let batch = next() {
      let failure = commit(batch)
      if let failure { condition.withLock { broken = failure } }
      for request in batch { request.resume(failure) }
      if failure != nil { refuseTheRest() }
    }
    condition.withLock {
      hasEnded = true
      condition.broadcast()
    }
  }

  private func next() -> [Request]? {
    condition.withLock {
      while pending.isEmpty && !isClosed { condition.wait() }
      defer { pending = [] }
      return pending.isEmpty ? nil : pending
    }
  }

  private func refuseTheRest() {
    let (rest, problem) = condition.withLock {
      defer { pending = [] }
      return (pending, broken)
    }
    for request in rest { request.resume(problem) }
  }

  private func commit(_ batch: [Request]) -> StoreProblem? {
    do {
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

  /// One transaction. While another program holds SQLite's own write lock it begins anew, `patience` times (each waits
  /// ten seconds); once begun it is never repeated.
  private func transact(_ batch: [Request], patience: Int) throws {
    var hasBegun = false
    do {
      try database.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          hasBegun = true
          for request in batch { try request.run(database) }
          return .commit
        }
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && !hasBegun && patience > 1 {
      try transact(batch, patience: patience - 1)
    }
  }
}

extension StoreProblem {
  /// The errors after which nothing more may be written; nil for all others.
  init?(fatal error: any Error, path: String) {
    if let problem = error as? StoreProblem, case .unavailable = problem {
      self = problem
      return
    }
    guard let error = error as? DatabaseError else { return nil }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, detail: error.message ?? "\(error.resultCode)")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_BUSY,
      .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self = .unavailable(path: path, detail: error.message ?? "\(error.resultCode)")
    default: return nil
    }
  }
}
