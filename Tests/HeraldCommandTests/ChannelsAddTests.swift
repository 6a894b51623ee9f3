import Foundation
import Glibc
import Servers
import Testing

@testable import HeraldCommand

/// A channel is written into the configuration whole, or not at all; what stands there stays.
@Suite(.timeLimit(.minutes(15))) struct ChannelsAddTests {
  private func yaml(_ newsroom: TestNewsroom) throws -> String {
    try String(contentsOf: newsroom.url.appending(path: "Config/herald.yaml"), encoding: .utf8)
  }

  private func mode(_ newsroom: TestNewsroom, _ path: String) -> mode_t {
    var status = stat()
    return stat(newsroom.url.appending(path: path).path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func itIsPutBehindTheOtherChannelsAndNothingElseChanges() throws {
    let newsroom = try TestNewsroom()
    let before = try yaml(newsroom)
    let ended = try newsroom.done(
      "channels", "add", "--sender", "mastodon", "--name", "there", "--server", "https://social.example.org",
      "--token-env", "MASTODON_TOKEN", "--limit", "1000")
    #expect(ended.out.hasPrefix("added there to Config/herald.yaml, line "), "\(ended)")
    let added = """
        there:
          sender: mastodon
          server: https://social.example.org
          token: { env: MASTODON_TOKEN }
          limit: 1000

      """
    let after = try yaml(newsroom)
    #expect(after.contains(added))
    #expect(after.replacing(added, with: "") == before)
    let list = try newsroom.done("channels", "list", "--json").object()["channels"] as? [[String: Any]]
    #expect(list?.compactMap { $0["name"] as? String } == ["x", "mastodon", "bluesky", "mail", "there"])
    // A second one goes behind the first, and one of every kind can be written.
    for kind in ["file", "discard"] {
      let keys = kind == "file" ? ["--directory", "out box/y", "--as", "x"] : []
      let again = try HeraldProcess.run(
        ["channels", "add", "--sender", kind, "--name", kind] + keys, in: newsroom.url)
      #expect(again.code == 0, "\(again)")
    }
    let checked = try newsroom.herald("check", environment: ["MASTODON_TOKEN": "Zinnober"])
    #expect(checked.code == 0 && checked.out.contains("7 channels"), "\(checked)")
  }

  @Test func aSecretOfStandardInputGoesIntoAFileForThisUserAlone() throws {
    let newsroom = try TestNewsroom()
    let ended = try newsroom.herald(
      "channels", "add", "--sender", "telegram", "--name", "news", "--chat", "@HarbourCourier", "--token-stdin",
      input: "4711:Zinnober\n")
    #expect(ended.code == 0, "\(ended)")
    let text = try yaml(newsroom)
    #expect(!(ended.out + ended.err + text).contains("Zinnober"))
    #expect(text.contains("    token: { file: Config/secrets/news-token }\n"))
    #expect(mode(newsroom, "Config/secrets/news-token") == 0o600 && mode(newsroom, "Config/secrets") == 0o700)
    let kept = newsroom.url.appending(path: "Config/secrets/news-token")
    #expect(try String(contentsOf: kept, encoding: .utf8) == "4711:Zinnober\n")
    #expect(try newsroom.done("check", "--json").object()["warnings"] as? [String] == [])
  }

  static let misuses: [(words: [String], input: String, code: Int32, says: String)] = [
    (["--name", "a"], "", 64, "say what kind of channel: --sender"),
    (["--sender", "mastodn", "--name", "a"], "", 64, "did you mean mastodon?"),
    (["--sender", "mastodon"], "", 64, "say what it is called: --name"),
    (["--sender", "discard", "--name", "x"], "", 64, "there is a channel x already"),
    (["--sender", "discard", "--name", "No Name"], "", 64, "is not a name: use 1 to 64 of a-z"),
    (["--sender", "mastodon", "--name", "a"], "", 64, "server is missing, the server where the account is: --server"),
    (["--sender", "mastodon", "--name", "a"], "", 64, "settings/applications/new"),
    (
      ["--sender", "slack-webhook", "--name", "a", "--url", "Zinnober"], "", 64,
      "a secret never stands on a command line"
    ),
    (["--sender", "file", "--name", "a", "outbox"], "", 64, "“outbox” stands alone"),
    (["--sender", "file", "--name", "a", "--directory"], "", 64, "--directory needs a value"),
    (
      ["--sender", "file", "--name", "a", "--directory", "b", "--directory", "c"], "", 64, "--directory is there twice"
    ),
    (["--sender", "file", "--name", "a", "--directory", "b\nc: d"], "", 64, "holds a control character"),
    (["--sender", "file", "--name", "a", "--directory", "b", "--limti", "7"], "", 78, "did you mean `limit`?"),
    (["--sender", "file", "--name", "a", "--directory", "b", "--utm", "{ sorce: x }"], "", 78, "unknown key `sorce`"),
    (["--sender", "file", "--name", "a", "--directory", "b", "--limit", "[1"], "", 78, "cannot be extended"),
    (
      ["--sender", "mastodon", "--name", "a", "--server", "social.example.org", "--token-env", "T"], "", 78,
      "a.server: “social.example.org” is not a server: write https://"
    ),
    (
      ["--sender", "telegram", "--name", "a", "--chat", "@Courier", "--token-stdin"], "Zinnober\n", 65,
      "holds no bot's token"
    ),
    (
      ["--sender", "telegram", "--name", "a", "--chat", "@Courier", "--token-stdin"], "a\nb\n", 65, "more than one line"
    ),
  ]

  @Test(arguments: misuses)
  func whatIsWrongIsNamedAndNothingIsWritten(
    _ misuse: (words: [String], input: String, code: Int32, says: String)
  ) throws {
    let newsroom = try TestNewsroom()
    let before = newsroom.folder.files.filter { !$0.contains("secrets") }
    let text = try yaml(newsroom)
    let ended = try HeraldProcess.run(["channels", "add"] + misuse.words, in: newsroom.url, input: misuse.input)
    #expect(ended.code == misuse.code && ended.err.contains(misuse.says), "\(misuse.words): \(ended)")
    #expect(!(ended.out + ended.err).contains("Zinnober"))
    #expect(try yaml(newsroom) == text)
    #expect(newsroom.folder.files.filter { !$0.contains("secrets") } == before)
    #expect(!newsroom.folder.files.contains { $0.hasSuffix("-token") }, "a secret was left")
  }

  @Test func aConfigurationThatIsWrongAlreadyIsNotExtended() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: file, directroy: outbox }\n")
    let ended = try newsroom.herald("channels", "add", "--sender", "discard", "--name", "a")
    #expect(ended.code == 78 && ended.err.contains("did you mean `directory`?"), "\(ended)")
    #expect(try yaml(newsroom) == "channels:\n  x: { sender: file, directroy: outbox }\n")
  }

  @Test func aDryRunShowsAndWritesNothing() throws {
    let newsroom = try TestNewsroom()
    let text = try yaml(newsroom)
    let ended = try newsroom.done(
      "channels", "add", "--sender", "command", "--name", "own", "--run", "Scripts/post --quiet", "--dry-run")
    #expect(ended.out.contains("  own:\n    sender: command\n    run: [Scripts/post, \"--quiet\"]\n"), "\(ended)")
    #expect(try yaml(newsroom) == text)
  }

  @Test func itIsTriedWhenAskedAndStaysWhenItFails() async throws {
    let newsroom = try TestNewsroom()
    var plan = FakeNetwork.Plan(settings: ["characters": .number(1_000)])
    plan.settings["token"] = .text("Zinnober")
    try await FakeNetwork.with("mastodon", plan) { fake in
      let words = [
        "channels", "add", "--check", "--sender", "mastodon", "--server", fake.url, "--token-stdin", "--name",
      ]
      let well = try HeraldProcess.run(words + ["well"], in: newsroom.url, input: "Zinnober\n")
      #expect(well.code == 0 && well.out.contains("@courier, version 4.5.0, 1000 characters"), "\(well)")
      #expect(well.out.contains("write `limit: 1000` to use all"))
      let ill = try HeraldProcess.run(words + ["ill"], in: newsroom.url, input: "another\n")
      #expect(ill.code == 69 && ill.err.contains("cannot be used yet"), "\(ill)")
      #expect(try yaml(newsroom).contains("  ill:\n"))
      #expect(try fake.posts().isEmpty)
    }
  }

  // MARK: - At a terminal

  @Test func itAsksSaysWhereEachCredentialIsFoundAndNeverShowsASecret() throws {
    let newsroom = try TestNewsroom()
    let ended = try AtTerminal.run(
      ["channels", "add"], in: newsroom,
      [
        ("sender:", "mastodn"), ("did you mean mastodon?", "mastodon"),
        ("What shall it be called here?", "mastodon"), ("there is a channel mastodon already", "social"),
        ("server (https://social.example.org):", "social.example.org"),
        ("is not a server", "https://social.example.org"),
        ("it is not shown", "Zinnober-4711"),
        ("Write it? [Y/n]", ""), ("Try it now? Nothing is posted. [Y/n]", "n"),
      ])
    #expect(ended.code == 0, "\(ended)")
    #expect(ended.out.contains("Open https://social.example.org/settings/applications/new"), "\(ended)")
    #expect(ended.out.contains("mastodon         posts to Mastodon and its like"))
    #expect(!ended.out.contains("Zinnober"), "\(ended)")
    let kept = newsroom.url.appending(path: "Config/secrets/social-token")
    #expect(try String(contentsOf: kept, encoding: .utf8) == "Zinnober-4711\n")
    #expect(mode(newsroom, "Config/secrets/social-token") == 0o600)
    #expect(try yaml(newsroom).contains("  social:\n    sender: mastodon\n    server: https://social.example.org\n"))
    #expect(ended.out.contains("herald channels test social"))
  }

  @Test func enterInThePlaceOfASecretNamesAVariable() throws {
    let newsroom = try TestNewsroom()
    let ended = try AtTerminal.run(
      ["channels", "add", "--sender", "discord-webhook"], in: newsroom,
      [
        ("What shall it be called here? [discord]", ""), ("it is not shown", ""),
        ("environment variable [DISCORD_WEBHOOK]:", "HOOK"), ("Write it? [Y/n]", "y"), ("Try it now?", "n"),
      ])
    #expect(ended.code == 0, "\(ended)")
    #expect(try yaml(newsroom).contains("  discord:\n    sender: discord-webhook\n    url: { env: HOOK }\n"))
  }

  @Test func whoSaysNoOrLeavesHasChangedNothing() throws {
    let newsroom = try TestNewsroom()
    let text = try yaml(newsroom)
    let no = try AtTerminal.run(
      ["channels", "add", "--sender", "telegram", "--name", "t", "--chat", "@Courier"], in: newsroom,
      [("it is not shown", "4711:Zinnober"), ("Write it? [Y/n]", "n")])
    #expect(no.code == 1 && no.out.contains("nothing was written"), "\(no)")
    // Ctrl-D and Ctrl-C in the middle of the secret.
    for (key, code) in [("\u{4}", Int32(64)), ("\u{3}", 130)] {
      let left = try AtTerminal.run(
        ["channels", "add", "--sender", "telegram", "--name", "t", "--chat", "@Courier"], in: newsroom,
        [("it is not shown", key)])
      #expect(left.code == code, "\(left)")
    }
    #expect(try yaml(newsroom) == text)
    #expect(!newsroom.folder.files.contains { $0.hasSuffix("t-token") })
  }
}
