import Herald
import HeraldStore

extension Store {
  /// Says which jobs hold up the parts behind them until a person acts, one line each; nothing when there are none.
  func sayStoppedThreads() async throws {
    for stop in try await stoppedThreads() {
      let parts = stop.parts == 1 ? "1 part of its thread waits" : "\(stop.parts) parts of its thread wait"
      Terminal.say("job \(stop.at.job) on \(stop.at.channel) is \(stop.at.says): \(parts) for it")
    }
  }
}

extension WaitedFor {
  /// `failed (rejected)`.
  var says: String { state.rawValue + (reason.map { " (\($0.rawValue))" } ?? "") }
}

extension Job {
  /// Its state with its reason; of a part of a thread, what it waits for: `waiting (for job 12, which is failed)`.
  func says(waitingFor waited: WaitedFor?) -> String {
    guard let waited else { return says }
    return "waiting (for job \(waited.job)" + (waited.needsPerson ? ", \(waited.state.rawValue))" : ")")
  }
}
