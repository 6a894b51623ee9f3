/// Whose rules a post is written by: what counts as a character, and how many there may be.
public enum Network: String, Sendable, Codable, CaseIterable {
  /// No rules and no limit: a file, a log, a person.
  case plain
  case x
  case mastodon
  case bluesky
}
