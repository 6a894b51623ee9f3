import Foundation
import HeraldSenders
import Servers

extension NetworkCase {
  static let all: [NetworkCase] = [
    bluesky, board, discordBot, discordWebhook, mastodon, slack, slackWebhook, telegram, webhook,
  ]

  static let bluesky = NetworkCase(
    name: "bluesky", kind: SenderKind(Bluesky.self), fake: "bluesky", network: .bluesky,
    settings: { server, _ in
      #"{ "server": "\#(server)", "account": "news.example.org", "password": { "file": "secret" } }"#
    },
    plan: ["account": .text("news.example.org"), "handles": .text("ada.example.org")].merging(lexicons) { $1 },
    doubt: .ends, expired: .deferred,
    limits: [("1790000310", 300), ("1790000000", 1), ("1990000000", 86_400), ("120", 120), ("1e400", 86_400)],
    defects: FakeNetwork.Plan.Defect.allCases)

  /// The published lexicons, where they are: every request is held against them.
  private static let lexicons: [String: FakeNetwork.Plan.Value] =
    ProcessInfo.processInfo.environment["HERALD_CONFORMANCE"].map {
      ["lexicons": .text($0 + "/bluesky/lexicons")]
    } ?? [:]

  static let mastodon = NetworkCase(
    name: "mastodon", kind: SenderKind(Mastodon.self), fake: "mastodon", network: .mastodon,
    settings: { server, _ in #"{ "server": "\#(server)", "token": { "file": "secret" } }"# },
    doubt: .ends, needsNoReading: true, keys: ["idempotency-key"],
    limits: [
      ("2026-09-21T14:18:20.000000Z", 290), ("2026-09-21T14:13:30Z", 1), ("2027-09-21T14:18:20Z", 86_400),
      ("1790000310", 300), ("retry-after:Mon, 21 Sep 2026 14:18:20 GMT", 290), ("retry-after:120", 120),
      ("retry-after:-5", 1), ("retry-after:1000000000", 86_400), ("retry-after:0.5", 1),
    ],
    defects: FakeNetwork.Plan.Defect.allCases)

  static let discordBot = NetworkCase(
    name: "discord-bot", kind: SenderKind(DiscordBot.self), fake: "discord-bot", network: .discord,
    settings: { server, _ in
      #"{ "server": "\#(server)", "token": { "file": "secret" }, "channel-id": "1300000000000000009" }"#
    }, doubt: .ends, needsNoReading: true,
    limits: [("64.5", 64.5), ("0.05", 1), ("-3", 1), ("1e12", 86_400), ("header:17", 17)],
    defects: FakeNetwork.Plan.Defect.allCases)

  static let slack = NetworkCase(
    name: "slack", kind: SenderKind(Slack.self), fake: "slack", network: .slack,
    settings: { server, _ in
      #"{ "server": "\#(server)", "token": { "file": "secret" }, "channel-id": "C0123456789" }"#
    }, doubt: .isRead, replies: .first, limits: [("30", 30), ("0", 1), ("1000000000", 86_400), ("body:7", 7)])

  static let discordWebhook = NetworkCase(
    name: "discord-webhook", kind: SenderKind(DiscordWebhook.self), fake: "discord-webhook", network: .discord,
    settings: { _, _ in #"{ "url": { "file": "secret" } }"# }, addressPath: "/api/webhooks/4711/SECRET", doubt: .stays,
    replies: .none,
    limits: [
      ("64.5", 64.5), ("0.05", 1), ("-3", 1), ("1e12", 86_400), ("header:17", 17), ("after:2.5", 2.5),
    ])

  static let slackWebhook = NetworkCase(
    name: "slack-webhook", kind: SenderKind(SlackWebhook.self), fake: "slack-webhook", network: .slack,
    settings: { _, _ in #"{ "url": { "file": "secret" } }"# }, addressPath: "/services/T0/B0/SECRET", doubt: .stays,
    replies: .none, limits: [("30", 30), ("0", 1), ("1000000000", 86_400)])

  static let telegram = NetworkCase(
    name: "telegram", kind: SenderKind(Telegram.self), fake: "telegram", network: .telegram,
    settings: { server, _ in
      #"{ "server": "\#(server)", "token": { "file": "secret" }, "chat": "@HarbourCourier" }"#
    },
    secret: "4711:Zinnober-Karmesin", plan: ["chat": .text("@HarbourCourier")], doubt: .stays,
    limits: [("35", 35), ("0", 1), ("1000000000", 86_400)])

  static let webhook = NetworkCase(
    name: "webhook", kind: SenderKind(Webhook.self), fake: "webhook", network: .plain,
    settings: { server, _ in #"{ "url": "\#(server)/herald", "secret": { "file": "secret" } }"# },
    secret: "whsec_Wmlubm9iZXItNDcxMS1LYXJtZXNpbi1Jbi1CYXNlNjQ=", doubt: .ends, readsAnswers: false,
    keys: ["webhook-id", "idempotency-key"],
    limits: [("30", 30), ("Mon, 21 Sep 2026 14:18:20 GMT", 290), ("-1", 1)],
    defects: FakeNetwork.Plan.Defect.allCases)
}
