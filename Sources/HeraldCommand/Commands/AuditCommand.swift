import ArgumentParser
import Herald
import HeraldStore

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Proves that the ledger adds up.",
    discussion: """
      owed = waiting + leased + sent + held + failed + cancelled + skipped

      Checks the file itself, each edition's jobs against what it owed, one
      delivery for each job sent, every frozen text against its hash, and the
      order of threads. Exit 1 when something is wrong.
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
