import Herald
import HeraldStore

/// What `status --json` and `audit --json` print. Fields are added, never renamed.
struct LedgerReport: Encodable {
  let channels: [String: Ledger]
  /// The sum of all channels.
  let all: Ledger
  var balanced: Bool?
  /// What is wrong, one line each.
  var findings: [String]?

  init(channels: [String: Ledger]) {
    self.channels = channels
    all = channels.values.reduce(Ledger(), +)
  }

  init(store: Store, channels names: [String]) async throws {
    var ledgers = try await store.ledgers()
    for name in names where ledgers[name] == nil { ledgers[name] = Ledger() }
    self.init(channels: ledgers)
  }

  func show() {
    let states = JobState.allCases
    var rows = [["channel", "owed"] + states.map(\.rawValue)]
    for (name, ledger) in channels.sorted(by: { $0.key < $1.key }) {
      rows.append([name, "\(ledger.owed)"] + states.map { "\(ledger[$0])" })
    }
    if channels.count > 1 {
      rows.append(["all", "\(all.owed)"] + states.map { "\(all[$0])" })
    }
    for line in Terminal.table(rows) { Terminal.say(line) }
  }
}
