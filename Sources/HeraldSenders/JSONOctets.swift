import Foundation
import Herald
import HeraldTransfer

/// JSON for interfaces: the same value always gives the same octets.
enum JSONOctets {
  static func of(_ value: some Encodable) -> Result<[UInt8], Failure> {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return .success(Array(try encoder.encode(value)))
    } catch {
      return .failure(Failure("the message cannot be written as JSON: \(error)"))
    }
  }

  static let header = (name: "Content-Type", value: "application/json")
}

extension HTTPAnswer {
  /// The body read as this type; nil when it is anything else, which no network promises not to send.
  func json<T: Decodable>(_ type: T.Type) -> T? {
    switch Result(catching: { try JSONDecoder().decode(type, from: Data(body)) }) {
    case .success(let value): value
    case .failure: nil
    }
  }
}
