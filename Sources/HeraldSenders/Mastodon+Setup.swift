import Herald

extension Mastodon: ConfiguredSender {
  public static let kind = "mastodon"
  public static let network: Network? = .mastodon
  /// 300 requests in 5 minutes: docs.joinmastodon.org, *api/rate-limits*.
  public static let rates = [RateLimit(300, per: .minutes(5))]
  public static func destination(of settings: Settings) -> String { settings.server.host }

  /// https://docs.joinmastodon.org/client/token/ and the scopes of https://docs.joinmastodon.org/api/oauth-scopes/
  public static let setup = Setup(
    "posts to Mastodon and its like",
    [
      Question("server", .line, "the server where the account is", example: "https://social.example.org"),
      Question(
        "token", .secret, "the access token", example: "MASTODON_TOKEN",
        steps: [
          "Open {server}/settings/applications/new (Preferences → Development → New application).",
          "Name it Herald, tick write:statuses, read:accounts and read:statuses, and nothing else. Submit.",
          "Open the application, and copy “Your access token”.",
        ]),
    ])
}
