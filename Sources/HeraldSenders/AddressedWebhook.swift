import Foundation
import Herald

/// A sender whose whole access is one secret address: the webhooks of Discord and Slack.
protocol AddressedWebhook: Sender {
  var url: Secret { get }
  var base: URL { get }
  /// How the path of such an address begins.
  static var path: String { get }
  static var example: String { get }
}

extension AddressedWebhook {
  var address: Result<SecretAddress, Failure> {
    SecretAddress.of(url, base: base, path: Self.path, example: Self.example)
  }

  public func check() async -> Failure? { if case .failure(let failure) = address { failure } else { nil } }

  public func warnings() async -> [String] { url.warning(base: base).map { [$0] } ?? [] }
}

extension SettingsReader {
  /// The one key `url` of an address that is a secret.
  mutating func onlyAddress(_ key: Key, example: String) throws -> Secret {
    let url = need(Secret.self, key, example: example)
    try finish()
    return try found(url, key)
  }
}
