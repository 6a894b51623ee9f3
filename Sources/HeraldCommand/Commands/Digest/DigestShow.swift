import ArgumentParser
import Glibc
import Herald
import HeraldStore

extension DigestCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows an edition as it was frozen, and how far its mails are.",
      discussion: """
        herald digest show weekly --number 1

        --text prints its text alone, the first line being the subject, in the form
        that `herald digest edit weekly --text -` takes.
        """)

    @Argument(help: "The digest.") var name: String
    @Option(help: "The edition; default the latest.") var number: Int?
    @Flag(help: "Its text alone.") var text = false
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func validate() throws {
      if text, json { throw ValidationError("--text and --json say different things: give one of them") }
    }

    func run() async throws {
      let newsroom = try options.newsroom()
      let zone = newsroom.config.newsroom.timezone
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      try await newsroom.checkDigest(name, in: store)
      let frozen = try await store.edition(of: name, number: number)
      if json { return try Terminal.sayJSON(EditionReport(frozen)) }
      let content = frozen.content
      if text {
        let editable = newsroom.editable(content)
        return Terminal.say(isatty(1) == 1 ? editable.shown(keepingLines: true) : editable)
      }
      Terminal.say(content.text.shown(keepingLines: true))
      let ledger = JobState.allCases.filter { frozen.ledger[$0] > 0 }.map { "\(frozen.ledger[$0]) \($0.rawValue)" }
      let edited = frozen.edition.edited.map { ", edited \($0.shown(in: zone))" } ?? ""
      Terminal.say(
        "edition \(frozen.edition.number), opened \(frozen.edition.opened.shown(in: zone))\(edited), "
          + "owed \(frozen.edition.owed): \(ledger.joined(separator: ", ")); \(content.form)sha256 \(content.sha256)")
    }
  }
}
