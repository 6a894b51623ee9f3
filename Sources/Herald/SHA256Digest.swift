import Crypto
import Foundation

/// The SHA-256 of some bytes (FIPS 180-4), shown as 64 lower-case hexadecimal digits.
public struct SHA256Digest: Hashable, Sendable, Codable, CustomStringConvertible {
  public let hex: String

  public init(of bytes: some DataProtocol) {
    let digest = SHA256.hash(data: bytes)
    hex = String(unsafeUninitializedCapacity: 64) { digits in
      var count = 0
      for byte in digest {
        digits[count] = Self.digits[Int(byte >> 4)]
        digits[count + 1] = Self.digits[Int(byte & 15)]
        count += 2
      }
      return count
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  public init?(hex: String) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      return nil
    }
    self.hex = hex
  }

  public var description: String { hex }

  /// The first twelve digits, enough to tell two messages apart by eye.
  public var short: String { String(hex.prefix(12)) }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = SHA256Digest(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 in hexadecimal")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
