import Foundation
import HeraldSenders
import Testing

@testable import HeraldCommand

/// The keys of the senders of networks: what is wrong is named with its line and what to write.
@Suite struct NetworkConfigTests {
  private func load(_ keys: String) throws -> Result<Config, Ending> {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write("channels:\n  there: { \(keys) }\n", to: "herald.yaml")
    do {
      return .success(try #require(try Config.load(path: file.path)))
    } catch let ending as Ending {
      return .failure(ending)
    }
  }

  static let good: [(keys: String, network: String, destination: String)] = [
    ("sender: mastodon, server: \"https://social.example.org/\", token: { env: T }", "mastodon", "social.example.org"),
    (
      "sender: mastodon, server: \"http://127.0.0.1:3000\", token: { env: T }, as: mastodon", "mastodon",
      "127.0.0.1:3000"
    ),
    ("sender: bluesky, account: \"@news.example.org\", password: { env: T }", "bluesky", "bsky.social"),
    ("sender: bluesky, account: \"did:plc:abcdefghijklmnopqrstuvwx\", password: { env: T }", "bluesky", "bsky.social"),
    ("sender: telegram, chat: \"@HarbourCourier\", token: { env: T }, silent: yes", "telegram", "api.telegram.org"),
    ("sender: telegram, chat: -1001234567890, token: { env: T }", "telegram", "api.telegram.org"),
    ("sender: discord-webhook, url: { env: T }", "discord", "discord.com"),
    ("sender: slack-webhook, url: { env: T }", "slack", "hooks.slack.com"),
    ("sender: discord-bot, channel-id: 1300000000000000009, token: { env: T }", "discord", "discord.com"),
    ("sender: slack, channel-id: C0123456789, token: { env: T }", "slack", "slack.com"),
    ("sender: webhook, url: \"https://example.org/a?b=c\", secret: { env: T }", "plain", "example.org"),
    ("sender: webhook, url: \"https://example.org/a\", secret: { env: T }, as: x", "x", "example.org"),
    ("sender: command, run: [Scripts/post, -q], timeout: 5, as: x", "x", "Scripts/post"),
  ]

  @Test(arguments: good) func aNetworkWritesByItsOwnRules(_ keys: String, _ network: String, _ destination: String)
    throws
  {
    let channel = try #require(try load(keys).get().channels.first)
    #expect(channel.network.rawValue == network)
    #expect(channel.destination == destination)
    #expect(channel.carriesPosts && channel.retry.onUncertain == .hold)
  }

  static let wrong: [(keys: String, says: String)] = [
    ("sender: mastodon", "`server` is missing: write `server: https://social.example.org`"),
    ("sender: mastodon", "`token` is missing: write `token: { env: MASTODON_TOKEN }`"),
    ("sender: mastodon, server: social.example.org, token: { env: T }", "write https:// and its host"),
    ("sender: mastodon, server: \"http://social.example.org\", token: { env: T }", "write https:// and its host"),
    ("sender: mastodon, server: \"https://a.example/?x=1\", token: { env: T }", "write https:// and its host"),
    ("sender: mastodon, server: \"https://news:hunter2@a.example\", token: { env: T }", "write https:// and its host"),
    ("sender: mastodon, server: \"https://a.example\", token: hunter2", "a secret never stands in the configuration"),
    (
      "sender: mastodon, server: \"https://a.example\", token: { env: T }, visibility: all",
      "it may be public, unlisted, private"
    ),
    (
      "sender: mastodon, server: \"https://a.example\", token: { env: T }, as: x",
      "by the rules of mastodon alone: remove `as`"
    ),
    ("sender: mastodon, server: \"https://a.example\", token: { env: T }, tokn: a", "unknown key `tokn`"),
    ("sender: bluesky, account: news, password: { env: T }", "write its handle, as in news.example.org"),
    ("sender: bluesky, account: news.example.org, password: hunter2", "a secret never stands in the configuration"),
    ("sender: bluesky, account: news.example.org, password: { env: T }, server: bsky", "is not a server"),
    ("sender: telegram, chat: HarbourCourier, token: { env: T }", "“HarbourCourier” is no chat"),
    ("sender: telegram, token: { env: T }", "`chat` is missing: write `chat: \"@HarbourCourier\"`"),
    ("sender: discord-webhook", "`url` is missing: write `url: { env: DISCORD_WEBHOOK }`"),
    ("sender: discord-webhook, url: \"https://discord.com/api/webhooks/1/hunter2\"", "a secret never stands in"),
    ("sender: discord-bot, channel-id: general, token: { env: T }", "“general” is no number of Discord's"),
    ("sender: slack, channel-id: \"#general\", token: { env: T }", "“#general” is no id of a channel"),
    ("sender: slack-webhook, url: \"https://hooks.slack.com/services/T/B/hunter2\"", "a secret never stands in"),
    ("sender: webhook, url: \"http://example.org/a\", secret: { env: T }", "it is no address of a webhook"),
    ("sender: webhook, url: \"https://example.org/a\"", "`secret` is missing"),
    ("sender: command", "`run` is missing: write `run: [Scripts/post, --quiet]`"),
    ("sender: command, run: []", "name a program and its arguments"),
    ("sender: command, run: [a], timeout: 0", "it takes seconds, from 1 to 3600"),
  ]

  @Test(arguments: wrong) func aWrongKeyIsNamedWithItsLineAndRemedy(_ keys: String, _ says: String) throws {
    guard case .failure(let ending) = try load(keys) else {
      Issue.record("it was taken")
      return
    }
    #expect(ending.code == .configuration)
    #expect(ending.message.contains(says) && ending.message.contains(":2: channels.there"), "\(ending.message)")
    #expect(!ending.message.contains("hunter2"))
  }
}
