import Herald

/// Finds what a network makes links of, by that network's own rules and in time linear in the length of the text.
///
/// | network | rules |
/// | --- | --- |
/// | `x` | twitter-text 3 (`extractEntitiesWithIndices`) |
/// | `mastodon` | its server's `Extractor`, `Account::MENTION_RE` and `Tag::HASHTAG_RE`; addresses need a scheme |
/// | `bluesky` | `@atproto/api` `rich-text/detection.ts`, with the top-level domains of this package |
/// | `threads` | Instagram's names; the first tag alone is the topic |
/// | `linkedin` | addresses and tags; a plain `@name` mentions nobody |
/// | `telegram` | TDLib's `find_entities`: addresses, mentions, tags, cashtags |
/// | `discord` | addresses with a scheme, and what pings |
/// | `slack` | addresses; what pings is escaped on the wire |
/// | `plain` | nothing |
public enum Detection {
  /// In order, none overlapping another. The text is searched as it is: compose it (NFC) first.
  public static func entities(in text: String, network: Network) -> [TextEntity] {
    guard network != .plain, mayHoldEntity(text) else { return [] }
    return entities(in: Array(text.unicodeScalars), network: network)
  }

  static func entities(in text: [Unicode.Scalar], network: Network) -> [TextEntity] {
    switch network {
    case .plain: []
    case .x: x(text)
    case .mastodon: mastodon(text)
    case .bluesky: bluesky(text)
    case .threads: threads(text)
    case .linkedin: linkedin(text)
    case .telegram: telegram(text)
    case .discord: discord(text)
    case .slack: merged(urls(in: text))
    }
  }

  /// Every entity has a dot or one of these marks in it.
  private static func mayHoldEntity(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "#") }
      || text.utf8.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: ":") || $0 == 0xEF }
  }

  /// Addresses as twitter-text finds them.
  static func urls(in text: [Unicode.Scalar], onlyWithScheme: Bool = false) -> [TextEntity] {
    URLDetection.urls(in: text).filter { $0.hasScheme || !onlyWithScheme }.map { url in
      TextEntity(
        kind: .url, range: url.range, value: (url.hasScheme ? "" : "https://") + string(text[url.range]))
    }
  }

  /// In order of their beginnings; of two that overlap the first stays, and an address before all else.
  static func merged(_ entities: [TextEntity]...) -> [TextEntity] {
    let all = entities.joined().enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    var end = 0
    return all.compactMap { _, entity in
      guard entity.range.lowerBound >= end else { return nil }
      end = entity.range.upperBound
      return entity
    }
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  /// Calls `find` at every place where `mark` (or `wide`, its full-width form) stands; `find` says where the entity that
  /// begins there ends.
  static func scan(
    _ text: [Unicode.Scalar], for kind: TextEntity.Kind, mark: Unicode.Scalar, wide: Unicode.Scalar? = nil,
    find: (_ start: Int) -> (end: Int, value: String)?
  ) -> [TextEntity] {
    var found: [TextEntity] = []
    let wide = wide ?? mark
    var index = 0
    while index < text.count {
      if text[index] == mark || text[index] == wide, let match = find(index) {
        found.append(TextEntity(kind: kind, range: index..<match.end, value: match.value))
        index = match.end
      } else {
        index += 1
      }
    }
    return found
  }
}
