import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct DigestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "See, open and follow the editions of a digest.",
    discussion: """
      herald digest preview weekly
      herald digest open weekly

      An edition takes every brief that its digest has not mailed yet, is composed
      once and frozen, and owes one mail to each subscriber of its list.
      `herald run` delivers.
      """,
    subcommands: [Preview.self, Open.self, List.self, Show.self])

  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the next edition as it would open now. Stores and sends nothing.")

    @Argument(help: "The digest.") var name: String
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let digest = try newsroom.digest(named: name)
      let moment = presentMoment()
      let store = try await newsroom.openStoreToLook(now: moment)
      defer { store.close() }
      let unmailed = try await store.unmailed(digest: name)
      guard unmailed.count > 0 else { throw StoreProblem.noBriefs(digest: name) }
      let content = try newsroom.edition(
        of: digest, unmailed, day: CalendarDay(moment, in: newsroom.config.newsroom.timezone))
      warnWithoutLink(unmailed.groups.map(\.article))
      let subscribers = try await store.activeSubscribers(of: digest.list)
      if json {
        try Terminal.sayJSON(
          EditionReport(
            digest: name, number: unmailed.number, opened: nil, list: digest.list, owed: subscribers,
            content: content, ledger: nil))
      } else {
        Terminal.say(content.text.shown(keepingLines: true))
        Terminal.say(
          "edition \(unmailed.number), \(counted(unmailed.count, "brief")), for "
            + "\(counted(subscribers, "subscriber")) of \(digest.list), sha256 \(content.sha256)")
      }
    }
  }

  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Opens the next edition now: one mail owed to each subscriber.")

    @Argument(help: "The digest.") var name: String
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let digest = try newsroom.digest(named: name)
      let plan = try newsroom.plan(of: digest)
      let moment = presentMoment()
      let day = CalendarDay(moment, in: newsroom.config.newsroom.timezone)
      let store = try await newsroom.openStore(.command, now: moment)
      defer { store.close() }
      let edition = try await store.openEdition(plan, due: moment, now: moment) { unmailed in
        warnWithoutLink(unmailed.groups.map(\.article))
        return try newsroom.edition(of: digest, unmailed, day: day)
      }
      let frozen = try await store.edition(of: name, number: edition.number)
      if json {
        try Terminal.sayJSON(EditionReport(frozen))
      } else {
        Terminal.say(
          "opened edition \(edition.number) of \(name): \(counted(edition.owed, "mail")) owed, "
            + "sha256 \(frozen.content.sha256)")
        Terminal.say("Subject: \(frozen.content.subject.shown())")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the editions of a digest, or of all, the latest first.")

    @Argument(help: "The digest; default all.") var name: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let names = try name.map { [try newsroom.digest(named: $0).name] } ?? newsroom.config.digests.map(\.name)
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      var reports: [EditionReport] = []
      for name in names {
        for edition in try await store.editions(of: name) {
          reports.append(EditionReport(try await store.edition(of: name, number: edition.number)))
        }
      }
      if json { return try Terminal.sayJSON(["editions": reports]) }
      guard !reports.isEmpty else {
        return Terminal.say("no edition was opened yet: `herald digest open NAME` opens one")
      }
      let rows = reports.map { report in
        [
          report.digest, "\(report.number)", report.opened?.shown(in: newsroom.config.newsroom.timezone) ?? "",
          "\(report.owed)",
          "\(report.ledger?[.sent] ?? 0)", report.subject.shown(),
        ]
      }
      for line in Terminal.table([["digest", "number", "opened", "owed", "sent", "subject"]] + rows, fitting: true) {
        Terminal.say(line)
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows an edition as it was frozen, and how far its mails are.")

    @Argument(help: "The digest.") var name: String
    @Option(help: "The edition; default the latest.") var number: Int?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      _ = try newsroom.digest(named: name)
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      let frozen = try await store.edition(of: name, number: number)
      if json { return try Terminal.sayJSON(EditionReport(frozen)) }
      Terminal.say(frozen.content.text.shown(keepingLines: true))
      let ledger = JobState.allCases.filter { frozen.ledger[$0] > 0 }.map { "\(frozen.ledger[$0]) \($0.rawValue)" }
      let opened = frozen.edition.opened.shown(in: newsroom.config.newsroom.timezone)
      Terminal.say(
        "edition \(frozen.edition.number), opened \(opened), owed \(frozen.edition.owed): "
          + "\(ledger.joined(separator: ", ")); sha256 \(frozen.content.sha256)")
    }
  }
}
