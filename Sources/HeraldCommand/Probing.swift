import Herald
import Synchronization

/// Tries the far side of channels and alerts, for `herald check --online`.
enum Probing {
  /// Tries all at once and answers in their order. One that is silent for `limit` has failed; nobody waits for it longer.
  static func results<Answer: Sendable>(
    of probes: [@Sendable () async -> Result<Answer, Failure>], limit: Duration = .seconds(60)
  ) async -> [Result<Answer, Failure>] {
    await withTaskGroup(of: (Int, Result<Answer, Failure>).self) { group in
      for (number, probe) in probes.enumerated() {
        group.addTask { (number, await result(of: probe, limit: limit)) }
      }
      var results = [Result<Answer, Failure>?](repeating: nil, count: probes.count)
      for await (number, result) in group { results[number] = result }
      return results.compactMap { $0 }
    }
  }

  private static func result<Answer: Sendable>(
    of probe: @escaping @Sendable () async -> Result<Answer, Failure>, limit: Duration
  ) async -> Result<Answer, Failure> {
    let answer = FirstAnswer<Answer>()
    // Not in a group of its own, which would wait for a sender that does not notice that it is cancelled.
    let trying = Task { answer.give(await probe()) }
    let clock = Task {
      do {
        try await Task.sleep(for: limit)
        answer.give(.failure(Failure("it did not answer within \(limit.components.seconds) seconds")))
      } catch is CancellationError {
        // The probe was faster.
      }
    }
    let result = await answer.value
    trying.cancel()
    clock.cancel()
    return result
  }
}

/// The first of several answers; later ones are dropped.
private final class FirstAnswer<Answer: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Result<Answer, Failure>, Never>)
    case given(Result<Answer, Failure>)
  }

  private let state = Mutex(State.open)

  func give(_ answer: Result<Answer, Failure>) {
    let waiting: CheckedContinuation<Result<Answer, Failure>, Never>? = state.withLock { state in
      guard case .given = state else {
        defer { state = .given(answer) }
        if case .awaited(let continuation) = state { return continuation }
        return nil
      }
      return nil
    }
    waiting?.resume(returning: answer)
  }

  /// Asked for once.
  var value: Result<Answer, Failure> {
    get async {
      await withCheckedContinuation { continuation in
        let given: Result<Answer, Failure>? = state.withLock { state in
          if case .given(let answer) = state { return answer }
          state = .awaited(continuation)
          return nil
        }
        if let given { continuation.resume(returning: given) }
      }
    }
  }
}
