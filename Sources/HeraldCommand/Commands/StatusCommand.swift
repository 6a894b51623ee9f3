import ArgumentParser
import Herald
import HeraldStore

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Counts every job by channel and state.")

  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let store = try await newsroom.openStoreToLook(now: presentMoment())
    defer { store.close() }
    let report = try await LedgerReport(store: store, channels: newsroom.config.channels.map(\.name))
    if json { try Terminal.sayJSON(report) } else { report.show() }
  }
}

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Proves that the ledger adds up: owed = waiting + leased + sent + held + failed + cancelled + skipped.",
    discussion: """
      Checks the file itself, each edition's jobs against what it owed, one delivery for each job sent, every frozen
      text against its hash, and the order of threads. Exit 1 when something is wrong.
      """)

  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let store = try await newsroom.openStoreToLook(now: presentMoment())
    defer { store.close() }
    let findings = try await store.audit()
    var report = try await LedgerReport(store: store, channels: newsroom.config.channels.map(\.name))
    report.balanced = findings.isEmpty
    report.findings = findings
    if json {
      try Terminal.sayJSON(report)
    } else {
      report.show()
      Terminal.say(findings.isEmpty ? "balanced" : "not balanced:")
      for finding in findings { Terminal.say("  \(finding.shown())") }
    }
    if !findings.isEmpty { throw ExitCode(Ending.Code.failed.rawValue) }
  }
}

/// What `status --json` and `audit --json` print. Fields are added, never renamed.
private struct LedgerReport: Encodable {
  let channels: [String: Ledger]
  var balanced: Bool?
  /// What is wrong, one line each.
  var findings: [String]?

  init(store: Store, channels names: [String]) async throws {
    var ledgers = try await store.ledgers()
    for name in names where ledgers[name] == nil { ledgers[name] = Ledger() }
    channels = ledgers
  }

  func show() {
    let states = JobState.allCases
    var rows = [["channel", "owed"] + states.map(\.rawValue)]
    for (name, ledger) in channels.sorted(by: { $0.key < $1.key }) {
      rows.append([name, "\(ledger.owed)"] + states.map { "\(ledger[$0])" })
    }
    if channels.count > 1 {
      let total = channels.values.reduce(Ledger(), +)
      rows.append(["all", "\(total.owed)"] + states.map { "\(total[$0])" })
    }
    for line in Terminal.table(rows) { Terminal.say(line) }
  }
}
