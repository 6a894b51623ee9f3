import ArgumentParser
import Foundation
import Herald
import HeraldStore

extension DigestCommand {
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Opens the next edition now: one mail owed to each subscriber.",
      discussion: """
        herald digest open weekly --note "The ferry timetable is new." --at "mon 8:00"

        The text is frozen and the mails are owed at once. --at and --hold-for let
        them wait, so that `herald digest edit` can still change the text.
        """)

    @Argument(help: "The digest.") var name: String
    @OptionGroup var note: NoteOptions
    @Option(
      help: ArgumentHelp("When its mails go: 2026-11-24T09:00:00+05:00, \"tomorrow 9:00\", 18:00.", valueName: "time"))
    var at: String?
    @Option(help: ArgumentHelp("How long its mails wait: 30m, 2h; default not at all.", valueName: "time"))
    var holdFor: TimeSpan?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func validate() throws {
      if at != nil, holdFor != nil {
        throw ValidationError("--at and --hold-for say different things: give one of them")
      }
    }

    func run() async throws {
      let newsroom = try options.newsroom()
      let digest = try newsroom.digest(named: name)
      let plan = try newsroom.plan(of: digest)
      let note = try note.text()
      let moment = presentMoment()
      let zone = newsroom.config.newsroom.timezone
      let due = try at.map { try MomentText.read($0, now: moment, zone: zone) } ?? moment + (holdFor?.times(1) ?? 0)
      let store = try await newsroom.openStore(.command, now: moment)
      defer { store.close() }
      let edition = try await store.openEdition(plan, due: due, now: moment) { unmailed in
        warnWithoutLink(unmailed.groups.map(\.article))
        return try newsroom.edition(of: digest, unmailed, day: CalendarDay(due, in: zone), note: note)
      }
      let frozen = try await store.edition(of: name, number: edition.number)
      if json { return try Terminal.sayJSON(EditionReport(frozen)) }
      let says =
        (due > moment ? ", due \(due.shown(in: zone))" : "") + (plan.needsApproval ? ", held for approval" : "")
      Terminal.say(
        "opened edition \(edition.number) of \(name): \(counted(edition.owed, "mail")) owed\(says), "
          + "\(frozen.content.form)sha256 \(frozen.content.sha256)")
      Terminal.say("Subject: \(frozen.content.subject.shown())")
      if plan.needsApproval {
        Terminal.say("approve it with `herald jobs approve --sha256 \(frozen.content.sha256.short)`")
      }
      let left = try await store.waitingBriefs(digest: name, rules: plan.rules)
      if left > 0 { Terminal.say("\(counted(left, "brief")) left for the next edition") }
    }
  }
}
