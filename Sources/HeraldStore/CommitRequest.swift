import GRDB
import Herald

/// Something that the committer runs in a transaction, and somebody who is answered when that is durable.
class CommitRequest {
  /// How its statements hang together.
  enum Unity {
    /// One statement, which SQLite undoes by itself when it fails.
    case statement
    /// Several, which stand or fall together.
    case several
  }

  /// It failed after some of its statements, and its neighbours must not see them: the transaction begins anew, with a
  /// savepoint for each.
  struct HalfDone: Error {}

  /// Somebody waits for it.
  let isUrgent: Bool
  private let unity: Unity
  private var failure: (any Error)?

  init(_ unity: Unity, isUrgent: Bool) {
    self.unity = unity
    self.isUrgent = isUrgent
  }

  /// For subclasses: what it writes. Runs again when the transaction begins anew.
  func write(in database: Database) throws {}

  /// For subclasses: it is durable, or failed.
  func ended(_ failure: (any Error)?) {}

  /// Throws what concerns the whole transaction.
  ///
  /// - Parameter isGuarded: in a savepoint of its own.
  final func run(in database: Database, path: String, isGuarded: Bool) throws {
    do {
      failure = nil
      if isGuarded { try database.inOwnSavepoint { try write(in: database) } } else { try write(in: database) }
    } catch {
      if unity == .several, !isGuarded { throw HalfDone() }
      if let fatal = StoreProblem(fatal: error, path: path) { throw fatal }
      // SQLite undid the neighbours too.
      guard database.isInsideTransaction else { throw error }
      failure = error
    }
  }

  /// - Parameter failure: why the transaction was not committed; nil when it was.
  final func answer(_ failure: (any Error)?) { ended(failure ?? self.failure) }
}

/// Any statements, and what they came to.
final class CommitCall<T: Sendable>: CommitRequest {
  private let body: @Sendable (Database) throws -> T
  private let answer: @Sendable (Result<T, any Error>) -> Void
  /// Until it has run: cancelled.
  private var result: Result<T, any Error> = .failure(CancellationError())

  init(
    _ unity: Unity, isUrgent: Bool, _ body: @escaping @Sendable (Database) throws -> T,
    answer: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    (self.body, self.answer) = (body, answer)
    super.init(unity, isUrgent: isUrgent)
  }

  override func write(in database: Database) throws { result = .success(try body(database)) }

  override func ended(_ failure: (any Error)?) { answer(failure.map { .failure($0) } ?? result) }
}

extension Database {
  /// GRDB's own `inSavepoint` prepares its statements each time.
  fileprivate func inOwnSavepoint<T>(_ body: () throws -> T) throws -> T {
    try cachedStatement(sql: "SAVEPOINT herald").execute()
    do {
      let value = try body()
      try cachedStatement(sql: "RELEASE herald").execute()
      return value
    } catch {
      // After some errors SQLite has undone the whole transaction, and there is no savepoint any more.
      if isInsideTransaction {
        try cachedStatement(sql: "ROLLBACK TO herald").execute()
        try cachedStatement(sql: "RELEASE herald").execute()
      }
      throw error
    }
  }
}
