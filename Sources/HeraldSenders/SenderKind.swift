import Foundation
import Herald

/// One of the senders there are, by the name that the configuration gives it.
public struct SenderKind: RawRepresentable, CaseIterable, Hashable, Sendable {
  /// Every sender there is, by its name. A new sender is one file and one line here.
  public static let allCases: [SenderKind] = [
    SenderKind(Bluesky.self),
    SenderKind(Command.self),
    SenderKind(Discard.self),
    SenderKind(DiscordBot.self),
    SenderKind(DiscordWebhook.self),
    SenderKind(File.self),
    SenderKind(Mastodon.self),
    SenderKind(Slack.self),
    SenderKind(SlackWebhook.self),
    SenderKind(SMTP.self),
    SenderKind(Telegram.self),
    SenderKind(Webhook.self),
  ]

  /// What `sender:` says.
  public var rawValue: String { type.kind }
  private let type: any ConfiguredSender.Type

  public init(_ type: any ConfiguredSender.Type) { self.type = type }

  public init?(rawValue: String) {
    guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = known
  }

  public static func == (left: SenderKind, right: SenderKind) -> Bool { left.rawValue == right.rawValue }
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  public var network: Network? { type.network }
  public var carriesPosts: Bool { type.carriesPosts }
  public var onUncertain: RetryPolicy.OnUncertain { type.onUncertain }
  public var rates: [RateLimit] { type.rates }
  public var setup: Setup { type.setup }

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
    try type.made(from: decoder, base: base, means: means)
  }
}
