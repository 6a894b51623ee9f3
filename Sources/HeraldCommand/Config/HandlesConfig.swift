import Herald
import HeraldText

/// `network: handle` entries, each handle checked by its network's rules.
struct HandlesConfig: Decodable {
  var handles: [Network: String] = [:]

  init() {}

  init(from decoder: any Decoder) throws {
    let section = try decoder.container(keyedBy: AnyKey.self)
    for key in section.allKeys {
      guard let network = Network(rawValue: key.stringValue), network != .plain else {
        let known = Network.allCases.filter { $0 != .plain }.map(\.rawValue)
        let hint =
          nearest(to: key.stringValue, in: known).map { "did you mean `\($0)`?" }
          ?? "there are: \(known.joined(separator: ", "))"
        throw Wrong("there is no network `\(key.stringValue)`: \(hint)")
      }
      guard let text = try section.take(OneLine.self, key)?.text else { continue }
      handles[network] = try Self.checked(text, on: network)
    }
  }

  /// The handle with its `@`. Throws `Wrong` when it is none on that network.
  static func checked(_ text: String, on network: Network) throws -> String {
    guard network.isHandle(text) else {
      throw Wrong("“\(text)” is not a handle on \(network.rawValue): write it as \(network.handleExample)")
    }
    return text.hasPrefix("@") ? text : "@" + text
  }
}

extension Network {
  /// A handle as it is written there.
  fileprivate var handleExample: String {
    switch self {
    case .mastodon: "\"@courier@social.example.org\""
    case .bluesky: "\"@courier.example.org\""
    default: "\"@courier\""
    }
  }
}

/// `utm:`, what marks the links of a channel for the newsroom's statistics.
struct CampaignConfig: Decodable, Equatable {
  /// `source:`; default the channel's network.
  var source: String?
  /// `medium:`; default social.
  var medium = "social"
  /// `campaign:`; default none.
  var campaign: String?

  private enum CodingKeys: CodingKey { case source, medium, campaign }

  init(from decoder: any Decoder) throws {
    let section = try decoder.container(keyedBy: CodingKeys.self)
    source = try section.take(OneLine.self, .source)?.text
    medium = try section.take(OneLine.self, .medium)?.text ?? medium
    campaign = try section.take(OneLine.self, .campaign)?.text
  }
}
