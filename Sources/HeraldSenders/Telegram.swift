import Foundation
import Herald
import HeraldText
import HeraldTransfer

/// Posts to a Telegram channel or group, as a bot.
///
/// Telegram keeps no key and shows a bot none of its own posts, so a lost answer stays in doubt, and a person looks. The token
/// is part of every address and stands in no failure. https://core.telegram.org/bots/api#sendmessage
public struct Telegram: Sender {
  public struct Settings: Decodable, Sendable {
    let token: Secret
    /// `@name` of a public channel, or the number of any chat.
    let chat: TelegramChat
    /// Default `https://api.telegram.org`.
    let server: ServerURL
    /// Readers hear nothing; default false.
    let silent: Bool

    private enum CodingKeys: CodingKey { case token, chat, server, silent }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let token = reader.need(Secret.self, .token, example: "{ env: TELEGRAM_TOKEN }")
      let chat = reader.need(TelegramChat.self, .chat, example: "\"@HarbourCourier\"")
      let server = reader.take(ServerURL.self, .server) ?? ServerURL("https://api.telegram.org")
      silent = reader.take(Bool.self, .silent) ?? false
      try reader.finish()
      self.token = try reader.found(token, .token)
      self.chat = try reader.found(chat, .chat)
      self.server = try reader.found(server, .server)
    }
  }

  let settings: Settings
  let base: URL
  let means: NetworkMeans

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base, self.means) = (settings, base, means)
  }

  var token: KeptToken {
    KeptToken(
      secret: settings.token, base: base, form: "holds no bot's token: BotFather's looks like 123456:ABC-DEF1234",
      isOne: { $0.wholeMatch(of: /[0-9]{1,20}:[A-Za-z0-9_-]{1,200}/) != nil })
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .blocked(failure)
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/bot\(token)/sendMessage", headers: [JSONOctets.header], body: body)
    return await means.post(request, gate: gate) { read($0, token: token) }
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "telegram").flatMap { _ in
      JSONOctets.of(TelegramBody(message, chat: settings.chat, isSilent: settings.silent))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    .unknown(Failure("Telegram may have it, and shows a bot none of its own posts: look in the chat"))
  }

  // MARK: - The interface

  /// https://core.telegram.org/bots/api#making-requests, #responseparameters
  private struct Said<Value: Decodable>: Decodable {
    struct Parameters: Decodable {
      let retryAfter: Double?
      let newChat: Int64?

      private enum CodingKeys: String, CodingKey {
        case retryAfter = "retry_after"
        case newChat = "migrate_to_chat_id"
      }
    }
    let ok: Bool
    let result: Value?
    let code: Int?
    let description: String?
    let parameters: Parameters?

    private enum CodingKeys: String, CodingKey {
      case ok, result, description, parameters
      case code = "error_code"
    }
  }

  private struct Sent: Decodable {
    let id: Int64
    private enum CodingKeys: String, CodingKey { case id = "message_id" }
  }

  /// | answer | outcome |
  /// | --- | --- |
  /// | `ok`, a message | sent |
  /// | 400 of the chat: not found, no rights, moved | blocked |
  /// | other errors | as their code says, which is HTTP's |
  private func read(_ answer: HTTPAnswer, token: String) -> Outcome {
    let said = answer.json(Said<Sent>.self)
    var answer = answer
    if let said, !said.ok, let code = said.code { answer.status = code }
    let words = words(answer, said?.description, token)
    if answer.status == 200 {
      guard let said, said.ok, let sent = said.result else {
        return .uncertain(words.failure("answered what is no message of Telegram's"))
      }
      return .sent(Receipt(id: settings.chat.address(of: sent.id)))
    }
    if let chat = said?.parameters?.newChat {
      return .blocked(words.failure("says that the chat has a new number: write `chat: \(chat)`"))
    }
    if answer.status == 400, let text = said?.description?.lowercased(),
      ["chat not found", "not enough rights", "need administrator rights", "chat_write_forbidden", "have no rights"]
        .contains(where: { text.contains($0) })
    {
      return .blocked(words.failure("does not let the bot post there"))
    }
    return Outcome(refusal: answer, words, seconds: said?.parameters?.retryAfter, now: means.now())
  }

  private func words(_ answer: HTTPAnswer, _ text: String?, _ token: String) -> FarWords {
    FarWords(
      text, status: answer.status, name: settings.server.host,
      secrets: [token] + token.split(separator: ":").dropFirst().map(String.init))
  }

  // MARK: - Looking

  public func check() async -> Failure? { token.obstacle }

  public func warnings() async -> [String] { token.warnings }

  /// Asks who the bot is, whether it sees the chat, and whether it may post there (`getMe`, `getChat`, `getChatMember`).
  public func probe() async -> Result<Offer, Failure> {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .failure(failure)
    }
    let bot: Bot
    switch await ask(Bot.self, "getMe", [:], token) {
    case .success(let found): bot = found
    case .failure(let failure): return .failure(failure)
    }
    let chat: Chat
    switch await ask(Chat.self, "getChat", ["chat_id": settings.chat.text], token) {
    case .success(let found): chat = found
    case .failure(let failure): return .failure(failure)
    }
    let parameters = ["chat_id": settings.chat.text, "user_id": "\(bot.id)"]
    return await ask(Member.self, "getChatMember", parameters, token).flatMap { member in
      let name = FarWords.clean(bot.username ?? "", limit: 80, without: [token])
      let title = FarWords.clean(chat.title ?? "", limit: 80, without: [token])
      guard member.mayPost(in: chat) else {
        return .failure(
          Failure(
            "\(settings.server.host): @\(name) may not post in “\(title)”: make it an administrator of the channel with "
              + "Post Messages, or a member of the group"))
      }
      return .success(Offer("\(settings.server.host), @\(name) may post in “\(title)”"))
    }
  }

  private struct Bot: Decodable {
    let id: Int64
    let username: String?
  }

  private struct Chat: Decodable {
    let type: String?
    let title: String?
  }

  /// https://core.telegram.org/bots/api#chatmember
  private struct Member: Decodable {
    let status: String
    let canPost: Bool?
    let canSend: Bool?

    private enum CodingKeys: String, CodingKey {
      case status
      case canPost = "can_post_messages"
      case canSend = "can_send_messages"
    }

    /// What is not said is not forbidden: servers of one's own may be older.
    func mayPost(in chat: Chat) -> Bool {
      switch status {
      case "left", "kicked": false
      case "restricted": canSend ?? true
      case "administrator": chat.type != "channel" || canPost ?? true
      case "member": chat.type != "channel"
      default: true
      }
    }
  }

  func ask<T: Decodable>(
    _ type: T.Type, _ method: String, _ parameters: [String: String], _ token: String
  ) async -> Result<T, Failure> {
    let body: [UInt8]
    switch JSONOctets.of(parameters) {
    case .success(let made): body = made
    case .failure(let failure): return .failure(failure)
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/bot\(token)/\(method)", headers: [JSONOctets.header], body: body)
    return await means.ask(request).flatMap { answer in
      let said = answer.json(Said<T>.self)
      guard answer.status == 200, let value = said?.result else {
        return .failure(words(answer, said?.description, token).failure("refused \(method)"))
      }
      return .success(value)
    }
  }
}
