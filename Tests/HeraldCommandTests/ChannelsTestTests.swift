import Foundation
import Servers
import Testing

@testable import HeraldCommand

/// `herald channels test`: one marked message by the real way, which nothing counts.
@Suite(.timeLimit(.minutes(15))) struct ChannelsTestTests {
  private func with(
    _ faults: [FakeNetwork.Plan.Fault] = [], _ body: (TestNewsroom, FakeNetwork) async throws -> Void
  ) async throws {
    let newsroom = try TestNewsroom()
    var plan = FakeNetwork.Plan(faults)
    plan.settings["token"] = .text("Zinnober")
    try await FakeNetwork.with("mastodon", plan) { fake in
      try newsroom.folder.write("Zinnober\n", to: "token")
      try newsroom.configure(
        """
        newsroom: { name: The @Harbour Courier, timezone: Europe/Berlin }
        channels:
          there: { sender: mastodon, server: "\(fake.url)", token: { file: token } }
          own: { sender: discard }
          mail: { sender: file, directory: outbox/mail, from: "News <news@example.org>" }
        digests:
          weekly: { channel: mail, list: readers }

        """)
      try await body(newsroom, fake)
      #expect(try fake.problems() == [])
    }
  }

  @Test func itSaysThatItIsATestOfWhomAndWhenAndIsNoJob() async throws {
    try await with { newsroom, fake in
      let ended = try newsroom.done("channels", "test", "there")
      #expect(ended.out == "sent: 111001 https://social.example.org/@courier/111001\n", "\(ended)")
      let text = try #require(try fake.posts().first?.text)
      #expect(
        text.hasPrefix("This is a test of The Harbour Courier, sent by Herald on 20"), "nobody is mentioned: \(text)")
      #expect(text.contains("+01:00") || text.contains("+02:00"), "the newsroom's time: \(text)")
      #expect(try fake.posts().count == 1 && fake.deleted().isEmpty)
      for command in ["status", "audit"] {
        let shown = try newsroom.done(command, "--json").out
        #expect(!shown.contains(": 1"), "nothing counts it: \(shown)")
      }
      #expect(try newsroom.done("jobs", "list", "--json").out.contains("\"channel\"") == false)
      #expect(!newsroom.folder.files.contains("herald.db"), "it needs no store")
    }
  }

  @Test func itIsDeletedAgainWhereTheNetworkLetsIt() async throws {
    try await with { newsroom, fake in
      let ended = try newsroom.done("channels", "test", "there", "--delete", "--json")
      #expect(try ended.object()["isDeleted"] as? Bool == true, "\(ended)")
      #expect(try fake.deleted() == ["111001"])
      let asked = try AtTerminal.run(["channels", "test", "there"], in: newsroom, [("Delete it now? [y/N]", "y")])
      #expect(asked.code == 0 && asked.out.contains("deleted"), "\(asked)")
      #expect(try fake.deleted() == ["111001", "111002"])
      let refused = try newsroom.herald("channels", "test", "own", "--delete")
      #expect(refused.code == 64 && refused.err.contains("cannot be deleted from here"), "\(refused)")
    }
  }

  /// The fault, the exit code, and what is said.
  static let ends: [(fault: FakeNetwork.Plan.Fault, code: Int32, says: String)] = [
    (.init("refuse"), 1, "it was refused: "), (.init("expired"), 69, "nothing was sent: "),
    (.init("limit"), 75, "it was not taken now: "), (.init("drop-unread"), 1, "it may be there, look: "),
  ]

  @Test(arguments: ends) func itsEndIsItsExitCode(_ end: (fault: FakeNetwork.Plan.Fault, code: Int32, says: String))
    async throws
  {
    try await with([end.fault]) { newsroom, fake in
      let ended = try newsroom.herald("channels", "test", "there", "--delete")
      #expect(ended.code == end.code && ended.err.contains(end.says), "\(ended)")
      #expect(!(ended.out + ended.err).contains("Zinnober"))
      #expect(try fake.posts().isEmpty)
    }
  }

  /// A lost answer is settled as a job's would be.
  @Test func aTestWhoseAnswerIsLostIsFoundAndDeleted() async throws {
    try await with([.init("drop")]) { newsroom, fake in
      let ended = try newsroom.done("channels", "test", "there", "--delete")
      #expect(ended.out.hasSuffix("deleted\n"), "\(ended)")
      #expect(try fake.posts().count == 1 && fake.deleted().count == 1)
    }
  }

  @Test func aMailGoesToTheAddressThatIsGiven() async throws {
    try await with { newsroom, _ in
      try newsroom.done("channels", "test", "mail", "--to", "Ada <ada@example.org>", "--keep")
      let file = try #require(newsroom.delivered.first)
      let mail = try String(contentsOf: newsroom.url.appending(path: file), encoding: .utf8)
      #expect(mail.contains("To: \"Ada\" <ada@example.org>"), "\(mail)")
      #expect(mail.contains("Subject: Test of The @Harbour Courier"))
      let gone = try newsroom.done("channels", "test", "mail", "--to", "ada@example.org", "--delete")
      #expect(gone.out.hasSuffix("deleted\n") && newsroom.delivered == [file])
    }
  }

  static let misuses: [(words: [String], code: Int32, says: String)] = [
    (["thre"], 64, "did you mean there?"), ([], 64, "Missing expected argument"),
    (["mail"], 64, "say who gets the test, as in --to you@example.org"),
    (["mail", "--to", "nobody"], 65, "“nobody”"), (["there", "--to", "ada@example.org"], 64, "leave --to out"),
    (["there", "--delete", "--keep"], 64, "exclude each other"),
  ]

  @Test func whatIsWrongIsNamedAndNothingIsSent() async throws {
    try await with { newsroom, fake in
      for misuse in Self.misuses {
        let ended = try HeraldProcess.run(["channels", "test"] + misuse.words, in: newsroom.url)
        #expect(ended.code == misuse.code && ended.err.contains(misuse.says), "\(misuse.words): \(ended)")
      }
      #expect(try fake.posts().isEmpty && newsroom.delivered.isEmpty)
    }
  }
}
