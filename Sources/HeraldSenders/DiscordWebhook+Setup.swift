import Herald
import HeraldTransfer

extension DiscordWebhook: ConfiguredSender {
  public static let kind = "discord-webhook"
  public static let network: Network? = .discord
  /// 50 requests a second: docs.discord.com, *topics/rate-limits*.
  public static let rates = [RateLimit(50, per: 1)]
  public static func destination(of settings: Settings) -> String { "discord.com" }

  /// https://support.discord.com/hc/en-us/articles/228383668-Intro-to-Webhooks
  public static let setup = Setup(
    "posts to Discord with an address alone",
    [
      Question(
        "url", .secret, "the webhook's address; whoever knows it may post", example: "DISCORD_WEBHOOK",
        steps: [
          "In Discord: the channel's Edit Channel (the cog) → Integrations → Webhooks → New Webhook.",
          "Open it, and Copy Webhook URL: https://discord.com/api/webhooks/…",
        ])
    ])
}

extension DiscordWebhook: DeletingSender {
  /// https://docs.discord.com/developers/resources/webhook#delete-webhook-message, in the thread that the address names.
  public func delete(_ receipt: Receipt) async -> Failure? {
    switch address {
    case .failure(let failure): return failure
    case .success(let address):
      let halves = address.text.split(separator: "?", maxSplits: 1).map(String.init)
      let thread = halves.count > 1 ? halves[1].split(separator: "&").first { $0.hasPrefix("thread_id=") } : nil
      let url = "\(halves[0])/messages/\(receipt.id)" + (thread.map { "?\($0)" } ?? "")
      return await DiscordRefusal.ofDeletion(
        means.ask(HTTPRequest(.delete, url)), name: address.host, secrets: address.secrets)
    }
  }
}

extension DiscordRefusal {
  /// Nil when the message is gone.
  static func ofDeletion(_ result: Result<HTTPAnswer, Failure>, name: String, secrets: [String]) -> Failure? {
    switch result {
    case .failure(let failure): return failure
    case .success(let answer):
      if answer.status == 204 || answer.json(DiscordRefusal.self)?.code == 10_008 { return nil }
      return words(answer, name: name, secrets: secrets).failure("did not delete it")
    }
  }
}
