import Herald

extension Webhook: ConfiguredSender {
  public static let kind = "webhook"
  public static func destination(of settings: Settings) -> String { settings.url.host }

  public static let setup = Setup(
    "posts to a program of yours that listens",
    [
      Question("url", .line, "the address that takes the posts", example: "https://example.org/herald"),
      Question(
        "secret", .secret, "the secret of the signature; the receiver has the same", example: "WEBHOOK_SECRET",
        steps: ["Make one: echo whsec_$(openssl rand -base64 32)"]),
    ])
}
