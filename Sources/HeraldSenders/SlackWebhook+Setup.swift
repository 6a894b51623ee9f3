import Herald

extension SlackWebhook: ConfiguredSender {
  public static let kind = "slack-webhook"
  public static let network: Network? = .slack
  /// One message a second in a channel: docs.slack.dev, *rate limits*.
  public static let rates = [RateLimit(1, per: 1)]
  public static func destination(of settings: Settings) -> String { "hooks.slack.com" }

  /// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  public static let setup = Setup(
    "posts to Slack with an address alone",
    [
      Question(
        "url", .secret, "the webhook's address; whoever knows it may post", example: "SLACK_WEBHOOK",
        steps: [
          "Open https://api.slack.com/apps → Create New App → From scratch, and choose the workspace.",
          "Incoming Webhooks → On → Add New Webhook, choose the channel, and copy: https://hooks.slack.com/services/…",
        ])
    ])
}
