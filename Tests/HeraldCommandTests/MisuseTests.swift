import Foundation
import Testing

@testable import HeraldCommand

/// A misuse, its exit code, and a part of what is said on standard error.
struct Misuse: Sendable, CustomTestStringConvertible {
  let arguments: [String]
  let code: Int32
  let says: String
  var testDescription: String { arguments.joined(separator: " ") }

  init(_ line: String, _ code: Int32, _ says: String) {
    arguments = line.split(separator: " ").map(String.init)
    self.code = code
    self.says = says
  }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct MisuseTests {
  static let misuses: [Misuse] = [
    .init("help", 0, ""),
    .init("previw a.md", 64, "there is no command “previw”: did you mean `preview`?"),
    .init("quue a.md --at", 64, "did you mean `queue`?"),
    .init("fax a.md", 64, "there are: init, check, parse"),
    .init("init", 64, "Missing expected argument '<folder>'"),
    .init("init a b", 64, "nexpected argument"),
    .init("check extra", 64, "nexpected argument"),
    .init("check --config nowhere.yaml", 78, "nowhere.yaml: there is no such file"),
    .init("check --config Config", 78, "Config: it is a folder"),
    .init("check --config Articles/harbour.md", 78, "Articles/harbour.md:"),
    .init("parse", 64, "Missing expected argument"),
    .init("parse nowhere.md", 65, "nowhere.md: there is no such file"),
    .init("parse Articles", 65, "Articles: it is a folder: name a file in it"),
    .init("parse Articles/harbour.md/x", 65, "a part of its path is a file"),
    .init("parse empty.txt", 65, "empty.txt: "),
    .init("parse binary.txt", 65, "binary.txt"),
    .init("preview", 64, "Missing expected argument"),
    .init("preview nowhere.md Articles", 65, "nowhere.md: there is no such file\nherald: Articles: it is a folder"),
    .init("preview Articles/harbour.md --channel mastodn", 64, "there is no channel “mastodn”: did you mean mastodon?"),
    .init("preview Articles/harbour.md --channel mail", 64, "the channel mail carries a digest, not posts"),
    .init("preview Articles/harbour.md --url nonsense", 64, "is not a web address such as https://example.org/story"),
    .init("preview Articles/harbour.md Articles/steppe-water.txt --url https://example.org", 64, "give one article"),
    .init(
      "queue Articles/harbour.md --channel fax", 64, "there is no channel “fax”: there are: x, mastodon, bluesky, mail"),
    .init("queue Articles/harbour.md --at noon", 64, "is not a time"),
    .init("queue Articles/harbour.md --at 18:00 --now", 64, "say different things"),
    .init("queue Articles/harbour.md --again --correct", 64, "say different things"),
    .init("queue nowhere.md", 65, "nowhere.md: there is no such file"),
    .init("queue Articles/harbour.md nowhere.md", 65, "nowhere.md"),
    .init("add", 64, "Missing expected argument"),
    .init("add Articles", 65, "it is a folder"),
    .init("add Articles/harbour.md --now", 64, "Unknown option '--now'"),
    .init("digest opne weekly", 64, "opne"),
    .init("digest open", 64, "Missing expected argument"),
    .init("digest open weeky", 64, "there is no digest “weeky”: did you mean weekly?"),
    .init("digest open weekly", 1, "nothing new for the digest weekly"),
    .init("digest preview daily", 64, "there is no digest “daily”: there are: weekly"),
    .init("digest preview weekly", 1, "nothing new"),
    .init("digest list daily", 64, "there is no digest"),
    .init("digest show weekly", 1, "there is no edition of weekly: see `herald digest list`"),
    .init("digest show weekly --number 7", 1, "there is no edition 7 of weekly"),
    .init("digest show weekly --number seven", 64, "'seven' is invalid"),
    .init("run --darin", 64, "Unknown option '--darin'"),
    .init("run --log-format xml", 64, "'json'"),
    .init("run --into", 64, "Missing value"),
    .init("jobs list --state stuck", 64, "'stuck' is invalid"),
    .init("jobs list --channel fax", 64, "there is no channel “fax”"),
    .init("jobs list --limit 0", 64, "from 1 to 10000"),
    .init("jobs list --limit many", 64, "'many' is invalid"),
    .init("jobs show 17", 1, "there is no job 17: see `herald jobs list`"),
    .init("jobs show first", 64, "'first' is invalid"),
    .init("jobs show 99999999999999999999", 64, "is invalid"),
    .init("subscribers add a@example.org", 64, "--list"),
    .init("subscribers add --list raeders a@example.org", 64, "there is no list “raeders”: did you mean readers?"),
    .init("subscribers add --list readers Ada", 65, "“Ada” is not an address: it has no @"),
    .init("subscribers remove --list readers a@example.org", 1, "a@example.org is not on the list readers"),
    .init("subscribers remove --list readers nobody", 65, "is not an address"),
    .init("subscribers list --list writers", 64, "there is no list “writers”: there are: readers"),
    .init("subscribers import --list readers nowhere.csv", 65, "nowhere.csv: there is no such file"),
    .init("subscribers import --list readers Articles", 65, "it is a folder"),
    .init(
      "subscribers import --list readers bad.csv", 65,
      "bad.csv:3: “x” is not an address: it has no @\nherald: nobody was added"),
    .init("subscribers import --list readers binary.txt", 65, "it is not UTF-8"),
    .init(
      "subscribers import --list readers latin.csv", 65,
      "latin.csv:2: it is not UTF-8: `iconv -f ISO-8859-1 -t UTF-8 latin.csv > new.csv`"),
    .init(
      "subscribers import --list readers semicolon.csv", 65, "semicolon.csv:1: the columns are parted by semicolons"),
    .init("subscribers export", 64, "--list"),
    .init("subscribers export --list all", 64, "there is no list"),
    .init("status extra", 64, "nexpected argument"),
    .init("audit --fix", 64, "Unknown option '--fix'"),
  ]

  @Test func everyMisuseHasItsCodeAndItsMessage() throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("", to: "empty.txt")
    try newsroom.folder.write(Data([0x89, 0x50, 0x4E, 0x47, 0, 0xFF, 0xFE]), to: "binary.txt")
    try newsroom.folder.write("email\na@example.org\nx\n", to: "bad.csv")
    try newsroom.folder.write("email;name\na@example.org;Ada\n", to: "semicolon.csv")
    try newsroom.folder.write(Data("email,name\nj@example.org,J".utf8 + [0xF6, 0x72, 0x67, 0x0A]), to: "latin.csv")
    #expect(try newsroom.count("waiting") == 0)
    for misuse in Self.misuses {
      let ended = try HeraldProcess.run(misuse.arguments, in: newsroom.url)
      #expect(
        ended.code == misuse.code && (misuse.says.isEmpty || ended.err.contains(misuse.says)),
        "\(misuse.testDescription): \(ended)")
      #expect(misuse.code == 0 || ended.out.isEmpty, "\(misuse.testDescription): \(ended)")
    }
    #expect(try newsroom.count("waiting") == 0)
    #expect(try newsroom.done("subscribers", "list").out.hasPrefix("nobody is subscribed"))
  }

  @Test func withoutConfigurationACommandSaysHowToBegin() throws {
    let folder = try TemporaryFolder()
    for line in [
      "check", "add -", "queue -", "run --drain", "status", "audit", "jobs list", "digest list", "subscribers list",
    ] {
      let ended = try HeraldProcess.run(
        line.split(separator: " ").map(String.init), in: folder.url, input: "A title\n\nText.\n")
      #expect(ended.code == 78, "\(line): \(ended)")
      #expect(ended.err.contains("make a newsroom with `herald init DIR`"), "\(line): \(ended)")
    }
    #expect(folder.files.isEmpty)
    let named = try HeraldProcess.run(["status"], in: folder.url, environment: ["HERALD_CONFIG": "gone.yaml"])
    #expect(
      named.code == 78 && named.err == "herald: HERALD_CONFIG names gone.yaml: there is no such file\n", "\(named)")
  }

  @Test func aBrokenTemplateIsNamedWithFileAndLine() throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("{{title}}\n{{titel}}\n", to: "Templates/post.mustache")
    for arguments in [["check"], ["preview", TestNewsroom.story], ["queue", TestNewsroom.story], ["run", "--drain"]] {
      let ended = try HeraldProcess.run(arguments, in: newsroom.url)
      #expect(ended.code == 78, "\(arguments): \(ended)")
      #expect(ended.err.contains("Templates/post.mustache:2:1: "), "\(arguments): \(ended)")
      #expect(ended.err.contains("titel"), "\(arguments): \(ended)")
    }
  }

  @Test func aTemplateThatIsNotThereIsNamed() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: discard, template: psot }\n")
    for arguments in [["check"], ["queue", TestNewsroom.story]] {
      let ended = try HeraldProcess.run(arguments, in: newsroom.url)
      #expect(ended.code == 78 && ended.err.contains("psot"), "\(arguments): \(ended)")
    }
  }

  @Test func aWrongConfigurationStopsEveryCommand() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("newsroom:\n  nmae: A\nstoer: b\n")
    for arguments in [["check"], ["status"], ["run", "--drain"], ["preview", TestNewsroom.story]] {
      let ended = try HeraldProcess.run(arguments, in: newsroom.url)
      #expect(ended.code == 78, "\(ended)")
      let expected = """
        herald: Config/herald.yaml:2: newsroom: unknown key `nmae`: did you mean `name`?
        herald: Config/herald.yaml:3: unknown key `stoer`: did you mean `store`?

        """
      #expect(ended.err == expected)
    }
  }
}
