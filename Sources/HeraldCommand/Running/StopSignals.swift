import Glibc
import Herald
import HeraldWorker
import UnixSignals

/// What a signal means to a process that works the queue.
///
/// | signal | means |
/// | --- | --- |
/// | SIGTERM, SIGINT | the first: nothing new begins, what is in hand ends; the second: at once |
/// | SIGHUP | `hangUp`, where that is given; else it ends the process as a kill does |
struct StopSignals {
  let stop: @Sendable () -> Void
  let halt: @Sendable () -> Void
  var hangUp: (@Sendable () -> Void)?

  static let stoppedAtOnce =
    "stopped at once: what had passed its gate and was not answered is in doubt; the next run settles it"

  /// Listens until the task that it returns is cancelled.
  func listen() async -> Task<Void, Never> {
    let signals = await UnixSignalsSequence(trapping: [.sigterm, .sigint] + (hangUp == nil ? [] : [.sighup]))
    return Task {
      var count = 0
      for await signal in signals {
        if signal == .sighup {
          hangUp?()
          continue
        }
        count += 1
        if count == 1 {
          stop()
        } else {
          halt()
          await Self.endAtLast()
        }
      }
    }
  }

  /// A transfer that waits for its answer holds the end up, for ten minutes: then the process ends as by a kill, which
  /// loses nothing. Returns when the run came to its end first.
  private static func endAtLast() async {
    do {
      try await Task.sleep(for: .seconds(1))
    } catch {
      return
    }
    Terminal.warn(stoppedAtOnce)
    LogLines.standardError.flush()
    _exit(Ending.Code.tryAgain.rawValue)
  }
}
