import Foundation
import Herald
import Testing

@testable import HeraldCommand

/// A configuration that is wrong in one way, where that is said, and a part of what is said.
struct WrongConfig: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let line: Int
  let says: String
  var testDescription: String { name }

  init(_ name: String, _ text: String, line: Int, says: String) {
    self.name = name
    self.text = text
    self.line = line
    self.says = says
  }
}

@Suite struct ConfigTests {
  private static let mail = "channels:\n  mail: { sender: discard, from: News <news@example.org> }\n"

  static let wrong: [WrongConfig] = [
    .init(
      "unknown section", "newsroom: {}\nchanels: {}\n", line: 2, says: "unknown key `chanels`: did you mean `channels`?"
    ),
    .init(
      "unknown section, nothing near", "posts: {}\n", line: 1,
      says: "known here: alerts, channels, digests, handles, newsroom, store"),
    .init(
      "unknown key of the newsroom", "newsroom:\n  nmae: A\n", line: 2,
      says: "newsroom: unknown key `nmae`: did you mean `name`?"),
    .init(
      "unknown key of a channel", "channels:\n  x: { sender: discard, limt: 5 }\n", line: 2,
      says: "did you mean `limit`?"),
    .init(
      "unknown key of a sender", "channels:\n  x:\n    sender: file\n    directry: out\n    directory: o\n", line: 4,
      says: "did you mean `directory`?"),
    .init(
      "unknown key of a digest", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    evry: mon 08:00\n",
      line: 7, says: "digests.w: unknown key `evry`: did you mean `every`?"),
    .init(
      "a key of another sender", "channels:\n  x: { sender: discard, directory: out }\n", line: 2,
      says: "unknown key `directory`"),
    .init("no code of a language", "newsroom:\n  language: english\n", line: 2, says: "“english” is not a language"),
    .init(
      "a misspelt sender", "channels:\n  x:\n    sendr: file\n    directory: o\n", line: 3,
      says: "did you mean `sender`?"),
    .init(
      "a digest whose keys are comments", mail + "digests:\n  weekly:\n    # channel: mail\n", line: 4,
      says: "digests: `weekly` is empty: "),
    .init("an empty channel", "channels:\n  x:\n", line: 2, says: "channels: `x` is empty: "),
    .init(
      "an empty schedule", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    every:\n", line: 7,
      says: "digests.w: `every` is empty: "),
    .init(
      "an empty approval", "channels:\n  x:\n    sender: discard\n    approve: # yes\n", line: 4,
      says: "channels.x: `approve` is empty: "),
    .init("nothing for a name", "newsroom: { name: ~ }\n", line: 1, says: "newsroom: `name` is empty: "),
    .init("a section as key", "? { a: b }\n: c\n", line: 1, says: "a key must be a word"),
    .init(
      "text for a number", "channels:\n  x: { sender: discard, limit: many }\n", line: 2,
      says: "channels.x.limit: “many” is not a whole number"),
    .init("zero", "channels:\n  x: { sender: discard, attempts: 0 }\n", line: 2, says: "whole number from 1"),
    .init(
      "a fraction", "channels:\n  x: { sender: discard, limit: 1e3 }\n", line: 2, says: "“1e3” is not a whole number"),
    .init("a hexadecimal number", "channels:\n  x: { sender: discard, limit: 0x10 }\n", line: 2, says: "“0x10” is not"),
    .init(
      "too large a number", "channels:\n  x: { sender: discard, limit: 99999999999999999999 }\n", line: 2,
      says: "whole number"),
    .init("too many sessions", "channels:\n  x: { sender: discard, sessions: 501 }\n", line: 2, says: "from 1 to 500"),
    .init(
      "a list for a value", "newsroom:\n  name: [a, b]\n", line: 2, says: "newsroom.name: it must be a single value"),
    .init("a section for a value", "newsroom:\n  name:\n    a: b\n", line: 3, says: "single value"),
    .init("a list for a section", "channels:\n  - x\n", line: 2, says: "channels: it must be a section"),
    .init("a value for a section", "newsroom: Courier\n", line: 1, says: "newsroom: it must be a section"),
    .init("a value for a channel", "channels:\n  x: file\n", line: 2, says: "channels.x: it must be a section"),
    .init("a list as the file", "- a\n- b\n", line: 1, says: "must hold sections"),
    .init("a word as the file", "courier\n", line: 1, says: "must hold sections"),
    .init("no sender", "channels:\n  x:\n    as: x\n", line: 3, says: "channels.x: `sender` is missing"),
    .init("no directory", "channels:\n  x:\n    sender: file\n", line: 3, says: "channels.x: `directory` is missing"),
    .init("no list", mail + "digests:\n  w:\n    channel: mail\n", line: 5, says: "digests.w: `list` is missing"),
    .init("a digest without channel", mail + "digests:\n  w:\n    list: r\n", line: 5, says: "`channel` is missing"),
    .init(
      "an unknown channel", mail + "digests:\n  w:\n    list: r\n    channel: mial\n", line: 6,
      says: "there is no channel `mial`: did you mean `mail`?"),
    .init(
      "a digest with no channels at all", "digests:\n  w: { list: r, channel: post }\n", line: 2,
      says: "add it under `channels:`"),
    .init(
      "a channel without from", "channels:\n  mail: { sender: discard }\ndigests:\n  w: { list: r, channel: mail }\n",
      line: 4, says: "needs `from:`"),
    .init(
      "an unknown sender", "channels:\n  x: { sender: fiel, directory: a }\n", line: 2, says: "did you mean `file`?"),
    .init(
      "an unknown network", "channels:\n  x: { sender: discard, as: mastodn }\n", line: 2,
      says: "did you mean `mastodon`?"),
    .init(
      "an unknown choice", "channels:\n  x: { sender: discard, on-uncertain: guess }\n", line: 2,
      says: "`guess` is not known here"),
    .init("a key twice", "newsroom:\n  name: A\n  name: B\n", line: 2, says: "`name` is there twice"),
    .init("a section twice", "newsroom: {}\nstore: a.db\nnewsroom: {}\n", line: 1, says: "`newsroom` is there twice"),
    .init("a key twice, once quoted", "newsroom:\n  \"on\": A\n  on: B\n", line: 3, says: "`on` is there twice"),
    .init("an open quote", "newsroom:\n  name: \"Courier\nstore: a\n", line: 4, says: "not YAML"),
    .init("an open brace", "channels:\n  x: { sender: file\nstore: a\n", line: 3, says: "not YAML"),
    .init("two values", "newsroom: a: b\n", line: 1, says: "not YAML"),
    .init("a tab", "newsroom:\n\tname: A\n", line: 2, says: "indent with spaces"),
    .init(
      "a city that is no zone", "newsroom:\n  timezone: Asia/Almatty\n", line: 2, says: "did you mean Asia/Almaty?"),
    .init("a planet that is no zone", "newsroom:\n  timezone: Mars/X\n", line: 2, says: "“Mars/X” is not a time zone"),
    .init("an abbreviation", "newsroom:\n  timezone: EST\n", line: 2, says: "is not a time zone"),
    .init("a bad web address", "newsroom:\n  site: javascript:alert(1)\n", line: 2, says: "newsroom.site"),
    .init(
      "cron", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    every: \"0 2 30 2 *\"\n", line: 7,
      says: "is not a schedule"),
    .init(
      "six fields of cron", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    every: \"* * * * * *\"\n",
      line: 7,
      says: "it has 6 words: cron's fields are five"),
    .init(
      "a digest that spreads", mail + "digests:\n  w: { channel: mail, list: r, misfire: spread }\n", line: 4,
      says: "`spread` is not known here: it may be once, skip"),
    .init(
      "no length of time", mail + "digests:\n  w: { channel: mail, list: r, catch-up: never }\n", line: 4,
      says: "“never” is not a length of time"),
    .init(
      "spreading without slots", "channels:\n  x:\n    sender: discard\n    misfire: spread\n", line: 4,
      says: "`spread` needs slots to spread over"),
    .init(
      "another word for skip", "channels:\n  x: { sender: discard, misfire: hold }\n", line: 2,
      says: "`hold` is not known here: it may be skip, once, spread"),
    .init(
      "a rate without a time", "channels:\n  x:\n    sender: discard\n    rate: 300\n", line: 4,
      says: "“300” is not a rate: write it as 300 per 3h"),
    .init(
      "a rate of nothing", "channels:\n  x: { sender: discard, rate: 0 per 1h }\n", line: 2, says: "is not a rate"),
    .init(
      "a rate and none", "channels:\n  x: { sender: discard, rate: [none, 1 per 1s] }\n", line: 2,
      says: "`none` and another rate say different things"),
    .init(
      "a burst of nothing it could bound", "channels:\n  x: { sender: discard, burst: 5 }\n", line: 2,
      says: "add `rate: 60 per 1h`"),
    .init(
      "a burst of none", "channels:\n  x: { sender: discard, rate: 60 per 1h, burst: 0 }\n", line: 2, says: "burst"),
    .init(
      "an expiry that is no time", "channels:\n  x: { sender: discard, expires: soon }\n", line: 2,
      says: "“soon” is not a length of time"),
    .init(
      "posts of a mail channel that expire",
      "channels:\n  m: { sender: smtp, server: \"smtp://localhost\", from: a@example.org, expires: 20h }\n", line: 2,
      says: "write `expires:` in the digest's own section"),
    .init(
      "a slot that is none", "channels:\n  x:\n    sender: discard\n    slots:\n    - mon 09:00\n    - mon 25:00\n",
      line: 6,
      says: "“25:00” is not a time of day"),
    .init(
      "a slot that never comes", "channels:\n  x: { sender: discard, slots: [0 9 31 6 *] }\n", line: 2,
      says: "it never comes"),
    .init(
      "an interval", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    every: \"@every -1s\"\n", line: 7,
      says: "is not a schedule"),
    .init(
      "an hour too many", mail + "digests:\n  w: { channel: mail, list: r, every: mon 24:00 }\n", line: 4,
      says: "not a time of day"),
    .init(
      "a day that is none", mail + "digests:\n  w: { channel: mail, list: r, since: 2026-02-30T00:00:00Z }\n", line: 4,
      says: "RFC 3339"),
    .init(
      "a bad address", "channels:\n  x: { sender: discard, from: news }\n", line: 2,
      says: "channels.x.from: “news” is not an address"),
    .init(
      "a bad address to leave", "channels:\n  x: { sender: discard, unsubscribe: \"a b@example.org\" }\n", line: 2,
      says: "channels.x.unsubscribe"),
    .init("a bad channel name", "channels:\n  My X: { sender: discard }\n", line: 2, says: "“My X” is not a name"),
    .init("a name out of the folder", "channels:\n  ../x: { sender: discard }\n", line: 2, says: "is not a name"),
    .init(
      "a bad list name", mail + "digests:\n  w: { channel: mail, list: All Readers }\n", line: 4,
      says: "digests.w.list: “All Readers” is not a name"),
    .init(
      "a misspelt choice", mail + "digests:\n  w: { channel: mail, list: r, takes: brief }\n", line: 4,
      says: "digests.w.takes: `brief` is not known here: did you mean `briefs`?"),
    .init(
      "a misspelt rule", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    takes: { tag: a }\n", line: 7,
      says: "digests.w.takes: unknown key `tag`: did you mean `tags`?"),
    .init(
      "a language of a digest", mail + "digests:\n  w: { channel: mail, list: r, takes: { languages: english } }\n",
      line: 4, says: "“english” is not a language"),
    .init(
      "briefs of each article", mail + "digests:\n  w: { channel: mail, list: r, takes: { briefs: some } }\n", line: 4,
      says: "“some” is not a whole number from 1 to 1000000, and not `all`"),
    .init(
      "an unknown order", mail + "digests:\n  w: { channel: mail, list: r, order: latest }\n", line: 4,
      says: "it may be stored, newest, oldest"),
    .init(
      "a maximum below the minimum",
      mail + "digests:\n  w:\n    channel: mail\n    list: r\n    minimum: 5\n    maximum: 3\n", line: 8,
      says: "digests.w.maximum: 3 is less than the minimum of 5"),
    .init(
      "words that nobody sees", mail + "digests:\n  w:\n    channel: mail\n    list: r\n    nothing-new: Quiet.\n",
      line: 7, says: "say `when-empty: send`"),
    .init(
      "a length of time", mail + "digests:\n  w: { channel: mail, list: r, hold-for: soon }\n", line: 4,
      says: "“soon” is not a length of time"),
    .init("an empty name", "newsroom:\n  name: \"\"\n", line: 2, says: "one line of text and not empty"),
    .init("a name on two lines", "newsroom:\n  name: \"a\\nb\"\n", line: 2, says: "one line of text"),
    .init(
      "another database", "store: postgres://localhost/herald\n", line: 1,
      says: "is not a store: write sqlite:herald.db"),
    .init("a NUL byte", "newsroom:\n  name: a\u{0}b\n", line: 2, says: "control character"),
    .init("an escape", "newsroom: {}\n# \u{1B}[2J\n", line: 2, says: "control character"),
    .init("an anchor", "newsroom: &n\n  name: A\n", line: 1, says: "anchors and aliases"),
    .init("an alias in a list", "newsroom: {}\nx: [a, *n]\n", line: 2, says: "anchors and aliases"),
    .init("an alias as key", "newsroom: {}\n? *n\n: a\n", line: 2, says: "anchors and aliases"),
    .init("an empty file", "", line: 0, says: "it is empty"),
    .init("comments only", "# nothing\n", line: 0, says: "it is empty"),
    .init("lists without end", String(repeating: "[", count: 500_000), line: 1, says: "not YAML"),
    .init("larger than any", String(repeating: "# comment\n", count: 100_001), line: 0, says: "larger than 1 MB"),
  ]

