import Foundation
import Herald
import HeraldText
import HeraldTransfer

/// Posts to a Discord channel as a bot, which, other than a webhook, has a key and may read.
///
/// Discord answers a repeat of a `nonce` with the first message for “a few minutes”; Herald counts on two. Whatever is in doubt
/// is looked for in the channel first; later than that, not found is no proof, and a person decides.
/// https://docs.discord.com/developers/resources/message#create-message
public struct DiscordBot: Sender {
  public struct Settings: Decodable, Sendable {
    let token: Secret
    /// The number of the Discord channel.
    let channel: String
    /// Default `https://discord.com`.
    let server: ServerURL

    private enum CodingKeys: String, CodingKey {
      case token, server
      case channel = "channel-id"
    }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let token = reader.need(Secret.self, .token, example: "{ env: DISCORD_TOKEN }")
      let channel = reader.need(DiscordNumber.self, .channel, example: "\"1300000000000000000\"")
      let server = reader.take(ServerURL.self, .server) ?? ServerURL("https://discord.com")
      try reader.finish()
      self.token = try reader.found(token, .token)
      self.channel = try reader.found(channel, .channel).text
      self.server = try reader.found(server, .server)
    }
  }

  let settings: Settings
  let base: URL
  let means: NetworkMeans

  /// How long a repeat is harmless.
  static let window = Seconds.minutes(2)

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base, self.means) = (settings, base, means)
  }

  var token: KeptToken {
    KeptToken(secret: settings.token, base: base, form: "holds no bot's token: copy it from the application's page Bot")
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
    let request = HTTPRequest(.post, messages, headers: [JSONOctets.header, Self.authorization(token)], body: body)
    return await means.post(
      request, gate: gate, note: { "\(means.now().microseconds)" },
      read: { answer in
        let words = words(answer, token)
        guard answer.status == 200 else { return DiscordRefusal.outcome(answer, words, now: means.now()) }
        guard let made = answer.json(DiscordMessage.self) else {
          return .uncertain(words.failure("answered what is no message of Discord's"))
        }
        return .sent(Receipt(id: made.id))
      })
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "discord-bot").flatMap { envelope in
      let nonce = String(message.globalKey(createdAt: envelope.createdAt).hex.prefix(25))
      return JSONOctets.of(
        DiscordBody(content: NetworkText.wire(message.text, .discord), nonce: nonce, reply: message.previous?.id))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    guard case .success(let envelope) = message.postEnvelope(for: "discord-bot") else { return .absent }
    let found: Result<Receipt?, Failure>
    switch token.value {
    case .success(let token): found = await find(message, since: envelope.createdAt, token: token)
    case .failure(let failure): found = .failure(failure)
    }
    if case .success(let receipt?) = found { return .sent(receipt) }
    let marked = note.flatMap(Int64.init).map(Instant.init(microseconds:))
    if let marked, means.now() - marked < Self.window { return .repeatable }
    switch found {
    case .failure(let failure): return .unknown(Failure("Discord may have it and cannot be asked: \(failure.text)"))
    case .success:
      return .unknown(Failure("Discord does not show it, and would not know a repeat any more: look in the channel"))
    }
  }

  // MARK: - The interface

  var messages: String { settings.server.text + "/api/v10/channels/\(settings.channel)/messages" }

  static func authorization(_ token: String) -> (name: String, value: String) {
    ("Authorization", "Bot \(token)")
  }

  func words(_ answer: HTTPAnswer, _ token: String) -> FarWords {
    DiscordRefusal.words(answer, name: settings.server.host, secrets: [token])
  }

  /// The bot's own message of this text since then; nil when the latest 100 hold none.
  /// https://docs.discord.com/developers/resources/message#get-channel-messages
  private func find(_ message: Message, since: Instant, token: String) async -> Result<Receipt?, Failure> {
    let bot: Bot
    switch await get(Bot.self, settings.server.text + "/api/v10/users/@me", token) {
    case .success(let found): bot = found
    case .failure(let failure): return .failure(failure)
    }
    let written = NetworkText.wire(message.text, .discord)
    return await get([Seen].self, messages + "?limit=100", token).map { seen in
      let found = seen.first { each in
        each.author.id == bot.id && each.content == written && each.reference?.id == message.previous?.id
          && (Instant(rfc3339: each.timestamp).map { $0 >= since + .minutes(-5) } ?? false)
      }
      return found.map { Receipt(id: $0.id) }
    }
  }

  private func get<T: Decodable>(_ type: T.Type, _ url: String, _ token: String) async -> Result<T, Failure> {
    await means.ask(HTTPRequest(.get, url, headers: [Self.authorization(token)])).flatMap { answer in
      let words = words(answer, token)
      guard answer.status == 200 else {
        let rights = answer.status == 403 ? " (the bot needs View Channel and Read Message History)" : ""
        return .failure(words.failure("does not let the bot read\(rights)"))
      }
      return answer.json(type).map(Result.success) ?? .failure(words.failure("answered with something else"))
    }
  }

  private struct Bot: Decodable {
    @PlainID var id: String
    let username: String?
  }

  private struct Seen: Decodable {
    struct Reference: Decodable {
      let id: String?
      private enum CodingKeys: String, CodingKey { case id = "message_id" }
    }
    @PlainID var id: String
    let content: String
    let author: Bot
    let timestamp: String
    let reference: Reference?

    private enum CodingKeys: String, CodingKey {
      case id, content, author, timestamp
      case reference = "message_reference"
    }
  }

  // MARK: - Looking

  public func check() async -> Failure? { token.obstacle }

  public func warnings() async -> [String] { token.warnings }

  /// Asks who the bot is, and whether it may read the channel.
  public func probe() async -> Result<Offer, Failure> {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .failure(failure)
    }
    let bot = await get(Bot.self, settings.server.text + "/api/v10/users/@me", token)
    guard case .success(let found) = bot else { return bot.map { _ in Offer("") } }
    return await get([Seen].self, messages + "?limit=1", token).map { _ in
      let name = FarWords.clean(found.username ?? "", limit: 80, without: [token])
      return Offer("\(settings.server.host), \(name) may read the channel")
    }
  }
}

/// Discord's number of anything (a snowflake).
struct DiscordNumber: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
    guard text.wholeMatch(of: /[0-9]{15,20}/) != nil else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "“\(text)” is no number of Discord's: turn on Developer Mode, then Copy Channel ID"))
    }
  }
}
