import Herald
import HeraldTransfer

extension Slack: ConfiguredSender {
  public static let kind = "slack"
  public static let network: Network? = .slack
  /// One message a second in a channel: docs.slack.dev, *rate limits*.
  public static let rates = [RateLimit(1, per: 1)]
  public static func destination(of settings: Settings) -> String { settings.server.host }

  /// https://docs.slack.dev/app-management/quickstart-app-settings
  public static let setup = Setup(
    "posts to Slack as an app, which can find its posts again",
    [
      Question(
        "token", .secret, "the Bot User OAuth Token", example: "SLACK_TOKEN",
        steps: [
          "Open https://api.slack.com/apps → Create New App → From scratch, and choose the workspace.",
          "OAuth & Permissions → Bot Token Scopes: chat:write and channels:history (groups:history for a private channel).",
          "Install to Workspace, and copy the Bot User OAuth Token: xoxb-…",
        ]),
      Question(
        "channel-id", .line, "the channel's id", example: "C0123456789",
        steps: [
          "In the channel: /invite @ and the app's name; then click the channel's name: its id stands at the end of About."
        ]),
    ])
}

extension Slack: DeletingSender {
  /// https://docs.slack.dev/reference/methods/chat.delete
  public func delete(_ receipt: Receipt) async -> Failure? {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return failure
    }
    let body: [UInt8]
    switch JSONOctets.of(["channel": settings.channel, "ts": SlackReceipt(receipt).ts]) {
    case .success(let made): body = made
    case .failure(let failure): return failure
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/api/chat.delete", headers: Self.headers(token), body: body)
    return await means.ask(request).flatMap { answer -> Result<Void, Failure> in
      let said = answer.json(Answer.self)
      if answer.status == 200, said?.ok == true || said?.error == "message_not_found" { return .success(()) }
      let words = FarWords(nil, code: said?.error, status: answer.status, name: settings.server.host, secrets: [token])
      return .failure(words.failure("did not delete it"))
    }.failure
  }
}
