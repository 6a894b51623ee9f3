/// A piece of a text that a network makes a link of.
public struct TextEntity: Hashable, Sendable, Codable {
  /// | kind | `value` is | networks |
  /// | --- | --- | --- |
  /// | `url` | the address, with `https://` in front where the text has no scheme | all |
  /// | `mention` | the handle without its first `@`; on Discord the whole of it (`@here`, `<@1>`) | x, mastodon, bluesky, threads, telegram, discord |
  /// | `list` | `user/list` | x |
  /// | `hashtag` | the tag without `#` | all but discord, slack |
  /// | `cashtag` | the symbol without `$`; on Bluesky in capitals | x, bluesky, telegram |
  public enum Kind: String, Sendable, Codable, CaseIterable { case url, mention, list, hashtag, cashtag }

  public let kind: Kind
  /// Offsets in Unicode scalars from the beginning of the text; the `@`, `#` or `$` is inside. Never empty.
  public let range: Range<Int>
  public let value: String

  public init(kind: Kind, range: Range<Int>, value: String) {
    self.kind = kind
    self.range = range
    self.value = value
  }
}
