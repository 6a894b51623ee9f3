import Foundation
import Testing

@testable import HeraldCommand

/// Editions as a newsroom sees them: the built binary, from outside.
@Suite(.serialized, .timeLimit(.minutes(15))) struct DigestTests {
  private static let channels = """
    newsroom: { name: The Courier, timezone: UTC, language: en }
    channels:
      mail: { sender: file, directory: outbox, from: Courier <news@example.org> }

    """

  /// A newsroom whose digest has these further keys.
  private func newsroom(_ keys: String, readers: Int = 2, template: String? = nil) throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    if let template { try newsroom.folder.write(template, to: "Templates/digest-own.mustache") }
    try newsroom.configure(
      Self.channels + "digests:\n  weekly:\n    channel: mail\n    list: readers\n"
        + keys.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined())
    for number in 0..<readers {
      try newsroom.done("subscribers", "add", "--list", "readers", "reader\(number)@example.org")
    }
    // The digest takes what is stored from now on.
    try newsroom.done("status")
    return newsroom
  }

  private func add(
    _ newsroom: TestNewsroom, _ title: String, _ briefs: [String], tags: String = "a", language: String = "en",
    correct: Bool = false
  ) throws {
    let text = """
      ---
      title: \(title)
      url: https://example.org/\(title.lowercased().replacingOccurrences(of: " ", with: "-"))
      tags: [\(tags)]
      language: \(language)
      ---

      What happened is told here in a whole sentence, and then in another.

      ## Briefs

      \(briefs.map { "- \($0)\n" }.joined())
      """
    let ended = try HeraldProcess.run(
      ["add", "-"] + (correct ? ["--correct"] : []), in: newsroom.url, input: text)
    #expect(ended.code == 0, "\(ended)")
  }

  private func excluded(_ newsroom: TestNewsroom) throws -> [String] {
    let report = try newsroom.done("digest", "preview", "weekly", "--explain", "--json").object()
    let excluded = try #require(report["excluded"] as? [[String: Any]])
    return excluded.map { "\($0["brief"] ?? ""): \($0["reason"] ?? "")" }
  }

  // MARK: - What it takes

  @Test func aDigestTakesWhatItsRulesLetInAndSaysWhyNotTheRest() throws {
    let newsroom = try newsroom("takes: { briefs: 2, tags: [harbour], without: [sport], languages: [en] }")
    try add(newsroom, "Harbour", ["First quay.", "Second quay.", "Third quay."], tags: "Harbour")
    try add(newsroom, "Regatta", ["Boats won."], tags: "harbour, sport")
    try add(newsroom, "Hafen", ["Der Kai ist fertig."], tags: "harbour", language: "de")
    try add(newsroom, "Market", ["Apples are cheap."], tags: "trade")
    #expect(
      try excluded(newsroom) == [
        "Apples are cheap.: tags", "Der Kai ist fertig.: language", "Boats won.: without", "Third quay.: place",
      ])
    let shown = try newsroom.done("digest", "preview", "weekly", "--explain").out
    for words in ["brief 3 of its article; the digest takes 2", "has no tag harbour", "is in another language (de)"] {
      #expect(shown.contains(words), "\(shown)")
    }
    try newsroom.done("digest", "open", "weekly")
    let nothing = try newsroom.herald("digest", "preview", "weekly", "--explain")
    #expect(nothing.code == 1 && nothing.out.contains("mailed in edition 1"), "\(nothing)")
    #expect(nothing.err.contains("--explain"), "\(nothing)")
  }

  @Test func whatIsOverTheMaximumWaitsForTheNextEdition() throws {
    let newsroom = try newsroom("maximum: 2\norder: newest")
    try add(newsroom, "One", ["Brief one.", "Brief two."])
    try add(newsroom, "Two", ["Brief three."])
    #expect(try excluded(newsroom) == ["Brief three.: maximum"])
    #expect(try newsroom.done("digest", "preview", "weekly").out.contains("1 more brief for edition 2"))
    let opened = try newsroom.done("digest", "open", "weekly")
    #expect(opened.out.contains("1 brief left for the next edition"), "\(opened)")
    let next = try newsroom.done("digest", "preview", "weekly", "--json").object()
    #expect((next["text"] as? String)?.contains("Brief three.") == true && next["waiting"] as? Int == 0)
  }

  @Test func aCorrectionSaysWhatWasMailed() throws {
    let newsroom = try newsroom("")
    try add(newsroom, "Ferry", ["The ferry runs again from Monday.", "The kiosk is open."])
    try newsroom.done("digest", "open", "weekly")
    try add(newsroom, "Ferry", ["The ferry runs again from Tuesday.", "The kiosk is open."], correct: true)
    let next = try newsroom.done("digest", "preview", "weekly", "--json").object()
    let text = try #require(next["text"] as? String).replacingOccurrences(of: "\n  ", with: " ")
    #expect(
      text.contains(
        #/\* Correction: The ferry runs again from Tuesday\. Issue 1 of \d+ \w+ \d+ said: “The ferry runs again/#),
      "\(text)")
    #expect(!text.contains("kiosk"))
    #expect(try newsroom.isBalanced())
  }

  @Test func aDigestWithoutNewsGoesOutWhereThatIsWanted() throws {
    let newsroom = try newsroom("when-empty: send\nnothing-new: All is quiet in the valley.")
    let opened = try newsroom.done("digest", "open", "weekly")
    #expect(opened.out.contains("2 mails owed") && opened.out.contains("nothing new"), "\(opened)")
    #expect(try newsroom.done("digest", "show", "weekly", "--text").out.contains("\n\nAll is quiet in the valley.\n\n"))
    try newsroom.done("run", "--drain")
    #expect(newsroom.delivered.count == 2)
    #expect(try newsroom.isBalanced())
  }

  // MARK: - Its words

  @Test func theNoteStandsAboveTheArticles() throws {
    let newsroom = try newsroom("opening: |\n  Good morning.\n\n  This was the week.")
    try add(newsroom, "Ferry", ["The ferry runs again."])
    try newsroom.folder.write("The office is closed\non Friday.\n\nSee you.\n", to: "note.txt")
    let plain = try newsroom.done("digest", "preview", "weekly", "--json").object()["sha256"] as? String
    let text = try newsroom.done("digest", "preview", "weekly", "--note-file", "note.txt").out
    let places = [
      "Good morning.\n\nThis was the week.\n\n", "The office is closed on Friday.\n\nSee you.\n", "1. Ferry",
    ]
    .map { text.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(text)")
    for (note, warns) in [("**New** hours.", true), ("See [here](https://a.example).", true), ("2 * 3 < 7", false)] {
      let shown = try newsroom.done("digest", "preview", "weekly", "--note", note)
      #expect(shown.err.contains("Markdown") == warns, "\(shown)")
    }
    let opened = try newsroom.done("digest", "open", "weekly", "--note-file", "note.txt", "--json").object()
    #expect((opened["text"] as? String)?.contains("The office is closed on Friday.") == true)
    #expect(opened["sha256"] as? String != plain)
    let both = try newsroom.herald("digest", "open", "weekly", "--note", "a", "--note-file", "b")
    #expect(both.code == 64)
  }

  @Test func aDigestSpeaksItsLanguage() throws {
    let newsroom = try newsroom("language: kk\nlinks: references")
    try add(newsroom, "Кеме", ["Кеме жүре бастады."], language: "kk")
    let text = try newsroom.done("digest", "preview", "weekly").out
    #expect(text.contains("Мақаланың толық мәтіні: [1]"), "\(text)")
    #expect(text.contains("Сілтемелер:\n\n[1] https://example.org/"), "\(text)")
    #expect(text.contains("Жазылымнан бас тарту үшін news@example.org"), "\(text)")
  }

  @Test func aTemplateWithoutAPlaceForTheNoteIsAnError() throws {
    let newsroom = try newsroom(
      "template: digest-own\nopening: Hello.",
      template: "{{subject}}\n\n{{#articles}}{{#briefs}}{{.}}\n{{/briefs}}{{/articles}}")
    let checked = try newsroom.herald("check")
    #expect(checked.code == 78 && checked.err.contains("no place for “opening”"), "\(checked)")
    #expect(checked.err.contains("{{#opening}}{{.}}{{/opening}}"), "\(checked)")
  }

  /// What Markdown and HTML are made of does not reach a reader.
  @Test func noMarkupReachesAReader() throws {
    let newsroom = try newsroom("")
    try add(
      newsroom, "Fish & chips",
      [
        "The **fish hall** has a [new roof](https://example.org/roof) &amp; a `bell`.",
        "The <b>kiosk</b> sells *tea*, and _soup_ on <a href=\"https://example.org/x\">Fridays</a>.",
      ])
    let text = try newsroom.done("digest", "preview", "weekly").out
    for mark in ["**", "](", "&amp;", "`", "<b>", "<a", "*tea*", "_soup_"] { #expect(!text.contains(mark), "\(text)") }
    for words in ["The fish hall has a new roof", "& a bell.", "The kiosk sells tea, and soup on Fridays"] {
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test func aFlowedDigestSaysSoInItsMailAndInItsPreview() throws {
    let newsroom = try newsroom("format: flowed", readers: 1)
    try add(newsroom, "Ferry", ["The ferry runs again, " + String(repeating: "and again, ", count: 12) + "at last."])
    let preview = try newsroom.done("digest", "preview", "weekly").out
    #expect(preview.contains("format=flowed, sha256 ") && preview.contains("and \nagain, and"), "\(preview)")
    let opened = try newsroom.done("digest", "open", "weekly", "--json").object()
    #expect(opened["isFlowed"] as? Bool == true)
    let text = try newsroom.done("digest", "show", "weekly", "--text").out
    #expect(text.split(separator: "\n").contains { $0.hasPrefix("* The ferry") && $0.hasSuffix("at last.") }, "\(text)")
    let same = try newsroom.herald("digest", "edit", "weekly", "--text", "-", input: text)
    #expect(same.code == 1 && same.err.contains("nothing was changed"), "\(same)")
    try newsroom.done("run", "--drain")
    let file = try #require(newsroom.delivered.first)
    let mail = try String(contentsOf: newsroom.url.appending(path: file), encoding: .utf8)
    #expect(mail.contains("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=no\r\n"), "\(mail)")
    #expect(mail.contains("and=20\r\nagain, and"), "\(mail)")
  }

  @Test func anEditionWaitsForApprovalWhereItsChannelWantsThat() throws {
    let newsroom = try newsroom("", readers: 2)
    let config = newsroom.url.appending(path: "Config/herald.yaml")
    let text = try String(contentsOf: config, encoding: .utf8)
    try newsroom.configure(text.replacingOccurrences(of: "sender: file,", with: "sender: file, approve: true,"))
    try add(newsroom, "Ferry", ["The ferry runs again."])
    let opened = try newsroom.done("digest", "open", "weekly")
    #expect(opened.out.contains("approve it with `herald jobs approve --sha256 "), "\(opened)")
    try newsroom.done("run", "--drain")
    #expect(newsroom.delivered.isEmpty)
    #expect(try newsroom.count("held") == 2)
    func approve(_ said: String) throws {
      let hash = try #require(said.firstMatch(of: #/--sha256 ([0-9a-f]+)/#)?.1)
      try newsroom.done("jobs", "approve", "--sha256", String(hash))
    }
    try approve(opened.out)
    // A change is another text.
    let changed = try newsroom.done("digest", "edit", "weekly", "--subject", "Ferry!")
    try newsroom.done("run", "--drain")
    #expect(newsroom.delivered.isEmpty)
    try approve(changed.out)
    try newsroom.done("run", "--drain")
    #expect(newsroom.delivered.count == 2)
    #expect(try newsroom.isBalanced())
  }

  // MARK: - Before it goes

  @Test func anEditionIsChangedUntilItsFirstMailIsTaken() throws {
    let newsroom = try newsroom("")
    try add(newsroom, "Ferry", ["The ferry runs again."])
    let opened = try newsroom.done("digest", "open", "weekly", "--hold-for", "30m")
    #expect(opened.out.contains("2 mails owed, due "), "\(opened)")
    #expect(try newsroom.done("run", "--drain").out.contains("sent 0, waiting 2"))
    let renamed = try newsroom.done("digest", "edit", "weekly", "--subject", "Boats, buses and bread")
    #expect(renamed.out.contains("Subject: Boats, buses and bread") && renamed.out.contains("sha256 "), "\(renamed)")
    let text = try newsroom.done("digest", "show", "weekly", "--text").out
    #expect(text.hasPrefix("Boats, buses and bread\n\nThe Courier\n"))
    let same = try newsroom.herald("digest", "edit", "weekly", "--text", "-", input: text)
    #expect(same.code == 1 && same.err.contains("nothing was changed"), "\(same)")
    let longer = text.replacingOccurrences(
      of: "The ferry runs again.",
      with: "The ferry runs again, " + String(repeating: "and again, ", count: 12) + "at last.")
    let changed = try newsroom.herald("digest", "edit", "weekly", "--text", "-", "--json", input: longer)
    #expect(changed.code == 0, "\(changed)")
    let report = try changed.object()
    #expect(report["edited"] is String)
    let lines = try #require(report["text"] as? String).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 72 })
    #expect(lines.contains { $0.hasPrefix("  ") && $0.hasSuffix("and again, at last.") })
    #expect(try newsroom.isBalanced())
    let body = try newsroom.done("digest", "edit", "weekly", "--subject", "S", "--text", "-", input: "Only this.\n")
    #expect(body.err.contains("how to leave"), "\(body)")
    #expect(try newsroom.done("digest", "show", "weekly", "--text").out == "S\n\nOnly this.\n")
    #expect(try newsroom.isBalanced())
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    #expect(shown["revision"] as? Int == 4)
  }

  @Test func onceAMailIsOutTheTextStays() throws {
    let newsroom = try newsroom("")
    try add(newsroom, "Ferry", ["The ferry runs again."])
    try newsroom.done("digest", "open", "weekly")
    try newsroom.done("run", "--drain")
    let late = try newsroom.herald("digest", "edit", "weekly", "--subject", "Late")
    #expect(late.code == 1 && late.err.contains("2 of its 2 mails were taken in hand"), "\(late)")
    #expect(try newsroom.isBalanced())
  }

  @Test(
    arguments: [
      (["--text", "-"], "Body without a subject.\n", 65, "the text has no subject"),
      (["--text", "-"], "Subject\nBody at once.\n", 65, "the text has no subject"),
      (["--text", "-"], "Subject\n\n\n", 65, "there is a subject and no text"),
      (["--subject", String(repeating: "wide ", count: 20)], "", 65, "the subject is 99 columns wide"),
      (["--subject", " "], "", 64, "--subject takes a subject"),
      ([], "", 64, "there is no terminal"),
      (["--number", "7", "--subject", "S"], "", 1, "there is no edition 7 of weekly"),
    ] as [([String], String, Int32, String)])
  func aWrongTextIsRefused(_ sample: (arguments: [String], input: String, code: Int32, says: String)) throws {
    let newsroom = try newsroom("", readers: 1)
    try add(newsroom, "Ferry", ["The ferry runs again."])
    try newsroom.done("digest", "open", "weekly")
    let ended = try HeraldProcess.run(
      ["digest", "edit", "weekly"] + sample.arguments, in: newsroom.url, input: sample.input)
    #expect(ended.code == sample.code && ended.err.contains(sample.says), "\(ended)")
  }

  /// On a terminal that `script` (util-linux) makes, with `sed` as the editor.
  @Test func anEditorOpensTheWholeText() throws {
    let newsroom = try newsroom("", readers: 1)
    try add(newsroom, "Ferry", ["The ferry runs again."])
    try newsroom.done("digest", "open", "weekly")
    func edit(_ editor: String) throws -> HeraldProcess.Ended {
      try HeraldProcess.shell(
        "EDITOR='\(editor)' script -qec \"$herald digest edit weekly\" /dev/null", in: newsroom.url)
    }
    let changed = try edit("sed -i -e 1s/.*/Ferry!/")
    #expect(changed.code == 0 && changed.out.contains("Subject: Ferry!"), "\(changed)")
    let failed = try edit("false")
    #expect(failed.code == 1 && failed.out.contains("ended with 1"), "\(failed)")
    try newsroom.done("run", "--drain")
    let late = try edit("sed -i -e 1s/.*/Late!/")
    let path = try #require(late.out.firstMatch(of: #/your text is in ([^:]+):/#)?.1)
    #expect(late.code == 1, "\(late)")
    #expect(try String(contentsOfFile: String(path), encoding: .utf8).hasPrefix("Late!\n"))
    try FileManager.default.removeItem(atPath: (String(path) as NSString).deletingLastPathComponent)
  }

  @Test func mailsThatWaitGoAtTheirTime() throws {
    let newsroom = try newsroom("", readers: 1)
    try add(newsroom, "Ferry", ["The ferry runs again."])
    let opened = try newsroom.done("digest", "open", "weekly", "--at", "2099-01-02 09:00")
    #expect(opened.out.contains("due 2099-01-02 09:00 +00:00"), "\(opened)")
    #expect(try newsroom.done("digest", "show", "weekly").out.contains("2 January 2099"), "the day on which it goes")
    let both = try newsroom.herald("digest", "open", "weekly", "--at", "18:00", "--hold-for", "1h")
    #expect(both.code == 64)
  }
}
