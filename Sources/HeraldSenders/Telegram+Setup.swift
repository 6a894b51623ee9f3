import Herald
import HeraldTransfer

extension Telegram: ConfiguredSender {
  public static let kind = "telegram"
  public static let network: Network? = .telegram
  /// One a second in a chat, 20 a minute in a group: core.telegram.org/bots/faq.
  public static let rates = [RateLimit(1, per: 1), RateLimit(20, per: .minutes(1))]
  public static func destination(of settings: Settings) -> String { settings.server.host }

  /// https://core.telegram.org/bots/features#botfather
  public static let setup = Setup(
    "posts to a Telegram channel or group",
    [
      Question(
        "token", .secret, "the bot's token", example: "TELEGRAM_TOKEN",
        steps: ["Write /newbot to https://t.me/BotFather, answer its two questions, and copy the token: 123456:ABC…"]),
      Question(
        "chat", .line, "where it posts", example: "@HarbourCourier",
        steps: [
          "In the channel: Administrators → Add Administrator → the bot, with Post Messages. In a group: add it as a member.",
          "Write the channel's public @name, or its number: forward one of its posts to a bot that shows it, -100…",
        ]),
    ])
}

extension Telegram: DeletingSender {
  /// https://core.telegram.org/bots/api#deletemessage: for 48 hours, and by a bot that may post.
  public func delete(_ receipt: Receipt) async -> Failure? {
    guard let number = receipt.id.split(separator: " ").first.flatMap({ Int64($0) }) else {
      return Failure("“\(receipt.id)” is no receipt of Telegram's")
    }
    switch token.value {
    case .failure(let failure): return failure
    case .success(let token):
      let parameters = ["chat_id": settings.chat.text, "message_id": "\(number)"]
      return await ask(Bool.self, "deleteMessage", parameters, token).map { _ in }.failure
    }
  }
}
