import Herald
import HeraldTransfer

extension DiscordBot: ConfiguredSender {
  public static let kind = "discord-bot"
  public static let network: Network? = .discord
  /// 50 requests a second: docs.discord.com, *topics/rate-limits*.
  public static let rates = [RateLimit(50, per: 1)]
  public static func destination(of settings: Settings) -> String { settings.server.host }

  /// https://docs.discord.com/developers/quick-start/getting-started#step-1-creating-an-app
  public static let setup = Setup(
    "posts to Discord as a bot, which ends a doubt by itself",
    [
      Question(
        "token", .secret, "the bot's token", example: "DISCORD_TOKEN",
        steps: [
          "Open https://discord.com/developers/applications → New Application → Bot → Reset Token, and copy it.",
          "OAuth2 → URL Generator: tick bot; below, tick View Channels, Send Messages, Read Message History.",
          "Open the address that it makes, and choose your server.",
        ]),
      Question(
        "channel-id", .line, "the channel's number", example: "1300000000000000000",
        steps: ["User Settings → Advanced → Developer Mode on; then right-click the channel → Copy Channel ID."]),
    ])
}

extension DiscordBot: DeletingSender {
  /// https://docs.discord.com/developers/resources/message#delete-message: 204; 10008 for one that is not there.
  public func delete(_ receipt: Receipt) async -> Failure? {
    switch token.value {
    case .failure(let failure): return failure
    case .success(let token):
      let request = HTTPRequest(.delete, "\(messages)/\(receipt.id)", headers: [Self.authorization(token)])
      return await DiscordRefusal.ofDeletion(means.ask(request), name: settings.server.host, secrets: [token])
    }
  }
}
