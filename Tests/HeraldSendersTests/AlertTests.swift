import Foundation
import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// Each way of telling: what arrives, and what comes of a far side that takes nothing.
@Suite(.timeLimit(.minutes(15))) struct AlertTests {
  private static let now = Instant(microseconds: 1_790_000_000_000_000)

  private var notice: Notice {
    let alarm = Alarm(
      .blocked, channel: "mail", since: Self.now, count: 3,
      detail: "mail.example.org refused the login\r\n.\r\nQUIT (535)")
    return Notice(newsroom: "The Harbour Courier", zone: .gmt, began: [alarm])
  }

  private struct Event: Decodable {
    struct Raised: Decodable {
      let cause: String
      let channel: String?
      let count: Int
      let remedy: String
    }
    struct Told: Decodable {
      let test: Bool
      let subject: String
      let text: String
      let began: [Raised]
      let over: [Raised]
      let more: Int
    }
    let type: String
    let timestamp: String
    let data: Told
  }

  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-alert-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    try await body(folder)
  }

  private func write(_ text: String, to file: URL, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  // MARK: - Command

  /// The programs here are scripts that a shell reads: one that was just written cannot be run while a neighbour that
  /// forks has it open still.
  private func command(_ words: [String], in folder: URL) throws -> CommandAlert {
    let settings = try JSONDecoder().decode(CommandAlert.Settings.self, from: JSONEncoder().encode(words))
    return CommandAlert(settings: settings, base: folder, now: { Self.now })
  }

  @Test func aProgramGetsTheNoticeAsJSONAndNoShellReadsIt() async throws {
    try await withFolder { folder in
      try write("#!/bin/sh\ncat > got; printf %s \"$1\" > argument\n", to: folder.appending(path: "tell"), mode: 0o755)
      let alert = try command(["/bin/sh", "tell", "$(reboot); *"], in: folder)
      #expect(await alert.check() == nil)
      #expect(await alert.tell(notice) == nil)
      let event = try JSONDecoder().decode(Event.self, from: Data(contentsOf: folder.appending(path: "got")))
      #expect(event.type == "herald.alarm" && event.timestamp == "\(Self.now)" && !event.data.test)
      #expect(event.data.began.map(\.cause) == ["blocked/mail"] && event.data.began[0].count == 3)
      #expect(event.data.text.contains("refused the login . QUIT (535)\n"))
      #expect(try String(contentsOf: folder.appending(path: "argument"), encoding: .utf8) == "$(reboot); *")
    }
  }

  @Test func aProgramThatFailsSaysWhy() async throws {
    try await withFolder { folder in
      let tell = folder.appending(path: "tell")
      try write("#!/bin/sh\nprintf 'no\\033[2J route\\n' >&2; exit 3\n", to: tell, mode: 0o755)
      let alert = try command(["/bin/sh", "tell"], in: folder)
      #expect(await alert.tell(notice) == Failure("/bin/sh: no [2J route", code: "exit 3"))
      try write("#!/bin/sh\nkill -9 $$\n", to: tell, mode: 0o755)
      #expect(await alert.tell(notice)?.code == "signal 9")
      let missing = try command(["gone"], in: folder)
      let failure = try #require(await missing.check())
      #expect(failure.text.contains("/gone is no program that can be run"))
      #expect(await missing.tell(notice) == failure)
    }
  }

  // MARK: - Webhook

  private func webhook(_ settings: String, in folder: URL) throws -> WebhookAlert {
    WebhookAlert(
      settings: try JSONDecoder().decode(WebhookAlert.Settings.self, from: Data(settings.utf8)), base: folder,
      means: NetworkMeans(now: { Self.now }))
  }

  private static let secret = "whsec_" + Data("012345678901234567890123".utf8).base64EncodedString()

  @Test func aWebhookGetsItSignedAndOnce() async throws {
    try await withFolder { folder in
      try write(Self.secret, to: folder.appending(path: "secret"))
      let plan = FakeNetwork.Plan(settings: ["token": .text(Self.secret)])
      try await FakeNetwork.with("webhook", plan) { network in
        let alert = try webhook(
          #"{ "url": "\#(network.url)/herald", "secret": { "file": "secret" } }"#, in: folder)
        #expect(await alert.tell(notice) == nil)
        #expect(await alert.tell(notice) == nil, "told again after a crash")
        #expect(try network.posts().count == 1, "a receiver that keeps its part has it once")
        #expect(try network.problems() == [])
        let body = try #require(try network.attempts().first?.body)
        let event = try JSONDecoder().decode(Event.self, from: Data(body.utf8))
        #expect(event.data.subject == "Alarm: mail is blocked (The Harbour Courier)")
      }
    }
  }

  @Test func anAddressThatIsASecretIsInNoFailure() async throws {
    try await withFolder { folder in
      let plan = FakeNetwork.Plan([.init("echo", times: 9)], settings: ["token": .text(Self.secret)])
      try await FakeNetwork.with("webhook", plan) { network in
        try write("\(network.url)/herald?key=GEHEIM-4711-GEHEIM", to: folder.appending(path: "url"))
        for settings in [#"{ "file": "url" }"#, #"{ "url": { "file": "url" } }"#] {
          let alert = try webhook(settings, in: folder)
          #expect(await alert.check() == nil)
          let failure = try #require(await alert.tell(notice))
          #expect(!failure.description.contains("4711"), "\(failure)")
        }
      }
    }
  }

  @Test func aRefusalIsAFailureAndSoIsSilence() async throws {
    try await withFolder { folder in
      let plan = FakeNetwork.Plan([.init("error", value: "500"), .init("redirect"), .init("drop")])
      try await FakeNetwork.with("webhook", plan) { network in
        let alert = try webhook(#""\#(network.url)/herald""#, in: folder)
        for _ in 0..<3 { #expect(await alert.tell(notice) != nil) }
      }
      let closed = try webhook(#""http://127.0.0.1:1/herald""#, in: folder)
      #expect(await closed.tell(notice) != nil)
      guard case .failure = await closed.probe() else {
        Issue.record("nobody listens there")
        return
      }
    }
  }

  @Test func aProbeTellsNothing() async throws {
    try await withFolder { folder in
      try await FakeNetwork.with("webhook", .init(settings: ["token": .text(Self.secret)])) { network in
        let alert = try webhook(#""\#(network.url)/herald""#, in: folder)
        #expect(try await alert.probe().get().hasSuffix("answers (405 to GET)"))
        #expect(try network.attempts().isEmpty)
      }
    }
  }

  // MARK: - Mail

  private func mail(port: Int) throws -> MailAlert {
    MailAlert(
      channel: "mail", smtp: try Client().sender(port: port),
      from: Mailbox(name: "Dispatch", address: try EmailAddress("news@example.org")),
      to: Mailbox(name: "Désk", address: try EmailAddress("desk@example.net")), now: { Self.now })
  }

  @Test func aMailArrivesAsOnePlainMailOfNoList() async throws {
    let record = try await MisbehavingServer.with(Script()) { server in
      let alert = try mail(port: server.port)
      #expect(alert.channel == "mail")
      #expect(try await alert.probe().get().hasPrefix("desk@example.net by "))
      #expect(await alert.tell(notice) == nil)
    }
    let accepted = try #require(record.accepted.first)
    #expect(record.accepted.count == 1 && accepted.recipients.joined().hasPrefix("TO:<desk@example.net>"))
    let text = String(decoding: accepted.message, as: UTF8.self)
    let head = try #require(text.components(separatedBy: "\r\n\r\n").first)
    #expect(
      head.hasPrefix(
        """
        From: "Dispatch" <news@example.org>\r
        To: =?utf-8?B?RMOpc2s=?= <desk@example.net>\r
        Date: Mon, 21 Sep 2026 14:13:20 +0000\r
        Message-ID: <msg_
        """), "\(head)")
    #expect(
      head.contains("\r\nSubject: Alarm: mail is blocked (The Harbour Courier)\r\nAuto-Submitted: auto-generated\r\n"))
    #expect(!head.contains("List-"))
    #expect(text.contains("What happened: mail.example.org refused the login . QUIT (535)"))
  }

  @Test(arguments: [Step.Moment.greeting, .mail, .rcpt, .data, .dot])
  func aServerThatRefusesIsAFailure(_ moment: Step.Moment) async throws {
    _ = try await MisbehavingServer.with(Script([.at(moment, .send("550 5.7.1 no\r\n"))])) { server in
      let failure = try #require(await mail(port: server.port).tell(notice))
      #expect(failure.description.contains("550"), "\(failure)")
    }
  }
}
