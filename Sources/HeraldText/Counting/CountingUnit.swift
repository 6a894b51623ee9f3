import Herald

/// What a network counts.
///
/// | unit | one of it is | networks |
/// | --- | --- | --- |
/// | `weighted` | half a Chinese character, half an emoji, most other characters; an address is 23 | x |
/// | `graphemes` | what a reader sees as one character (UAX #29) | mastodon, bluesky, plain |
/// | `scalars` | a Unicode code point | discord, slack |
/// | `emojiBytes` | a Unicode code point, but of an emoji a byte of UTF-8 | threads |
/// | `utf16` | a UTF-16 code unit: an emoji is two or more | telegram, linkedin |
///
/// Where a network's documentation only says “characters”, the unit is the greatest that its software may mean, so that
/// no post is over: LinkedIn's server counts as Java does, Discord's and Slack's by code points.
public enum CountingUnit: String, Sendable, Codable, CaseIterable {
  case weighted, graphemes, scalars, emojiBytes, utf16
}

extension Network {
  /// What this network counts.
  public var unit: CountingUnit {
    switch self {
    case .x: .weighted
    case .mastodon, .bluesky, .plain: .graphemes
    case .threads: .emojiBytes
    case .discord, .slack: .scalars
    case .linkedin, .telegram: .utf16
    }
  }
}
