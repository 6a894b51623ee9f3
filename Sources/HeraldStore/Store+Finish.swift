import GRDB
import Herald

extension Store {
  /// Records the attempt and moves the job, in one transaction. False when the lease was lost: nothing was written.
  ///
  /// A `sent` is recorded as `sent`, also when settling an attempt that ended `uncertain` found it. A doubt stays until
  /// an attempt is `sent`, `rejected` or, after settling, `uncertain`: that another attempt was deferred says nothing of
  /// the first. When the database takes nothing any more (a full disk), the outcome goes to the outcome journal, and
  /// the next `recover` writes it.
  ///
  /// - Parameter isQuestion: the attempt only asked what became of an earlier one, and learnt nothing: the job moves,
  ///   and no delivery is recorded.
  @discardableResult
  public func finish(
    _ lease: Lease, next: RetryPolicy.Next, delivery: Delivery, isQuestion: Bool = false
  ) async throws -> Bool {
    guard let finished = FinishedAttempt(lease, next: next, delivery: delivery, isQuestion: isQuestion) else {
      return false
    }
    return try await withUnsafeThrowingContinuation { continuation in
      committer.submit(FinishRequest(self, lease, finished, isUrgent: true) { continuation.resume(with: $0) })
    }
  }

  /// The same without waiting: it shares the next commit, 5 ms later at most. `ended` is called then, from the store's
  /// own thread; `flush` waits for all of them.
  public func finishSoon(
    _ lease: Lease, next: RetryPolicy.Next, delivery: Delivery, isQuestion: Bool = false,
    ended: @escaping @Sendable (Result<Bool, any Error>) -> Void
  ) {
    guard let finished = FinishedAttempt(lease, next: next, delivery: delivery, isQuestion: isQuestion) else {
      leases.drop(lease)
      return ended(.success(false))
    }
    committer.submit(FinishRequest(self, lease, finished, isUrgent: false, ended: ended))
  }

  private final class FinishRequest: CommitRequest {
    private let store: Store
    private let lease: Lease
    private let finished: FinishedAttempt
    private let ended: @Sendable (Result<Bool, any Error>) -> Void
    private var wasWritten = false

    init(
      _ store: Store, _ lease: Lease, _ finished: FinishedAttempt, isUrgent: Bool,
      ended: @escaping @Sendable (Result<Bool, any Error>) -> Void
    ) {
      (self.store, self.lease, self.finished, self.ended) = (store, lease, finished, ended)
      super.init(.several, isUrgent: isUrgent)
    }

    override func write(in database: Database) throws {
      wasWritten = try finished.write(store.hot, in: database)
    }

    override func ended(_ failure: (any Error)?) {
      store.leases.drop(lease)
      guard let failure else { return ended(.success(wasWritten)) }
      do {
        try store.keep(finished, against: failure)
        ended(.success(true))
      } catch {
        ended(.failure(error))
      }
    }
  }

  /// The database took no record: the journal takes it, or the error is thrown.
  private func keep(_ finished: FinishedAttempt, against error: any Error) throws {
    guard let journal, StoreProblem(fatal: error, path: path) != nil else { throw error }
    do {
      try journal.append(finished)
    } catch {
      throw StoreProblem.outcomeLost(job: finished.job, ending: finished.ending.rawValue, detail: "\(error)")
    }
  }
}
