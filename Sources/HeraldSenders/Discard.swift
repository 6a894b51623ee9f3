import Foundation
import Herald

/// Takes every message and keeps none: the shortest complete sender, for trying out a queue.
public struct Discard: ConfiguredSender {
  public struct Settings: Decodable, Sendable {
    public init() {}
    public init(from decoder: any Decoder) throws {}
  }

  public static let kind = "discard"
  public static let setup = Setup("nowhere: for trying out")
  public static func destination(of settings: Settings) -> String { kind }

  public init(settings: Settings = Settings()) {}
  public init(settings: Settings, base: URL, means: NetworkMeans) {}

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    switch await gate.pass(wire: SHA256Digest(of: message.text)) {
    case .open: .sent(Receipt(id: "discarded"))
    case .closed(let closure): .withheld(closure)
    }
  }

  /// Past the gate it is gone, which is all that was asked.
  public func settle(_ message: Message, note: String?) async -> Settlement { .sent(Receipt(id: "discarded")) }

  /// The text alone.
  public func wire(_ message: Message) -> Result<[UInt8], Failure> { .success(Array(message.text.utf8)) }

  public func check() async -> Failure? { nil }

  public func probe() async -> Result<Offer, Failure> { .success(Offer("takes everything and keeps nothing")) }
}
