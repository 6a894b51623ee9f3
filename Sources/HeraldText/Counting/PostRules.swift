import Foundation
import Herald

/// What a network counts, and how much of it a post may have.
///
/// | network | unit | limit | an address |
/// | --- | --- | --- | --- |
/// | `x` | weighted characters of the NFC text (twitter-text 3) | 280 | 23, also without a scheme |
/// | `mastodon` | grapheme clusters; `@user@domain` counts as `@user` | 500 | 23 |
/// | `bluesky` | grapheme clusters, and at most 3,000 bytes of UTF-8 | 300 | as its client shows it: host and 13 characters |
/// | `threads` | code points; an emoji counts its bytes of UTF-8 | 500 | as written |
/// | `linkedin` | UTF-16 units before the text is escaped | 3,000 | as written |
/// | `telegram` | UTF-16 units; links are entities, not markup | 4,096 | as written |
/// | `discord` | code points, with the backslashes before formatting marks | 2,000 | as written |
/// | `slack` | code points before `& < >` are escaped | 4,000, as Slack recommends; it takes 40,000 | as written |
/// | `plain` | grapheme clusters | none | as written |
public struct PostRules: Sendable, Hashable {
  public let network: Network
  /// In the network's unit; nil for none.
  public let limit: Int?
  /// What an address counts on X and Mastodon, whatever its length; default 23. No other network uses it.
  public let linkLength: Int

  /// The bytes of UTF-8 that a post on Bluesky may have (lexicon `app.bsky.feed.post`).
  static let blueskyBytes = 3_000

  /// `limit` overrides the network's own, because servers differ and X sells longer posts; `linkLength` is what a
  /// Mastodon server says in `configuration.statuses.characters_reserved_per_url`.
  public init(network: Network, limit: Int? = nil, linkLength: Int = 23) {
    self.network = network
    self.limit = limit ?? network.defaultLimit
    self.linkLength = max(0, linkLength)
  }

  /// Counts a text as the network does. Linear in its length.
  public func measure(_ text: String) -> Measure {
    let rich = network == .bluesky ? RichText.bluesky(text) : RichText(text: text, spans: [])
    let tally =
      switch network {
      case .x: Tally.x(text, linkLength: linkLength)
      case .mastodon: Tally.mastodon(text, linkLength: linkLength)
      case .bluesky: Tally.bluesky(rich)
      case .discord: Tally(NetworkText.wire(text, .discord), in: network.unit)
      default: Tally(text, in: network.unit)
      }
    let count = tally.total
    var fits = limit.map { count <= $0 } ?? true
    var explanation = (limit.map { "\(count)/\($0)" } ?? "\(count)") + " = " + tally.explanation
    if network == .bluesky, rich.text.utf8.count > Self.blueskyBytes {
      fits = false
      explanation += "; \(rich.text.utf8.count)/\(Self.blueskyBytes) bytes"
    }
    return Measure(count: count, limit: limit, explanation: explanation, fits: fits)
  }
}

extension Network {
  /// The most that a post may have where the server says nothing else, in the network's unit; nil for no limit.
  public var defaultLimit: Int? {
    switch self {
    case .x: 280
    case .mastodon: 500
    case .bluesky: 300
    case .threads: 500
    case .linkedin: 3_000
    case .telegram: 4_096
    case .discord: 2_000
    case .slack: 4_000
    case .plain: nil
    }
  }
}
