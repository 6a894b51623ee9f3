import Foundation
import Herald

/// A sender that the configuration can make: what `SenderKind` lists.
public protocol ConfiguredSender: Sender {
  /// Its own keys of a channel. Unknown ones are found by what it asks for.
  associatedtype Settings: Decodable & Sendable

  /// What `sender:` says: `a-z` and `-`.
  static var kind: String { get }
  /// Whose rules its posts are written by, where there is no choice; default none: `as:` says it.
  static var network: Network? { get }
  /// Whether posts can go this way; default yes. Otherwise it carries digests alone.
  static var carriesPosts: Bool { get }
  /// What `on-uncertain:` is where the configuration says nothing; default hold. A mail twice does little harm and a mail lost
  /// is not noticed, so mail is tried once more; a post twice is seen by everybody, so posts wait for a person.
  static var onUncertain: RetryPolicy.OnUncertain { get }
  /// What the far side allows one account, where the configuration has no `rate:`; default nothing, and then nobody counts.
  static var rates: [RateLimit] { get }
  /// How a channel of it is set up.
  static var setup: Setup { get }
  /// What the queue is grouped by for it: a host, a folder, a program.
  static func destination(of settings: Settings) -> String

  /// - Parameters:
  ///   - base: the newsroom's folder, at which relative paths start.
  ///   - means: how networks are spoken to.
  init(settings: Settings, base: URL, means: NetworkMeans)
}

extension ConfiguredSender {
  public static var network: Network? { nil }
  public static var rates: [RateLimit] { [] }
  public static var carriesPosts: Bool { true }
  public static var onUncertain: RetryPolicy.OnUncertain { .hold }

  static func made(
    from decoder: any Decoder, base: URL, means: NetworkMeans
  ) throws -> (sender: any Sender, destination: String) {
    let settings = try Settings(from: decoder)
    return (Self(settings: settings, base: base, means: means), destination(of: settings))
  }
}
