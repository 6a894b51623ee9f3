import ArgumentParser
import Herald
import HeraldStore

extension DigestCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the editions of a digest, or of all, the latest first.",
      discussion: """
        herald digest list weekly

        Also of a digest that the configuration does not name any more.
        A run of the schedule that opened no edition is named below, with the reason.
        """)

    @Argument(help: "The digest; default all.") var name: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let zone = newsroom.config.newsroom.timezone
      let moment = presentMoment()
      let store = try await newsroom.openStoreToLook(now: moment)
      defer { store.close() }
      if let name { try await newsroom.checkDigest(name, in: store) }
      let names = if let name { [name] } else { try await newsroom.digests(in: store) }
      var reports: [EditionReport] = []
      var passed: [PassedRun] = []
      var cut: [String] = []
      for name in names {
        for edition in try await store.editions(of: name) {
          reports.append(EditionReport(try await store.edition(of: name, number: edition.number)))
        }
        let latest = try await store.passedRuns(of: name, limit: Self.mostPassed, now: moment)
        passed += latest
        if latest.count == Self.mostPassed { cut.append(name) }
      }
      if json {
        return try Terminal.sayJSON(EditionsReport(editions: reports, passedOver: passed.map(PassedReport.init)))
      }
      if reports.isEmpty {
        Terminal.say("no edition was opened yet: `herald digest open NAME` opens one")
      } else {
        let rows = reports.map { report in
          [
            report.digest, "\(report.number)", report.opened?.shown(in: zone) ?? "", "\(report.owed)",
            "\(report.ledger?[.sent] ?? 0)", report.subject.shown(),
          ]
        }
        let table = [["digest", "number", "opened", "owed", "sent", "subject"]] + rows
        for line in Terminal.table(table, fitting: true) { Terminal.say(line) }
      }
      for run in passed { Terminal.say("no edition for \(run.digest) \(run.nominal): \(run.says)") }
      for name in cut {
        Terminal.say("these are the latest \(Self.mostPassed) of \(name): `herald schedule --count 1000` has more")
      }
    }

    /// Of one digest.
    private static let mostPassed = 20
  }
}

extension PassedRun {
  fileprivate var says: String {
    switch reason {
    case .empty: "nothing new"
    case .few: "only \(counted(waiting, "brief")), fewer than its minimum; the next run takes what waits"
    case .missed: "`herald run` was not at work in time; the next run takes the \(counted(waiting, "brief"))"
    }
  }
}
