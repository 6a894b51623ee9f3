import Herald
import HeraldText

/// Where a bot posts: `@name` of a public channel or group, or a chat's number, which is negative for groups and channels.
struct TelegramChat: Hashable, Sendable, Codable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
    guard text.wholeMatch(of: /@[A-Za-z][A-Za-z0-9_]{3,31}|-?[0-9]{1,18}/) != nil else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription:
            "“\(text)” is no chat: write the name of a public channel as in \"@HarbourCourier\", or its number"))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let number = Int64(text) { try container.encode(number) } else { try container.encode(text) }
  }

  /// The number of a message and, for a public channel, where it is seen.
  func address(of message: Int64) -> String {
    text.hasPrefix("@") ? "\(message) https://t.me/\(text.dropFirst())/\(message)" : "\(message)"
  }
}

/// What `sendMessage` takes (https://core.telegram.org/bots/api#sendmessage).
struct TelegramBody: Encodable {
  /// https://core.telegram.org/bots/api#messageentity
  struct Entity: Encodable {
    let type: String
    let offset: Int
    let length: Int
    let url: String?
  }
  struct Reply: Encodable {
    let messageID: Int64
    private enum CodingKeys: String, CodingKey { case messageID = "message_id" }
  }
  let chat: TelegramChat
  let text: String
  let entities: [Entity]?
  let isSilent: Bool?
  let reply: Reply?

  private enum CodingKeys: String, CodingKey {
    case text, entities
    case chat = "chat_id"
    case isSilent = "disable_notification"
    case reply = "reply_parameters"
  }

  init(_ message: Message, chat: TelegramChat, isSilent: Bool) {
    let rich = RichText.telegram(message.text)
    let units = Array(rich.text.utf16)
    let entities = rich.spans.compactMap { span -> Entity? in
      let written = String(decoding: units[span.range], as: UTF16.self)
      let type: String
      switch span.kind {
      case .url: type = written == span.value ? "url" : "text_link"
      case .mention, .hashtag, .cashtag: type = span.kind.rawValue
      case .list: return nil
      }
      return Entity(
        type: type, offset: span.range.lowerBound, length: span.range.count, url: type == "text_link" ? span.value : nil
      )
    }
    self.chat = chat
    text = rich.text
    self.entities = entities.isEmpty ? nil : entities
    self.isSilent = isSilent ? true : nil
    reply = message.previous.flatMap { $0.id.split(separator: " ").first.flatMap { Int64($0) } }.map(Reply.init)
  }
}
