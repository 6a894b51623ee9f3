import Foundation
import Testing

@testable import HeraldCommand

/// The built binary, from outside.
@Suite(.serialized, .timeLimit(.minutes(15))) struct CommandTests {
  // MARK: - The three daily uses

  @Test func anArticleIsPreviewedQueuedOpenedAndDelivered() throws {
    let newsroom = try TestNewsroom()
    let preview = try newsroom.done("preview", TestNewsroom.story, "--json").object()
    let posts = try #require(preview["posts"] as? [[String: Any]])
    #expect(posts.map { $0["channel"] as? String } == ["x", "mastodon", "bluesky"])
    try newsroom.done("queue", TestNewsroom.story)
    try newsroom.done("subscribers", "add", "--list", "readers", "Ada <ada@example.org>")
    let next = try newsroom.done("digest", "preview", "weekly", "--json").object()
    let opened = try newsroom.done("digest", "open", "weekly", "--json").object()
    #expect(next["sha256"] as? String == opened["sha256"] as? String)
    #expect(opened["owed"] as? Int == 1)
    let run = try newsroom.done("run", "--drain")
    #expect(run.out.split(separator: "\n").last == "sent 4, waiting 0, held 0, failed 0", "\(run)")
    #expect(newsroom.delivered.count == 4)
    #expect(try newsroom.count("sent") == 4)
    #expect(try newsroom.isBalanced())
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    #expect(
      shown["sha256"] as? String == posts.first { $0["channel"] as? String == shown["channel"] as? String }?["sha256"]
        as? String)
    #expect((shown["deliveries"] as? [Any])?.count == 1)
    let again = try newsroom.herald("digest", "open", "weekly")
    #expect(again.code == 1 && again.err.contains("no brief was stored"), "\(again)")
    let nothing = try newsroom.done("run", "--drain")
    #expect(nothing.out == "sent 0, waiting 0, held 0, failed 0\n")
  }

  @Test func theSameArticleTwiceOwesOnceAndAnotherTextNeedsAWord() throws {
    let newsroom = try TestNewsroom()
    let text = try String(contentsOf: newsroom.url.appending(path: TestNewsroom.story), encoding: .utf8)
    let changed = text.replacingOccurrences(of: "four cranes", with: "five cranes")
    #expect(changed != text)
    try newsroom.done("queue", TestNewsroom.story)
    #expect(try newsroom.done("queue", TestNewsroom.story).out.contains("queued already"))
    #expect(try newsroom.count("waiting") == 3)
    let refused = try newsroom.herald("queue", "-", input: changed)
    #expect(refused.code == 65 && refused.err.contains("--correct") && refused.err.contains("--again"), "\(refused)")
    try newsroom.done("queue", "-", "--correct", input: changed)
    #expect(try newsroom.count("waiting") == 3)
    try newsroom.done("queue", "-", "--again", input: changed)
    #expect(try newsroom.count("waiting") == 6)
    #expect(try newsroom.isBalanced())
  }

  @Test func aPostForLaterWaits() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story, "--at", "2099-01-01 09:00", "--channel", "x")
    #expect(try newsroom.done("run", "--drain").out == "sent 0, waiting 1, held 0, failed 0\n")
    #expect(newsroom.delivered.isEmpty)
  }

  @Test func addStoresForTheDigestsOnly() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.done("add", TestNewsroom.story).out.contains("(3 new of 3 briefs)"))
    #expect(try newsroom.done("add", TestNewsroom.story).out.contains("known: "))
    #expect(try newsroom.done("jobs", "list").out == "no jobs yet: `herald queue FILE` makes some\n")
    #expect(try newsroom.done("digest", "preview", "weekly").out.contains("3 briefs, for no subscribers of readers"))
  }

  // MARK: - Nothing is left behind, nothing is changed

  @Test func aPreviewNeedsNoNewsroomAndLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    let story = try folder.write(Data("# A title of some words\n\nA paragraph that says something.\n".utf8), to: "a.md")
    let ended = try HeraldProcess.run(["preview", story.path, "--json"], in: folder.url)
    #expect(ended.code == 0, "\(ended)")
    let object = try ended.object()
    #expect(Set(object.keys) == ["posts", "digest"])
    #expect(object["digest"] is NSNull)
    #expect((object["posts"] as? [[String: Any]])?.map { $0["network"] as? String } == ["x", "mastodon", "bluesky"])
    #expect(folder.files == ["a.md"])
  }

  @Test func aRehearsalChangesNothingInTheStore() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let before = try newsroom.done("jobs", "list", "--json").out
    let rehearsal = try newsroom.done("run", "--into", "rehearsal")
    #expect(rehearsal.out == "rehearsed 3 into rehearsal, waiting 0, held 0, failed 0\n")
    #expect(rehearsal.err.components(separatedBy: " info rehearsed ").count == 4, "\(rehearsal)")
    #expect(newsroom.folder.files.count { $0.hasPrefix("rehearsal/") && $0.hasSuffix(".json") } == 3)
    #expect(newsroom.delivered.isEmpty)
    #expect(try newsroom.done("jobs", "list", "--json").out == before)
  }

  @Test func initNeverOverwrites() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("mine: yes\n")
    let ended = try newsroom.herald("init", ".")
    #expect(
      ended.code == 64 && ended.err.contains("Config/herald.yaml")
        && ended.err.contains("already: name another folder"), "\(ended)")
    #expect(
      try String(contentsOf: newsroom.url.appending(path: "Config/herald.yaml"), encoding: .utf8) == "mine: yes\n")
    try newsroom.folder.write("x", to: "plain")
    #expect(try newsroom.herald("init", "plain").err == "herald: plain is a file: name a folder\n")
    #expect(try newsroom.herald("init", "plain/below").code == 69)
  }

  // MARK: - JSON

  @Test func theKeysOfEveryJSONAreThoseThatWerePromised() throws {
    let newsroom = try TestNewsroom()
    let parse = try newsroom.done("parse", TestNewsroom.story, "--json").object()
    let promised: Set = [
      "title", "url", "author", "published", "language", "handles", "paragraphs", "briefs", "dropped",
    ]
    #expect(Set(parse.keys).isSuperset(of: promised))
    #expect((parse["paragraphs"] as? [String])?.count == 3)
    #expect((parse["briefs"] as? [String])?.count == 3)
    let bare = try newsroom.done(
      "parse", "-", "--json", input: "A title of some words\n\nA paragraph.\n\nLeave a Reply\n")
    #expect(try Set(bare.object().keys) == Set(parse.keys))
    #expect(try bare.object()["url"] is NSNull)
    for dropped in try #require(try bare.object()["dropped"] as? [[String: Any]]) {
      #expect(Set(dropped.keys) == ["from", "to", "rule", "text"])
    }

    let preview = try newsroom.done("preview", TestNewsroom.story, "--json").object()
    #expect(Set(preview.keys) == ["posts", "digest"])
    for post in try #require(preview["posts"] as? [[String: Any]]) {
      #expect(Set(post.keys).isSuperset(of: ["channel", "network", "parts", "sha256"]))
      for part in try #require(post["parts"] as? [[String: Any]]) {
        #expect(Set(part.keys).isSuperset(of: ["text", "count", "limit"]))
      }
    }
    #expect(Set(try #require(preview["digest"] as? [String: Any]).keys) == ["subject", "text", "sha256"])

    let states: Set = ["waiting", "leased", "sent", "held", "failed", "cancelled", "skipped"]
    for command in ["status", "audit"] {
      let report = try newsroom.done(command, "--json").object()
      let channels = try #require(report["channels"] as? [String: [String: Int]])
      #expect(Set(channels.keys) == ["x", "mastodon", "bluesky", "mail"])
      let all = try #require(report["all"] as? [String: Int])
      for ledger in channels.values + [all] {
        #expect(Set(ledger.keys) == states.union(["owed"]))
        #expect(ledger["owed"] == states.reduce(0) { $0 + (ledger[$1] ?? 0) })
      }
      #expect(all["owed"] == channels.values.reduce(0) { $0 + ($1["owed"] ?? 0) })
      #expect((report["balanced"] as? Bool) == (command == "audit" ? true : nil))
    }
  }

  // MARK: - Output

  @Test func aReaderThatLeavesDoesNotEndTheWork() throws {
    let newsroom = try TestNewsroom()
    let people = (1...20_000).map { "reader\($0)@example.org,Reader \($0)\n" }.joined()
    try newsroom.folder.write("email,name\n" + people, to: "readers.csv")
    #expect(
      try newsroom.done("subscribers", "import", "--list", "readers", "readers.csv").out
        == "20000 subscribers read: 20000 added\n")
    let line = "{ $herald subscribers export --list readers; echo \"code $?\" >&2; } | head -1"
    let ended = try HeraldProcess.shell(line, in: newsroom.url)
    #expect(ended.out == "email,name\n")
    #expect(ended.err == "code 0\n")
    let full = try HeraldProcess.shell("$herald subscribers export --list readers > /dev/full", in: newsroom.url)
    #expect(full.code == 69 && full.err.contains("No space left"), "\(full)")
  }

  @Test func colourIsForTerminalsAndNeverUnderNoColor() throws {
    let newsroom = try TestNewsroom()
    #expect(!(try newsroom.done("preview", TestNewsroom.story).out.contains("\u{1B}")))
    let onTerminal = "script -qec \"$herald preview \(TestNewsroom.story)\" /dev/null"
    guard FileManager.default.fileExists(atPath: "/usr/bin/script") else { return }
    #expect(try HeraldProcess.shell(onTerminal, in: newsroom.url).out.contains("\u{1B}[1m"))
    #expect(!(try HeraldProcess.shell("NO_COLOR=1 \(onTerminal)", in: newsroom.url).out.contains("\u{1B}")))
  }

  @Test func whatAnArticleHoldsNeverReachesTheTerminal() throws {
    let newsroom = try TestNewsroom()
    let text = "Title \u{202E}of some \u{1B}]52;c;aGk=\u{7} words\n\nA paragraph \u{9B}31m here.\n"
    for arguments in [["parse", "-"], ["parse", "-", "--json"], ["parse", "-", "--explain"], ["preview", "-"]] {
      let ended = try HeraldProcess.run(arguments, in: newsroom.url, input: text)
      for scalar in (ended.out + ended.err).unicodeScalars {
        #expect(scalar == "\n" || scalar.properties.generalCategory != .control, "\(arguments): \(scalar.value)")
        #expect(scalar != "\u{202E}")
      }
    }
  }

  // MARK: - Help

  private static let commands: [[String]] = [
    [], ["init"], ["check"], ["parse"], ["preview"], ["add"], ["queue"], ["digest"], ["digest", "preview"],
    ["digest", "open"], ["digest", "list"], ["digest", "show"], ["run"], ["jobs"], ["jobs", "list"], ["jobs", "show"],
    ["subscribers"], ["subscribers", "add"], ["subscribers", "remove"], ["subscribers", "list"],
    ["subscribers", "import"], ["subscribers", "export"], ["status"], ["audit"], ["templates"],
    ["channels"], ["channels", "add"], ["channels", "test"],
  ]

  @Test(arguments: commands) func helpFitsAndTeaches(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    let ended = try HeraldProcess.run(command + ["--help"], in: folder.url, environment: ["COLUMNS": "80"])
    #expect(ended.code == 0)
    for line in ended.out.split(separator: "\n") where !line.hasPrefix("USAGE:") && !line.hasPrefix("OVERVIEW:") {
      #expect(line.count <= 80, "\(line)")
    }
    // An abstract on one line, so that nothing is wrapped in the middle of a sentence.
    #expect(ended.out.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().first == "", "\(ended.out)")
  }

  private static let needsAState = [
    "herald jobs edit", "herald jobs move", "herald jobs retry 17", "herald jobs cancel", "herald jobs mark-sent",
    "herald jobs approve",
  ]

  /// Every example in a help text runs as it stands.
  @Test func theExamplesOfTheHelpTextsWork() throws {
    let newsroom = try TestNewsroom()
    let slots = "slots: [mon 09:00], "
    let shipped = try String(contentsOf: newsroom.url.appending(path: "Config/herald.yaml"), encoding: .utf8)
    try newsroom.configure(shipped.replacing(#/(?m)^  (x|mastodon|bluesky): +{ /#) { $0.output.0 + slots })
    let text = try String(contentsOf: newsroom.url.appending(path: TestNewsroom.story), encoding: .utf8)
    try newsroom.folder.write(text, to: "story.txt")
    try newsroom.folder.write(text.replacingOccurrences(of: "harbour", with: "haven"), to: "other.md")
    try newsroom.folder.write("email,name\nb@example.org,Bob\n", to: "readers.csv")
    var examples: [String] = []
    for command in Self.commands {
      for line in try HeraldProcess.run(command + ["--help"], in: newsroom.url).out.split(separator: "\n") {
        let example = line.trimmingCharacters(in: .whitespaces)
        guard example.hasPrefix("herald "), !examples.contains(example) else { continue }
        examples.append(example.components(separatedBy: "    ").first ?? example)
      }
    }
    #expect(examples.count >= 15)
    try newsroom.done("subscribers", "add", "--list", "readers", "first@example.org")
    for example in examples {
      // What needs a job in some other state than those here are in is tried in its own tests.
      // One asks, and here is nobody at the terminal.
      if Self.needsAState.contains(where: example.hasPrefix) || example == "herald channels add" { continue }
      let here = example.replacing("/tmp/rehearsal", with: "rehearsal").replacing("show 17", with: "show 1")
        .replacing("why 17", with: "why 1").replacing("tram fares", with: "harbour")
        .replacing("/var/backups/", with: "")
      let ended = try HeraldProcess.shell("$" + here, in: newsroom.url)
      #expect(
        ended.code == 0 || ended.err.contains("no brief was stored")
          || ended.err.contains(" was not applied"), "\(example): \(ended)")
    }
  }
}
