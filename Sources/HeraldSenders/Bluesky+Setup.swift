import Herald

extension Bluesky: ConfiguredSender {
  public static let kind = "bluesky"
  public static let network: Network? = .bluesky
  /// 5,000 points an hour and 35,000 a day, 3 for each record: docs.bsky.app, *rate limits*.
  public static let rates = [RateLimit(1_666, per: .hours(1)), RateLimit(11_666, per: .hours(24))]
  public static func destination(of settings: Settings) -> String { settings.server.host }

  /// https://bsky.app/settings/app-passwords
  public static let setup = Setup(
    "posts to Bluesky",
    [
      Question("account", .line, "the account's handle", example: "news.example.org"),
      Question(
        "server", .line, "the account's own server", example: "https://pds.example.org",
        steps: ["Only for an account that is not at Bluesky's own; press Enter for https://bsky.social."],
        isOptional: true),
      Question(
        "password", .secret, "an app password, never the account's own", example: "BLUESKY_APP_PASSWORD",
        steps: [
          "Open https://bsky.app/settings/app-passwords (Settings → Privacy and security → App passwords).",
          "“Add App Password”, name it herald, leave direct messages off, and copy what it shows: xxxx-xxxx-xxxx-xxxx.",
        ]),
    ])
}
