import Foundation
import Herald
import HeraldSenders
import Testing

@testable import HeraldCommand

@Suite struct SMTPConfigTests {
  /// A channel's keys, one per line from line 4 on; `sender: smtp` stands on line 3.
  private func load(_ keys: [String], _ body: (Result<Config, Ending>, String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let text = (["channels:", "  mail:", "    sender: smtp"] + keys.map { "    \($0)" }).joined(separator: "\n") + "\n"
    let file = try folder.write(text, to: "herald.yaml")
    do {
      try body(.success(try #require(try Config.load(path: file.path))), file.path)
    } catch let ending as Ending {
      try body(.failure(ending), file.path)
    }
  }

  static let wrong: [(keys: [String], line: Int, says: String)] = [
    ([], 3, "`server` is missing"),
    (["server: \"\""], 4, "is not a mail server: write its address, as in smtp://mail.example.org:587"),
    (["server: mail.example.org"], 4, "begin with smtp:// (STARTTLS) or smtps:// (TLS at once)"),
    (["server: mail.example.org:587"], 4, "begin with smtp://"),
    (["server: \"https://mail.example.org\""], 4, "begin with smtp://"),
    (["server: \"smtp:mail.example.org\""], 4, "begin with smtp://"),
    (["server: \"smtp://\""], 4, "the host is missing"),
    (["server: \"smtp://:25\""], 4, "the host is missing"),
    (["server: \"smtp://[]:25\""], 4, "the host is missing"),
    (["server: \"smtp://a b\""], 4, "“a b” is not a host name"),
    (["server: \"smtp://-a\""], 4, "“-a” is not a host name"),
    (["server: \"smtp://mail..example.org\""], 4, "is not a host name"),
    (["server: \"smtp://münchen.example\""], 4, "write it in ASCII (xn--…)"),
    (["server: \"smtp://a:0\""], 4, "the port is a number from 1 to 65535"),
    (["server: \"smtp://a:65536\""], 4, "the port is a number from 1 to 65535"),
    (["server: \"smtp://a:\""], 4, "the port is a number"),
    (["server: \"smtp://a:+25\""], 4, "the port is a number"),
    (["server: \"smtp://a:２５\""], 4, "the port is a number"),
    (["server: \"smtp://a:smtp\""], 4, "the port is a number"),
    (["server: \"smtp://a:25/\""], 4, "write nothing after host and port"),
    (["server: \"smtp://a/inbox\""], 4, "write nothing after host and port"),
    (["server: \"smtp://a?tls=1\""], 4, "write nothing after host and port"),
    (["server: \"smtp://2001:db8::1\""], 4, "an IPv6 address in brackets"),
    (["server: \"smtp://[2001:db8::1]25\""], 4, "write host and port"),
    (["server: \"smtp://[mail]:25\""], 4, "“mail” is not a host name"),
    (["server: \"smtp://news@mail.example.org\""], 4, "user and password have keys of their own"),
    (["server: [a]"], 4, "it must be a single value"),
    (["server: \"smtp://a\"", "tls: starttls"], 5, "“starttls” is not known here: it may be required"),
    (["server: \"smtp://a\"", "tls: no"], 5, "“no” is not known here"),
    (["server: \"smtps://a\"", "tls: none"], 5, "smtps:// is always encrypted"),
    (["server: \"smtp://a\"", "username: news"], 5, "channels.mail.username: `password:` is missing"),
    (["server: \"smtp://a\"", "password: { env: A }"], 5, "channels.mail.password: `username:` is missing"),
    (["server: \"smtp://a\"", "username: \"\"", "password: { env: A }"], 5, "one line of text and not empty"),
    (["server: \"smtp://a\"", "username: \"a\\nb\"", "password: { env: A }"], 5, "one line of text"),
    (["server: \"smtp://a\"", "username: news", "password: hunter2"], 6, "a secret never stands in the configuration"),
    (["server: \"smtp://a\"", "ca: \"\""], 5, "channels.mail.ca: it must be one line"),
    (["server: \"smtp://a\"", "tls: none", "ca: Config/ca.pem"], 6, "`tls: none` checks no certificate"),
    (["server: \"smtp://a\"", "helo: my host"], 5, "channels.mail.helo: “my host” is not a host name"),
    (["server: \"smtp://a\"", "sevrer: b"], 5, "unknown key `sevrer`: did you mean `server`?"),
    (["server: \"smtp://a\"", "directory: out"], 5, "unknown key `directory`: known here:"),
    (["server: \"smtp://a\"", "sessions: 0"], 5, "from 1 to 500"),
  ]

  @Test(arguments: wrong)
  func aWrongKeyIsNamedWithItsLineAndRemedy(_ keys: [String], _ line: Int, _ says: String) throws {
    try load(keys) { loaded, file in
      guard case .failure(let ending) = loaded else {
        Issue.record("\(keys) was taken")
        return
      }
      #expect(ending.code == .configuration)
      let lines = ending.message.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("\(file):\(line): channels.mail") && $0.contains(says) }, "\(lines)")
      #expect(!ending.message.contains("hunter2"))
    }
  }

  @Test func everyWrongKeyIsNamedAtOnce() throws {
    let keys = [
      "server: \"ftp://a\"", "tls: maybe", "username: \"\"", "password: hunter2", "helo: \"\"", "from: news",
      "usrname: a",
    ]
    try load(keys) { loaded, file in
      guard case .failure(let ending) = loaded else {
        Issue.record("it was taken")
        return
      }
      let places = ending.message.split(separator: "\n").map { $0.dropFirst(file.count + 1).prefix { $0 != ":" } }
      #expect(places == ["4", "5", "6", "7", "8", "9", "10"], "\(ending.message)")
    }
  }

  @Test func aPasswordInTheAddressIsNotRepeated() throws {
    try load(["server: \"smtp://news:hunter2@mail.example.org:587\""]) { loaded, _ in
      guard case .failure(let ending) = loaded else {
        Issue.record("it was taken")
        return
      }
      #expect(ending.message.contains("“…@mail.example.org:587” is not a mail server: user and password"))
      #expect(!ending.message.contains("hunter2"))
    }
  }

  static let right: [(keys: [String], destination: String)] = [
    (["server: \"smtp://mail.example.org\""], "mail.example.org"),
    (["server: \"smtps://mail.example.org:465\"", "tls: required"], "mail.example.org"),
    (["server: \"smtp://localhost:25\"", "tls: none"], "localhost"),
    (["server: \"smtp://192.0.2.1\"", "ca: Config/ca.pem"], "192.0.2.1"),
    (["server: \"smtp://[2001:db8::1]:2525\"", "helo: mail.example.org"], "2001:db8::1"),
    (["server: \"smtp://a\"", "username: a b", "password: { file: /run/secrets/smtp }"], "a"),
  ]

  @Test(arguments: right) func aServerIsTaken(_ keys: [String], _ destination: String) throws {
    try load(keys) { loaded, _ in
      let channel = try #require(try loaded.get().channels.first)
      #expect(channel.destination == destination)
    }
  }

  @Test func whatIsNotSaidOfDoubtIsSaidByTheSender() throws {
    try load(["server: \"smtp://a\""]) { loaded, _ in
      let channel = try loaded.get().channels.first
      #expect(channel?.retry.onUncertain == .retry)
    }
    try load(["server: \"smtp://a\"", "on-uncertain: hold"]) { loaded, _ in
      let channel = try loaded.get().channels.first
      #expect(channel?.retry.onUncertain == .hold)
    }
    let folder = try TemporaryFolder()
    let file = try folder.write("channels: { x: { sender: file, directory: o } }\n", to: "herald.yaml")
    #expect(try Config.load(path: file.path)?.channels.first?.retry.onUncertain == .hold)
  }

  @Test func anSMTPChannelCarriesNoPosts() throws {
    try load(["server: \"smtp://a\""]) { loaded, _ in
      let config = try loaded.get()
      #expect(config.postChannels.isEmpty)
    }
  }

  // MARK: - check

  private func newsroom(_ keys: String) throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      channels:
        x: { sender: discard }
        mail: { sender: smtp, from: News <news@example.org>, \(keys) }
      digests:
        weekly: { channel: mail, list: readers }
      """)
    return newsroom
  }

  private static let login = "server: \"smtp://localhost\", username: news, password: { file: Config/password }"

  @Test func checkNamesTheSecretThatIsMissingAndPreviewNeedsNone() throws {
    let newsroom = try newsroom(Self.login)
    let missing = try newsroom.herald("check")
    #expect(missing.code == 69, "\(missing)")
    #expect(
      missing.err.contains("channels.mail: `password`: the file Config/password is not there: make it"), "\(missing)")
    try newsroom.done("preview", TestNewsroom.story)
    try newsroom.folder.write("hunter2\n", to: "Config/password")
    let open = try newsroom.done("check")
    #expect(
      open.err.contains("channels.mail: the file Config/password may be read or changed by other users: chmod 600 "))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: newsroom.url.appending(path: "Config/password").path)
    #expect(try newsroom.done("check").err.isEmpty)
    for line in ["check", "check --json", "status --json"] {
      let ended = try HeraldProcess.run(line.split(separator: " ").map(String.init), in: newsroom.url)
      #expect(!(ended.out + ended.err).contains("hunter2"))
    }
  }

  @Test func checkNamesTheVariableThatIsMissing() throws {
    let newsroom = try newsroom("server: \"smtp://localhost\", username: news, password: { env: HERALD_SMTP }")
    let missing = try newsroom.herald("check")
    #expect(missing.code == 69 && missing.err.contains("the environment variable HERALD_SMTP is not set"), "\(missing)")
    #expect(try newsroom.herald("check", environment: ["HERALD_SMTP": "hunter2"]).code == 0)
  }

  @Test func checkNamesCertificatesThatAreNone() throws {
    let newsroom = try newsroom("server: \"smtp://localhost\", ca: Config/ca.pem")
    let missing = try newsroom.herald("check")
    #expect(missing.code == 69 && missing.err.contains("channels.mail: `ca`: /"), "\(missing)")
    #expect(missing.err.contains("Config/ca.pem cannot be read: name a PEM file"), "\(missing)")
    try newsroom.folder.write("-----BEGIN PRIVATE KEY-----\n", to: "Config/ca.pem")
    #expect(try newsroom.herald("check").err.contains("Config/ca.pem holds no certificate"))
    try newsroom.folder.write("-----BEGIN CERTIFICATE-----\n", to: "Config/ca.pem")
    try newsroom.done("check")
  }

  static let doubtful = [
    ("server: \"smtp://mail.example.org\", tls: none", "sends every mail to mail.example.org unencrypted"),
    ("server: \"smtp://mail.example.org:465\"", "port 465 usually speaks TLS at once: write smtps://mail.example.org"),
    (
      "server: \"smtps://mail.example.org:587\"",
      "port 587 usually begins unencrypted: write smtp://mail.example.org:587"
    ),
  ]

  @Test(arguments: doubtful) func checkWarnsOfWhatIsLikelyAMistake(_ keys: String, _ says: String) throws {
    let ended = try newsroom(keys).done("check")
    #expect(ended.err.hasPrefix("herald: channels.mail: ") && ended.err.contains(says), "\(ended)")
  }

  @Test func checkWarnsOfAMailServerThatNoDigestUses() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      "channels:\n  mail: { sender: smtp, server: \"smtp://localhost\" }\n  x: { sender: discard }\n")
    #expect(try newsroom.done("check").err == "herald: channels.mail: no digest uses it, and it cannot carry posts\n")
    let refused = try newsroom.herald("queue", TestNewsroom.story, "--channel", "mail")
    #expect(refused.code == 64 && refused.err.contains("carries a digest, not posts"), "\(refused)")
  }

  /// Nothing listens there: a port that was free a moment ago.
  @Test func onlineAServerThatIsNotThereIsNamed() throws {
    let newsroom = try newsroom("server: \"smtp://127.0.0.1:1\", tls: none")
    try newsroom.done("check")
    let ended = try newsroom.herald("check", "--online")
    #expect(ended.code == 69 && ended.err.hasPrefix("herald: channels.mail: 127.0.0.1:1 "), "\(ended)")
    #expect(ended.err.split(separator: "\n").count == 1)
  }
}
