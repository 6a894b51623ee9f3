/// Whose rules a post is written by: what counts as a character, how many there may be, what becomes a link.
///
/// The raw value is what the configuration says (`as: bluesky`) and what the store keeps.
public enum Network: String, Sendable, Codable, CaseIterable {
  /// No rules and no limit: a file, a log, a person.
  case plain
  case x
  case mastodon
  case bluesky
  case threads
  case linkedin
  case telegram
  case discord
  case slack
}
