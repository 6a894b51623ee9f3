import Herald

/// A text with its links marked, as a network carries it that makes none itself (Bluesky) or is better told (Telegram).
///
/// It is made from the frozen text alone, so that the same content always gives the same bytes: what was previewed is
/// what is sent.
public struct RichText: Hashable, Sendable, Codable {
  /// One marked piece: a facet on Bluesky, an entity on Telegram.
  public struct Span: Hashable, Sendable, Codable {
    public let kind: TextEntity.Kind
    /// Offsets into ``RichText/text``: bytes of UTF-8 on Bluesky, UTF-16 code units on Telegram.
    public let range: Range<Int>
    /// The whole address, the handle without `@` (on Bluesky to be resolved to a DID), the tag without `#`, or the
    /// cashtag with its `$`.
    public let value: String

    public init(kind: TextEntity.Kind, range: Range<Int>, value: String) {
      self.kind = kind
      self.range = range
      self.value = value
    }
  }

  public let text: String
  /// In order, none overlapping another.
  public let spans: [Span]

  public init(text: String, spans: [Span]) {
    self.text = text
    self.spans = spans
  }

  /// The text with the facets of Bluesky (`app.bsky.richtext.facet`): a link's URI is whole, its words are shortened as
  /// Bluesky's own client shortens them (``DisplayedURL``) unless `shorteningLinks` is false.
  public static func bluesky(_ frozen: String, shorteningLinks: Bool = true) -> RichText {
    let entities = Detection.entities(in: frozen, network: .bluesky)
    guard !entities.isEmpty else { return RichText(text: frozen, spans: []) }
    let scalars = Array(frozen.unicodeScalars)
    var text = String.UnicodeScalarView()
    var bytes = 0
    var index = 0
    func append(_ piece: some Sequence<Unicode.Scalar>) {
      for scalar in piece {
        text.append(scalar)
        bytes += UTF8.width(scalar)
      }
    }
    let spans = entities.map { entity in
      append(scalars[index..<entity.range.lowerBound])
      let start = bytes
      let written = scalars[entity.range]
      if entity.kind == .url, shorteningLinks {
        append(DisplayedURL.text(of: Detection.string(written)).unicodeScalars)
      } else {
        append(written)
      }
      index = entity.range.upperBound
      return Span(
        kind: entity.kind, range: start..<bytes, value: entity.kind == .cashtag ? "$" + entity.value : entity.value)
    }
    append(scalars[index...])
    return RichText(text: String(text), spans: spans)
  }

  /// The text, unchanged, with the entities of Telegram (`MessageEntity`: `url`, `mention`, `hashtag`, `cashtag`). An
  /// address without a scheme needs the type `text_link`, with `value` as its `url`.
  public static func telegram(_ frozen: String) -> RichText {
    let entities = Detection.entities(in: frozen, network: .telegram)
    guard !entities.isEmpty else { return RichText(text: frozen, spans: []) }
    var spans: [Span] = []
    var units = 0
    var index = 0
    var rest = entities[...]
    var start = 0
    for scalar in frozen.unicodeScalars {
      if rest.first?.range.lowerBound == index { start = units }
      units += UTF16.width(scalar)
      index += 1
      if let entity = rest.first, entity.range.upperBound == index {
        spans.append(
          Span(
            kind: entity.kind, range: start..<units, value: entity.kind == .cashtag ? "$" + entity.value : entity.value)
        )
        rest.removeFirst()
      }
    }
    return RichText(text: frozen, spans: spans)
  }
}
