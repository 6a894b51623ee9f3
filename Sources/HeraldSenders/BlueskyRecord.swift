import Herald
import HeraldText

/// One post as `com.atproto.repo.putRecord` takes it: `app.bsky.feed.post` with its facets and its card.
enum BlueskyRecord {
  static let collection = "app.bsky.feed.post"

  /// The handles that a text mentions, each once.
  static func handles(in text: String) -> [String] {
    var seen: Set<String> = []
    return RichText.bluesky(text).spans.filter { $0.kind == .mention }.map(\.value).filter { seen.insert($0).inserted }
  }

  /// The record's key: a TID (https://atproto.com/specs/tid) of 53 bits of microseconds and 10 of a clock.
  ///
  /// Jobs that were claimed together have one time, so their number is added to it; the clock is drawn from the key that no
  /// other newsroom makes.
  static func key(of message: Message, createdAt: Instant) -> String {
    let microseconds = UInt64(clamping: createdAt.microseconds) &+ UInt64(clamping: message.key.job % 1_048_576)
    let clock = message.globalKey(createdAt: createdAt).hex.utf8.prefix(3).reduce(UInt64(0)) { sum, digit in
      sum << 4 | UInt64(digit < 0x3A ? digit - 0x30 : digit - 0x57)
    }
    return tid((microseconds & (1 << 53 - 1)) << 10 | (clock & 1_023))
  }

  private static let digits = Array("234567abcdefghijklmnopqrstuvwxyz")

  static func tid(_ number: UInt64) -> String {
    String((0..<13).reversed().map { digits[Int(number >> (5 * UInt64($0)) & 31)] })
  }

  /// The whole body.
  struct Put: Encodable {
    let repo: String
    let collection = BlueskyRecord.collection
    let rkey: String
    let record: Post

    init(_ message: Message, envelope: PostEnvelope, account: String, dids: [String: String]) {
      repo = account
      rkey = BlueskyRecord.key(of: message, createdAt: envelope.createdAt)
      record = Post(message, createdAt: envelope.createdAt, dids: dids)
    }

    private enum CodingKeys: CodingKey { case repo, collection, rkey, record }
  }

  struct Post: Encodable {
    let type = BlueskyRecord.collection
    let text: String
    let createdAt: Instant
    let facets: [Facet]?
    let embed: External?
    let reply: Reply?

    init(_ message: Message, createdAt: Instant, dids: [String: String]) {
      let rich = RichText.bluesky(message.text)
      let facets = rich.spans.compactMap { Facet($0, dids: dids) }
      text = rich.text
      self.createdAt = createdAt
      self.facets = facets.isEmpty ? nil : facets
      embed = message.card.map(External.init)
      reply = message.previous.flatMap(BlueskyThread.init).map { Reply(root: $0.root, parent: $0.post) }
    }

    private enum CodingKeys: String, CodingKey {
      case text, createdAt, facets, embed, reply
      case type = "$type"
    }
  }

  struct Reply: Encodable {
    let root: BlueskyReference
    let parent: BlueskyReference
  }

  /// `app.bsky.richtext.facet`
  struct Facet: Encodable {
    struct Index: Encodable {
      let byteStart: Int
      let byteEnd: Int
    }
    let index: Index
    let features: [[String: String]]

    /// Nil for what is no link on Bluesky.
    init?(_ span: RichText.Span, dids: [String: String]) {
      index = Index(byteStart: span.range.lowerBound, byteEnd: span.range.upperBound)
      switch span.kind {
      case .url: features = [["$type": "app.bsky.richtext.facet#link", "uri": span.value]]
      case .hashtag, .cashtag: features = [["$type": "app.bsky.richtext.facet#tag", "tag": span.value]]
      case .mention:
        guard let did = dids[span.value] else { return nil }
        features = [["$type": "app.bsky.richtext.facet#mention", "did": did]]
      case .list: return nil
      }
    }
  }

  /// `app.bsky.embed.external`, without a picture.
  struct External: Encodable {
    struct Card: Encodable {
      let uri: String
      let title: String
      let description: String
    }
    let type = "app.bsky.embed.external"
    let external: Card

    init(_ card: LinkCard) { external = Card(uri: card.url.text, title: card.title, description: card.summary) }

    private enum CodingKeys: String, CodingKey {
      case external
      case type = "$type"
    }
  }
}
