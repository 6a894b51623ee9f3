import Foundation
import Herald

extension SMTP: ConfiguredSender {
  public static let kind = "smtp"
  public static let carriesPosts = false
  public static let onUncertain = RetryPolicy.OnUncertain.retry
  public static func destination(of settings: Settings) -> String { settings.address.host }

  public static let setup = Setup(
    "digests to a mail server",
    [
      Question(
        "server", .line, "the mail server", example: "smtp://mail.example.org:587",
        steps: [
          "Your provider's page on mail programs names it, as “outgoing mail” or “SMTP”.",
          "STARTTLS (port 587) is smtp://, SSL or TLS at once (port 465) is smtps://.",
        ]),
      Question(
        "username", .line, "the user name there", example: "news@example.org",
        steps: ["Press Enter for a server that asks for none."], isOptional: true),
      Question(
        "password", .secret, "the password there", example: "SMTP_PASSWORD",
        steps: ["An app password, where the provider has such: it can be revoked alone."], after: "username"),
      Question("from", .line, "who the mails are from", example: "Harbour Courier <news@example.org>"),
    ])

  public init(settings: Settings, base: URL, means: NetworkMeans) { self.init(settings: settings, base: base) }
}
