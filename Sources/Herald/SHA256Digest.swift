import Crypto
import Foundation

/// The SHA-256 of some bytes (FIPS 180-4), shown as 64 lower-case hexadecimal digits.
public struct SHA256Digest: Hashable, Sendable, Codable, CustomStringConvertible {
  public let hex: String

  public init(of bytes: some DataProtocol) {
    var hash = SHA256()
    hash.update(data: bytes)
    self.init(hash)
  }

  /// Without the regions of a `DataProtocol`, which take as long as the hash of a mail.
  public init(of bytes: [UInt8]) {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    self.init(hash)
  }

  private init(_ hash: SHA256) {
    hex = hash.finalize().withUnsafeBytes { digest in
      String(unsafeUninitializedCapacity: 64) { digits in
        for (index, byte) in digest.enumerated() {
          digits[2 * index] = Self.digit(byte >> 4)
          digits[2 * index + 1] = Self.digit(byte & 15)
        }
        return 2 * digest.count
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

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
