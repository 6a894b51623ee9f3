import Herald
import Synchronization

/// Tries the far side of channels, for `herald check --online`.
enum Probing {
  /// Tries all at once and answers in their order. One that is silent for `limit` has failed; nobody waits for it longer.
  static func results(
    of channels: [ChannelConfig], limit: Duration = .seconds(60)
  ) async -> [Result<Offer, Failure>] {
    await withTaskGroup(of: (Int, Result<Offer, Failure>).self) { group in
      for (number, channel) in channels.enumerated() {
        group.addTask { (number, await result(of: channel.sender, limit: limit)) }
      }
      var results = [Result<Offer, Failure>?](repeating: nil, count: channels.count)
      for await (number, result) in group { results[number] = result }
      return results.compactMap { $0 }
    }
  }

  private static func result(of sender: any Sender, limit: Duration) async -> Result<Offer, Failure> {
    let answer = FirstAnswer()
    // Not in a group of its own, which would wait for a sender that does not notice that it is cancelled.
    let probe = Task { answer.give(await sender.probe()) }
    let clock = Task {
      do {
        try await Task.sleep(for: limit)
        answer.give(.failure(Failure("it did not answer within \(limit.components.seconds) seconds")))
      } catch is CancellationError {
        // The probe was faster.
      }
    }
    let result = await answer.value
    probe.cancel()
    clock.cancel()
    return result
  }
}

/// The first of several answers; later ones are dropped.
private final class FirstAnswer: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Result<Offer, Failure>, Never>)
    case given(Result<Offer, Failure>)
  }

  private let state = Mutex(State.open)

  func give(_ answer: Result<Offer, Failure>) {
    let waiting: CheckedContinuation<Result<Offer, Failure>, Never>? = state.withLock { state in
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
  var value: Result<Offer, Failure> {
    get async {
      await withCheckedContinuation { continuation in
        let given: Result<Offer, Failure>? = state.withLock { state in
          if case .given(let answer) = state { return answer }
          state = .awaited(continuation)
          return nil
        }
        if let given { continuation.resume(returning: given) }
      }
    }
  }
}
