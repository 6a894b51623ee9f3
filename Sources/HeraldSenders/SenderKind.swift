import Foundation
import Herald

/// Every sender there is, by the name that the configuration gives it. A new sender is one file and one line here.
public enum SenderKind: String, Sendable, CaseIterable, Decodable {
  case bluesky
  case command
  case discard
  case discordBot = "discord-bot"
  case discordWebhook = "discord-webhook"
  case file
  case mastodon
  case slack
  case slackWebhook = "slack-webhook"
  case smtp
  case telegram
  case webhook

  /// What `on-uncertain:` is where the configuration says nothing. A mail twice does little harm and a mail lost is not
  /// noticed, so mail is tried once more; a post twice is seen by everybody, so posts wait for a person.
  public var onUncertain: RetryPolicy.OnUncertain { self == .smtp ? .retry : .hold }

  /// Whether posts can go this way; otherwise it carries digests alone.
  public var carriesPosts: Bool { self != .smtp }

  /// What the network allows one account, where the configuration has no `rate:`.
  ///
  /// | sender | rates | its own words |
  /// | --- | --- | --- |
  /// | bluesky | 1,666 per 1h, 11,666 per 1d | 5,000 points an hour and 35,000 a day, 3 for each record: docs.bsky.app, *rate limits* |
  /// | mastodon | 300 per 5m | 300 requests in 5 minutes: docs.joinmastodon.org, *api/rate-limits* |
  /// | telegram | 1 per 1s, 20 per 1m | one a second in a chat, 20 a minute in a group: core.telegram.org/bots/faq |
  /// | discord-bot, discord-webhook | 50 per 1s | 50 requests a second: docs.discord.com, *topics/rate-limits* |
  /// | slack, slack-webhook | 1 per 1s | one message a second in a channel: docs.slack.dev, *rate limits* |
  /// | others | none | the newsroom's own |
  public var rates: [RateLimit] {
    switch self {
    case .bluesky: [RateLimit(1_666, per: .hours(1)), RateLimit(11_666, per: .hours(24))]
    case .mastodon: [RateLimit(300, per: .minutes(5))]
    case .telegram: [RateLimit(1, per: 1), RateLimit(20, per: .minutes(1))]
    case .discordBot, .discordWebhook: [RateLimit(50, per: 1)]
    case .slack, .slackWebhook: [RateLimit(1, per: 1)]
    case .command, .discard, .file, .smtp, .webhook: []
    }
  }

  /// Whose rules its posts are written by, where there is no choice: `as:` may be left out, and say nothing else.
  public var network: Network? {
    switch self {
    case .bluesky: .bluesky
    case .discordBot, .discordWebhook: .discord
    case .mastodon: .mastodon
    case .slack, .slackWebhook: .slack
    case .telegram: .telegram
    case .command, .discard, .file, .smtp, .webhook: nil
    }
  }

  /// Makes the sender from its own settings.
  ///
  /// - Parameters:
  ///   - decoder: the channel's section of the configuration.
  ///   - base: the newsroom's folder, at which relative paths start.
  ///   - means: how networks are spoken to.
  /// - Returns: the sender, and what the queue is grouped by for it.
  /// - Throws: `DecodingError` for a setting that is missing or wrong.
  public func make(
    from decoder: any Decoder, base: URL, means: NetworkMeans = NetworkMeans()
  ) throws -> (sender: any Sender, destination: String) {
    switch self {
    case .bluesky:
      let settings = try Bluesky.Settings(from: decoder)
      return (Bluesky(settings: settings, base: base, means: means), settings.server.host)
    case .command:
      let settings = try Command.Settings(from: decoder)
      return (Command(settings: settings, base: base), settings.run[0])
    case .discard:
      return (Discard(settings: try Discard.Settings(from: decoder)), "discard")
    case .discordBot:
      let settings = try DiscordBot.Settings(from: decoder)
      return (DiscordBot(settings: settings, base: base, means: means), settings.server.host)
    case .discordWebhook:
      let settings = try DiscordWebhook.Settings(from: decoder)
      return (DiscordWebhook(settings: settings, base: base, means: means), "discord.com")
    case .file:
      let settings = try File.Settings(from: decoder)
      return (File(settings: settings, base: base), settings.directory)
    case .mastodon:
      let settings = try Mastodon.Settings(from: decoder)
      return (Mastodon(settings: settings, base: base, means: means), settings.server.host)
    case .slack:
      let settings = try Slack.Settings(from: decoder)
      return (Slack(settings: settings, base: base, means: means), settings.server.host)
    case .slackWebhook:
      let settings = try SlackWebhook.Settings(from: decoder)
      return (SlackWebhook(settings: settings, base: base, means: means), "hooks.slack.com")
    case .smtp:
      let settings = try SMTP.Settings(from: decoder)
      return (SMTP(settings: settings, base: base), settings.address.host)
    case .telegram:
      let settings = try Telegram.Settings(from: decoder)
      return (Telegram(settings: settings, base: base, means: means), settings.server.host)
    case .webhook:
      let settings = try Webhook.Settings(from: decoder)
      return (Webhook(settings: settings, base: base, means: means), settings.url.host)
    }
  }
}
