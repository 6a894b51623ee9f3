import Foundation
import GRDB
import Herald

/// The one writer of a store: whatever is asked for while a commit runs shares the next one.
///
/// Each request runs in a savepoint of its own, so one that throws undoes itself alone. A caller is resumed only after
/// the commit, so what it was told is durable. An I/O error, a full disk or a damaged page undoes the whole
/// transaction, fails every request in it and closes the writer for good: nothing may be sent blind.
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
              result = .failure(error)
            }
          },
          resume: { failure in
            if let failure {
              continuation.resume(throwing: failure)
            } else if let result {
              continuation.resume(with: result)
            } else {
              continuation.resume(throwing: CancellationError())
            }
          }))
    }
  }

  /// Lets what is pending commit, then ends the thread.
  func close() {
    condition.withLock {
      isClosed = true
      condition.signal()
    }
  }

  private func enqueue(_ request: Request) {
    let refusal: (any Error)? = condition.withLock {
      if let broken { return broken }
      if isClosed { return CancellationError() }
      pending.append(request)
      condition.signal()
      return nil
    }
    if let refusal { request.resume(refusal) }
  }

  private func work() {
    while let batch = next() {
      let failure = commit(batch)
      if let problem = failure as? StoreProblem { condition.withLock { broken = problem } }
      for request in batch { request.resume(failure) }
      if failure != nil { refuseTheRest() }
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
      return (broken == nil ? [] : pending, broken)
    }
    for request in rest { request.resume(problem) }
  }

  private func commit(_ batch: [Request]) -> (any Error)? {
    do {
      try writeLock?.lock()
      defer { writeLock?.unlock() }
      try database.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          for request in batch { try request.run(database) }
          return .commit
        }
      }
      return nil
    } catch let problem as StoreProblem {
      return problem
    } catch {
      return StoreProblem(fatal: error, path: path) ?? error
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
