import Foundation
import Herald

/// What a network counts, and how much of it a post may have.
///
/// | network | unit | limit | an address |
/// | --- | --- | --- | --- |
/// | `x` | weighted characters of the NFC text (twitter-text 3) | 280 | 23, also without a scheme |
/// | `mastodon` | grapheme clusters; `@user@domain` counts as `@user` | 500 | 23 |
/// | `bluesky` | grapheme clusters, and at most 3,000 bytes of UTF-8 | 300 | as written |
/// | `plain` | characters | none | as written |
public struct PostRules: Sendable, Hashable {
  public let network: Network
  /// In the network's unit; nil for none.
  public let limit: Int?

  /// The bytes of UTF-8 that a post on Bluesky may have (lexicon `app.bsky.feed.post`).
  static let blueskyBytes = 3_000

  /// `limit` overrides the network's own, because servers differ and X sells longer posts.
  public init(network: Network, limit: Int? = nil) {
    self.network = network
    self.limit = limit ?? PostRules.defaultLimit(of: network)
  }

  private static func defaultLimit(of network: Network) -> Int? {
    switch network {
    case .x: 280
    case .mastodon: 500
    case .bluesky: 300
    case .plain: nil
    }
  }

  /// Counts a text as the network does. Linear in its length.
  public func measure(_ text: String) -> Measure {
    let tally =
      switch network {
      case .x: Tally.x(text)
      case .mastodon: Tally.mastodon(text)
      case .bluesky, .plain: Tally.graphemes(text)
      }
    let count = tally.total
    var fits = limit.map { count <= $0 } ?? true
    var explanation = (limit.map { "\(count)/\($0)" } ?? "\(count)") + " = " + tally.explanation
    if network == .bluesky, text.utf8.count > Self.blueskyBytes {
      fits = false
      explanation += "; \(text.utf8.count)/\(Self.blueskyBytes) bytes"
    }
    return Measure(count: count, limit: limit, explanation: explanation, fits: fits)
  }
}
