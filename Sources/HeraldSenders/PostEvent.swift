import Herald

/// A post as programs of the newsroom get it, a webhook or a command:
/// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure
struct PostEvent: Encodable {
  struct Post: Encodable {
    let channel: String
    let key: String
    /// From 1.
    let part: Int
    let parts: Int
    let text: String
    let card: LinkCard?
    let sha256: SHA256Digest
    /// What the part before it brought back.
    let previous: String?
  }

  let type = "herald.post"
  let timestamp: Instant
  let data: Post

  init(_ message: Message, envelope: PostEnvelope) {
    timestamp = envelope.createdAt
    data = Post(
      channel: message.channel, key: message.key.description, part: message.key.part + 1,
      parts: message.content.parts.count, text: message.text, card: message.card, sha256: message.content.sha256,
      previous: message.previous?.id)
  }

  private enum CodingKeys: CodingKey { case type, timestamp, data }
}
