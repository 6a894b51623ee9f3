import Foundation
import Herald
import HeraldSenders

/// `alerts:`, who is told when something needs a person, and of what.
struct AlertsConfig: Decodable {
  /// `mail:`, one person or desk, by a channel's server.
  struct Mail: Decodable {
    var channel: String
    var to: Mailbox

    private enum CodingKeys: CodingKey { case channel, to }

    init(from decoder: any Decoder) throws {
      let section = try decoder.container(keyedBy: CodingKeys.self)
      let to = try section.take(MailboxText.self, .to)?.mailbox
      channel = try section.decode(String.self, forKey: .channel)
      guard let to else {
        // A wrong one has been reported where it stands.
        guard !section.contains(.to) else { throw ConfigProblems.Reported() }
        throw Wrong("`to` is missing: write who gets the alarms, as in `to: editor@example.org`")
      }
      self.to = to
    }
  }

  var command: CommandAlert.Settings?
  var mail: Mail?
  var webhook: WebhookAlert.Settings?
  /// `overdue:`, how long after its time a job that waits becomes an alarm; default 15 minutes.
  var overdue = TimeSpan(seconds: 900)
  /// `when-over:`, whether the end of an alarm is told too; default yes.
  var whenOver = true

  init() {}

  private enum CodingKeys: String, CodingKey {
    case command, mail, webhook, overdue
    case whenOver = "when-over"
  }

  init(from decoder: any Decoder) throws {
    let section = try decoder.container(keyedBy: CodingKeys.self)
    command = try section.take(CommandAlert.Settings.self, .command)
    mail = try section.take(Mail.self, .mail)
    webhook = try section.take(WebhookAlert.Settings.self, .webhook)
    overdue = try section.take(TimeSpan.self, .overdue) ?? overdue
    whenOver = try section.take(YesOrNo.self, .whenOver)?.value ?? whenOver
  }
}
