import Foundation
import Herald
import HeraldTransfer

/// Posts through a webhook of a Discord channel.
///
/// Discord keeps no key of a webhook's message and shows a webhook none of its messages, so a lost answer stays in doubt, and
/// a person looks. https://docs.discord.com/developers/resources/webhook#execute-webhook
public struct DiscordWebhook: AddressedWebhook {
  public struct Settings: Decodable, Sendable {
    /// The whole address.
    let url: Secret

    private enum CodingKeys: CodingKey { case url }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      url = try reader.onlyAddress(.url, example: "{ env: DISCORD_WEBHOOK }")
    }
  }

  static let path = "/api/"
  static let example = "https://discord.com/api/webhooks/…/…"

  let url: Secret
  let base: URL
  let means: NetworkMeans

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (url, self.base, self.means) = (settings.url, base, means)
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    let address: SecretAddress
    switch self.address {
    case .success(let read): address = read
    case .failure(let failure): return .blocked(failure)
    }
    // Without it a message that was not saved is no error.
    let url = address.text + (address.text.contains("?") ? "&" : "?") + "wait=true"
    let request = HTTPRequest(.post, url, headers: [JSONOctets.header], body: body)
    return await means.post(request, gate: gate) { answer in
      let words = DiscordRefusal.words(answer, name: address.host, secrets: address.secrets)
      guard answer.status == 200 else { return DiscordRefusal.outcome(answer, words, now: means.now()) }
      guard let made = answer.json(DiscordMessage.self) else {
        return .uncertain(words.failure("answered what is no message of Discord's"))
      }
      return .sent(Receipt(id: made.id))
    }
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "discord-webhook").flatMap { _ in
      JSONOctets.of(DiscordBody(content: message.text, nonce: nil, reply: nil))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    .unknown(Failure("Discord may have it, and shows a webhook nothing: look in the channel"))
  }

  /// Asks what the webhook is called: https://docs.discord.com/developers/resources/webhook#get-webhook-with-token
  public func probe() async -> Result<Offer, Failure> {
    let address: SecretAddress
    switch self.address {
    case .success(let read): address = read
    case .failure(let failure): return .failure(failure)
    }
    return await means.ask(HTTPRequest(.get, String(address.text.prefix { $0 != "?" }))).flatMap { answer in
      guard answer.status == 200, let hook = answer.json(Hook.self) else {
        let words = DiscordRefusal.words(answer, name: address.host, secrets: address.secrets)
        return .failure(words.failure("does not know this webhook"))
      }
      let name = FarWords.clean(hook.name ?? "", limit: 80, without: address.secrets)
      return .success(Offer("\(address.host), the webhook “\(name)”"))
    }
  }

  private struct Hook: Decodable {
    let id: String
    let name: String?
  }
}

/// https://docs.discord.com/developers/resources/message#message-object
struct DiscordMessage: Decodable {
  @PlainID var id: String
}

/// What a message is made of. Nobody is pinged by a text.
/// https://docs.discord.com/developers/resources/message#create-message
struct DiscordBody: Encodable {
  struct Mentions: Encodable {
    let parse: [String] = []
    private enum CodingKeys: CodingKey { case parse }
  }
  struct Reply: Encodable {
    let messageID: String
    private enum CodingKeys: String, CodingKey { case messageID = "message_id" }
  }
  let content: String
  let mentions = Mentions()
  let nonce: String?
  /// The nonce makes a repeat answer the first message.
  let enforces: Bool?
  let reply: Reply?

  init(content: String, nonce: String?, reply: String?) {
    self.content = content
    self.nonce = nonce
    enforces = nonce == nil ? nil : true
    self.reply = reply.map(Reply.init)
  }

  private enum CodingKeys: String, CodingKey {
    case content, nonce
    case mentions = "allowed_mentions"
    case enforces = "enforce_nonce"
    case reply = "message_reference"
  }
}

/// What Discord says of a refusal (https://docs.discord.com/developers/topics/rate-limits, …/reference#error-messages).
struct DiscordRefusal: Decodable {
  let message: String?
  let code: Int?
  /// Seconds, with a fraction; for all of the bot where it is global.
  let retryAfter: Double?

  private enum CodingKeys: String, CodingKey {
    case message, code
    case retryAfter = "retry_after"
  }

  static func words(_ answer: HTTPAnswer, name: String, secrets: [String]) -> FarWords {
    let said = answer.json(DiscordRefusal.self)
    return FarWords(
      said?.message, code: said?.code.map(String.init), status: answer.status, name: name, secrets: secrets)
  }

  static func outcome(_ answer: HTTPAnswer, _ words: FarWords, now: Instant) -> Outcome {
    Outcome(refusal: answer, words, seconds: answer.json(DiscordRefusal.self)?.retryAfter, now: now)
  }
}
