import Foundation
import Herald
import Testing

@testable import HeraldCommand

/// `alerts:`: what is wrong is named with its line and what to write.
@Suite struct AlertsConfigTests {
  private static let channels = """
    channels:
      mail: { sender: smtp, server: "smtp://localhost", from: news@example.org }
      bare: { sender: smtp, server: "smtp://localhost" }
      outbox: { sender: file, directory: outbox }

    """

  private func load(_ alerts: String) throws -> Result<Config, Ending> {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(Self.channels + alerts + "\n", to: "herald.yaml")
    do {
      return .success(try #require(try Config.load(path: file.path)))
    } catch let ending as Ending {
      return .failure(ending)
    }
  }

  static let wrong: [(alerts: String, line: Int, says: String)] = [
    ("alerts: yes", 5, "alerts: "),
    ("alerts:\n  comand: [x]", 6, "did you mean `command`?"),
    ("alerts:\n  command: []", 6, "name a program and its arguments"),
    ("alerts:\n  command: { run: x }", 6, "alerts.command"),
    ("alerts:\n  mail: { channel: mail }", 6, "`to` is missing: write who gets the alarms"),
    ("alerts:\n  mail: { to: a@example.org }", 6, "`channel` is missing"),
    ("alerts:\n  mail: { channel: mail, to: nobody }", 6, "alerts.mail.to: "),
    ("alerts:\n  mail: { channel: mial, to: a@example.org }", 6, "there is no channel `mial`: did you mean `mail`?"),
    ("alerts:\n  mail: { channel: outbox, to: a@example.org }", 6, "`outbox` is no mail server"),
    ("alerts:\n  mail: { channel: bare, to: a@example.org }", 6, "its channel `bare` needs `from:`"),
    ("alerts:\n  webhook: ftp://example.org", 6, "it is no address of a webhook"),
    ("alerts:\n  webhook: http://example.org/a", 6, "it is no address of a webhook"),
    ("alerts:\n  webhook:\n    secret: { env: S }", 7, "`url` is missing"),
    ("alerts:\n  webhook: { url: \"https://example.org\", secret: whsec_abc }", 6, "a secret never stands in the"),
    ("alerts:\n  webhook: { env: \"A B\" }", 6, "`env:` takes the name of an environment variable"),
    ("alerts:\n  overdue: soon", 6, "“soon” is not a length of time"),
    ("alerts:\n  when-over: perhaps", 6, "“perhaps” is neither true nor false"),
  ]

  @Test(arguments: wrong) func whatIsWrongIsNamedWithItsLine(_ wrong: (alerts: String, line: Int, says: String)) throws
  {
    guard case .failure(let ending) = try load(wrong.alerts) else {
      Issue.record("it was taken: \(wrong.alerts)")
      return
    }
    let lines = ending.message.split(separator: "\n")
    #expect(ending.code == .configuration && lines.count == 1, "\(ending.message)")
    #expect(
      lines.contains { $0.contains("herald.yaml:\(wrong.line): ") && $0.contains(wrong.says) }, "\(ending.message)")
    #expect(!ending.message.contains("whsec_abc"))
  }

  @Test func everyWayIsRead() throws {
    let config = try load(
      """
      alerts:
        command: [Scripts/tell, -q]
        mail: { channel: mail, to: "Desk <desk@example.org>" }
        webhook: { url: { file: Config/alarms-url }, secret: { env: ALARMS } }
        overdue: 2h
        when-over: no
      """
    ).get()
    #expect(try Newsroom(config).alerts.map(\.way) == ["command", "mail", "webhook"])
    #expect(try Newsroom(config).alerts.map(\.channel) == [nil, "mail", nil])
    let rules = try Newsroom(config).alarmRules
    #expect(rules.overdue == .hours(2) && !rules.tellsOver)
  }

  @Test func withoutItNobodyIsToldAndTheDefaultsHold() throws {
    for text in ["", "alerts:", "alerts: {}"] {
      let newsroom = try Newsroom(load(text).get())
      #expect(newsroom.alerts.isEmpty)
      #expect(newsroom.alarmRules.overdue == .minutes(15) && newsroom.alarmRules.tellsOver)
    }
  }
}
