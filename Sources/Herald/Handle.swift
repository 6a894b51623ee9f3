/// A name by which the publisher is known on one network.
public struct Handle: Hashable, Sendable, Codable {
  public var network: Network
  /// With its `@`: `@SteppeCourier`, `@news@social.example`, `@news.example.org`.
  public var name: String

  public init(network: Network, name: String) {
    self.network = network
    self.name = name
  }
}
