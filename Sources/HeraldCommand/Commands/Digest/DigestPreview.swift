import ArgumentParser
import Herald
import HeraldStore

extension DigestCommand {
  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the next edition. Stores and sends nothing.",
      discussion: """
        herald digest preview weekly --note "The ferry timetable is new."

        --explain also lists the briefs that it does not take, and why: mailed in
        which edition, withdrawn, stored before `since`, another tag or language, or
        over the maximum and so in the next edition.
        """)

    @Argument(help: "The digest.") var name: String
    @OptionGroup var note: NoteOptions
    @Flag(help: "Also list the briefs that it does not take, and why.") var explain = false
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let digest = try newsroom.digest(named: name)
      let rules = newsroom.rules(of: digest)
      let note = try note.text()
      let moment = presentMoment()
      let zone = newsroom.config.newsroom.timezone
      let store = try await newsroom.openStoreToLook(now: moment)
      defer { store.close() }
      let unmailed = try await store.unmailed(digest: name, rules: rules)
      let excluded = explain ? try await store.excluded(digest: name, rules: rules) : nil
      guard unmailed.count > 0 || digest.whenEmpty == .send else {
        if !json, let excluded { ExclusionTable(excluded, zone: zone).show() }
        throw StoreProblem.noBriefs(digest: name)
      }
      let content = try newsroom.edition(of: digest, unmailed, day: CalendarDay(moment, in: zone), note: note)
      warnWithoutLink(unmailed.groups.map(\.article))
      let subscribers = try await store.activeSubscribers(of: digest.list)
      if json {
        var report = EditionReport(
          digest: name, number: unmailed.number, opened: nil, list: digest.list, owed: subscribers, content: content,
          ledger: nil)
        report.taken = unmailed.groups.map(EditionReport.Taken.init)
        report.waiting = unmailed.left
        if let excluded {
          report.excluded = excluded.briefs.map(EditionReport.Excluded.init)
          report.olderExcluded = excluded.more
        }
        return try Terminal.sayJSON(report)
      }
      Terminal.say(content.text.shown(keepingLines: true))
      Terminal.say(
        "edition \(unmailed.number), \(counted(unmailed.count, "brief")), for "
          + "\(counted(subscribers, "subscriber")) of \(digest.list), \(content.form)sha256 \(content.sha256)")
      if unmailed.left > 0 {
        Terminal.say(
          "\(counted(unmailed.left, "more brief")) for edition \(unmailed.number + 1): an edition has at most "
            + "\(rules.maximum ?? 0)")
      }
      if let excluded { ExclusionTable(excluded, zone: zone).show() }
    }
  }
}

extension Content {
  /// How its lines are to be read, with a comma after it; nothing for the usual way.
  var form: String { isFlowed ? "format=flowed, " : "" }
}