  private func problems(_ data: Data) throws -> [String] {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(data, to: "herald.yaml")
    let ending = #expect(throws: Ending.self) { try Config.load(path: file.path) }
    #expect(ending?.code == .configuration)
    return (ending?.message ?? "").split(separator: "\n").map { $0.replacingOccurrences(of: file.path, with: "FILE") }
  }

  @Test(arguments: wrong) func aWrongConfigurationIsNamedWithItsLine(_ wrong: WrongConfig) throws {
    let lines = try problems(Data(wrong.text.utf8))
    let place = wrong.line > 0 ? "FILE:\(wrong.line): " : "FILE: "
    #expect(lines.contains { $0.hasPrefix(place) && $0.contains(wrong.says) }, "\(lines)")
  }

  @Test func everyProblemIsReportedAtOnceInTheOrderOfTheFile() throws {
    let text = """
      newsroom:
        timezone: Mars/X
        nmae: A
      channels:
        x: { sender: fiel }
        mail: { sender: discard, limit: no }
      digests:
        w: { channel: mial, list: r, every: never }
      """
    let lines = try problems(Data(text.utf8))
    #expect(
      lines.map { $0.prefix(7) } == ["FILE:2:", "FILE:3:", "FILE:5:", "FILE:6:", "FILE:8:", "FILE:8:"], "\(lines)")
  }

  /// What the sender would have read is not reported as unknown, and what follows from the fault is not reported at all.
  @Test(arguments: [
    "rate: 2 in 1h, burst: 3", "burst: 5", "misfire: spread", "slots: [never], misfire: spread", "as: x, handle: a b",
    "expires: soon", "sessions: 0",
  ])
  func aFaultIsReportedOnceAndNothingBesideIt(_ keys: String) throws {
    let lines = try problems(Data("channels:\n  x: { \(keys), sender: file, directory: outbox/x }\n".utf8))
    #expect(lines.count == 1, "\(lines)")
  }

  @Test func aFileThatIsNotUTF8IsNamedWithTheLine() throws {
    #expect(
      try problems(Data("newsroom: {}\n# caf".utf8) + [0xE9, 0x0A]).first?.hasPrefix("FILE:2: it is not UTF-8") == true)
    #expect(try problems(Data([0xFF, 0xFE, 0x61, 0x00])).first?.contains("not UTF-8") == true)
  }

  @Test func aNestedAliasBombEndsAtOnce() throws {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let clock = ContinuousClock()
    var lines: [String] = []
    let time = try clock.measure { lines = try problems(Data((text + "? *a40\n: b\n").utf8)) }
    #expect(lines.count == 1)
    #expect(time < .seconds(5))
  }

  @Test func whatIsNoFileIsNamed() throws {
    let folder = try TemporaryFolder()
    for (path, says) in [
      (folder.url.path, "it is a folder"), (folder.url.path + "/none.yaml", "there is no such file"),
    ] {
      let ending = #expect(throws: Ending.self) { try Config.load(path: path) }
      #expect(ending?.code == .configuration)
      #expect(ending?.message == "\(path): \(says)" + (says.hasSuffix("folder") ? ": name a file in it" : ""))
    }
    let endless = #expect(throws: Ending.self) { try Config.load(path: "/dev/zero") }
    #expect(endless?.message == "/dev/zero: it is larger than 1 MB: this is no configuration")
  }

  /// What YAML would take for a truth value, a number or a time is text where text is wanted.
  @Test(arguments: [
    ("no", "no"), ("on", "on"), ("17:30", "17:30"), ("1e3", "1e3"), ("0x10", "0x10"), ("007", "007"), ("1.10", "1.10"),
    ("\"yes\"", "yes"), ("'a: b'", "a: b"), ("2026-11-23", "2026-11-23"), ("\"\\u00e9\"", "é"), ("\"~\"", "~"),
    ("\"a, *b\"", "a, *b"), ("R&D", "R&D"), ("A & B", "A & B"), ("4 * 4", "4 * 4"),
  ])
  func aScalarIsReadByTheWantedType(_ yaml: String, _ expected: String) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(Data("newsroom:\r\n  name: \(yaml)\r\n".utf8), to: "herald.yaml")
    #expect(try Config.load(path: file.path)?.newsroom.name == expected)
  }

  @Test func aWholeSectionMayBeEmpty() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(
      "newsroom:\nchannels:\ndigests:\nalerts:\nhandles:\nstore: a.db\n", to: "herald.yaml")
    #expect(try Config.load(path: file.path)?.store == "a.db")
  }

  @Test func aDigestMayHaveANameThatYAMLWouldTakeForSomethingElse() throws {
    let text =
      "channels: { 2: { sender: discard, from: a@example.org } }\ndigests: { on: { channel: \"2\", list: no } }\n"
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(Data(text.utf8), to: "herald.yaml")
    let config = try #require(try Config.load(path: file.path))
    #expect(config.channels.map(\.name) == ["2"])
    #expect(config.digests.map(\.name) == ["on"])
    #expect(config.digests.map(\.list) == ["no"])
  }

  @Test func aDigestsRulesAreRead() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    func rules(_ keys: String) throws -> DigestRules {
      let file = try folder.write(Self.mail + "digests:\n  w: { channel: mail, list: r, \(keys) }\n", to: "herald.yaml")
      return try #require(try Config.load(path: file.path)?.digests.first).rules
    }
    #expect(try rules("takes: briefs") == DigestRules())
    #expect(try rules("takes: { briefs: all }") == DigestRules())
    #expect(try rules("takes: { briefs, tags: [a, \"b c\"] }") == DigestRules(tags: ["a", "b c"]))
    #expect(
      try rules("takes: { tags: a, without: b, languages: [en, kk], briefs: 2 }, maximum: 9, order: oldest")
        == DigestRules(
          tags: ["a"], without: ["b"], languages: ["en", "kk"], briefsOfEach: 2, maximum: 9, order: .oldest))
  }

  // MARK: - The configuration that `init` lays out

  private static let shipped = ArchitectureTests.sources.deletingLastPathComponent().appending(
    path: "Config/herald.yaml")

  @Test func theShippedConfigurationLoads() throws {
    let config = try #require(try Config.load(path: Self.shipped.path))
    #expect(config.channels.map(\.name) == ["x", "mastodon", "bluesky", "mail"])
    #expect(config.postChannels.map(\.name) == ["x", "mastodon", "bluesky"])
    #expect(config.digests.first?.schedule?.description == "mon 08:00")
    #expect(
      config.base.standardizedFileURL
        == Self.shipped.deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL)
  }

  /// Its example of a mail server, without the signs of a comment, in the place of the folder.
  @Test func theExampleOfAMailServerLoads() throws {
    var lines = try String(contentsOf: Self.shipped, encoding: .utf8).components(separatedBy: "\n")
    let example = try #require(lines.firstIndex(of: "  # mail:"))
    let count = lines[example...].prefix { $0.hasPrefix("  #") }.count
    let uncommented = lines[example..<(example + count)].map { "  " + $0.dropFirst(4) }
    lines.removeSubrange(example..<(example + count))
    let folder = try #require(lines.firstIndex(of: "  mail:"))
    lines.replaceSubrange(folder..<(folder + 4), with: uncommented)
    let place = try TemporaryFolder()
    let file = try place.write(lines.joined(separator: "\n"), to: "herald.yaml")
    let config = try #require(try Config.load(path: file.path))
    #expect(config.channels.last?.destination == "mail.example.org" && config.channels.count == 4)
    #expect(config.channels.last?.retry.onUncertain == .retry && config.channels.last?.from != nil)
    #expect(uncommented.count == 11)
  }

  /// Its examples of networks, without the signs of a comment, alone.
  @Test func theExamplesOfNetworksLoad() throws {
    let examples = try String(contentsOf: Self.shipped, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("  #     ") && $0.contains("{ sender: ") }.map { "  " + $0.dropFirst(8) }
    let place = try TemporaryFolder()
    let file = try place.write("channels:\n" + examples.joined(separator: "\n") + "\n", to: "herald.yaml")
    let config = try #require(try Config.load(path: file.path))
    #expect(config.channels.map(\.name) == ["mastodon", "bluesky", "telegram", "discord", "slack", "own", "site"])
    #expect(config.channels.map(\.network) == [.mastodon, .bluesky, .telegram, .discord, .slack, .plain, .plain])
  }

  /// The keys that its comments explain are those that the decoder asks for, no more and no fewer.
  @Test func everyKeyOfItsCommentsIsAcceptedAndNoneIsMissing() throws {
    let values = [
      "sender": "file", "as": "x", "limit": "280", "template": "post", "sessions": "10", "attempts": "12",
      "on-uncertain": "hold", "directory": "out", "from": "a@example.org", "unsubscribe": "b@example.org",
      "channel": "c", "list": "readers", "title": "Weekly", "every": "mon 08:00", "minimum": "1",
      "since": "2026-11-01T00:00:00Z", "takes": "{ tags: [a] }", "when-empty": "send",
      "order": "newest", "maximum": "20", "nothing-new": "Nothing.", "opening": "Hello.",
      "language": "kk", "links": "references", "format": "flowed",
      "shape": "single", "parts": "5", "hashtags": "3", "handle": "\"@courier\"", "utm": "{ campaign: spring }",
      "approve": "true", "slots": "[mon 09:00]", "misfire": "once", "catch-up": "2h",
      "hold-for": "5m", "rate": "[1 per 1s, 20 per 1m]", "burst": "3", "expires": "20h",
    ]
    let text = try String(contentsOf: Self.shipped, encoding: .utf8)
    let explained = text.matches(of: #/(?m)^ *# {1,3}([a-z-]+): /#).map { String($0.1) }
    // `from:` is explained where it stands, and so is `handles:`, which no channel has.
    let ofMail: Set = ["server", "tls", "username", "password", "ca", "helo"]
    let ofNetworks: Set = [
      "token", "visibility", "account", "chat", "channel-id", "silent", "url", "secret", "run", "timeout",
    ]
    let ofAlerts = [
      "command": "[x]", "mail": "{ channel: m, to: a@example.org }", "webhook": "https://example.org",
      "overdue": "1h", "when-over": "no",
    ]
    let commented = Set(explained).union(["from"]).subtracting(ofMail).subtracting(ofNetworks).subtracting(["handles"])
      .subtracting(ofAlerts.keys)
    #expect(commented == Set(values.keys), "\(commented.symmetricDifference(values.keys))")
    #expect(ofMail.union(ofNetworks).union(ofAlerts.keys).isSubset(of: explained))
    let ofDigests: Set = [
      "channel", "list", "title", "every", "minimum", "since", "takes", "when-empty", "hold-for", "order", "maximum",
      "nothing-new", "opening", "language", "links", "format",
    ]
    func lines(_ keys: some Sequence<String>) -> String {
      keys.sorted().map { "    \($0): \(values[$0] ?? "")\n" }.joined()
    }
    let all =
      "channels:\n  m: { sender: smtp, server: \"smtp://localhost\", from: a@example.org }\n  c:\n"
      + lines(Set(values.keys).subtracting(ofDigests)) + "digests:\n  d:\n" + lines(ofDigests)
      + "alerts:\n" + ofAlerts.map { "  \($0): \($1)\n" }.sorted().joined()
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(Data(all.utf8), to: "herald.yaml")
    #expect(throws: Never.self) { try Config.load(path: file.path) }
  }
}
