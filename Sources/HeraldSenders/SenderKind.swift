import Foundation
import Herald

/// Every sender there is, by the name that the configuration gives it. A new sender is one file and one line here.
public enum SenderKind: String, Sendable, CaseIterable, Decodable {
  case bluesky
  case discard
  case file
  case mastodon
  case smtp

  /// What `on-uncertain:` is where the configuration says nothing. A mail twice does little harm and a mail lost is not
  /// noticed, so mail is tried once more; a post twice is seen by everybody, so posts wait for a person.
  public var onUncertain: RetryPolicy.OnUncertain {
    switch self {
    case .bluesky, .discard, .file, .mastodon: .hold
    case .smtp: .retry
    }
  }

  /// Whether posts can go this way; otherwise it carries digests alone.
  public var carriesPosts: Bool {
    switch self {
    case .bluesky, .discard, .file, .mastodon: true
    case .smtp: false
    }
  }

  /// Makes the sender from its own settings.
  ///
  /// - Parameters:
  ///   - decoder: the channel's section of the configuration.
  ///   - base: the newsroom's folder, at which relative paths start.
  ///   - means: how networks are spoken to.
  /// - Returns: the sender, and what the queue is grouped by for it.
  /// - Throws: `DecodingError` for a setting that is missing or wrong.
  public func make(
    from decoder: any Decoder, base: URL, means: NetworkMeans = NetworkMeans()
  ) throws -> (sender: any Sender, destination: String) {
    switch self {
    case .bluesky:
      let settings = try Bluesky.Settings(from: decoder)
      return (Bluesky(settings: settings, base: base, means: means), settings.server.host)
    case .discard:
      return (Discard(settings: try Discard.Settings(from: decoder)), "discard")
    case .file:
      let settings = try File.Settings(from: decoder)
      return (File(settings: settings, base: base), settings.directory)
    case .mastodon:
      let settings = try Mastodon.Settings(from: decoder)
      return (Mastodon(settings: settings, base: base, means: means), settings.server.host)
    case .smtp:
      let settings = try SMTP.Settings(from: decoder)
      return (SMTP(settings: settings, base: base), settings.address.host)
    }
  }
}
