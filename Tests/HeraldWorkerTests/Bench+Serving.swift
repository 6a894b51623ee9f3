import Herald
import HeraldWorker
import Logging
import Synchronization
import Testing

extension Bench {
  /// Runs a serving worker as the command does, and stops it gracefully after `body`. Returns how long stopping took.
  @discardableResult
  func serve(
    _ channels: [Channel], openers: [EditionOpener] = [], _ body: () async throws -> Void
  ) async throws -> Duration {
    try await stopping(worker(channels, openers: openers, mode: .serve), body)
  }
}

/// Runs a worker as the command does, and stops it gracefully after `body`. Returns how long stopping took.
@discardableResult
func stopping(_ worker: Worker, _ body: () async throws -> Void) async throws -> Duration {
  let running = Task { try await worker.run() }
  let problem: (any Error)?
  do {
    try await body()
    problem = nil
  } catch {
    problem = error
  }
  let asked = ContinuousClock.now
  worker.end()
  try await running.value
  if let problem { throw problem }
  return ContinuousClock.now - asked
}

/// Waits for a condition, twenty seconds at most: only for what happens on real threads.
func eventually(_ condition: () async throws -> Bool, at location: SourceLocation = #_sourceLocation) async throws {
  for _ in 0..<4_000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  Issue.record("it did not happen within twenty seconds", sourceLocation: location)
}

/// True once.
final class Once: Sendable {
  private let isUsed = Mutex(false)

  func isFirst() -> Bool {
    isUsed.withLock { isUsed in
      defer { isUsed = true }
      return !isUsed
    }
  }
}
