import Foundation

/// An absolute `http` or `https` address that is safe to print, to post and to put into a mail.
///
/// Kept exactly as it was written. Refused: other schemes, an address with a user name, white space, control or
/// non-ASCII-invisible characters, `<`, `>`, `"`, `\`, a `%` without two hexadecimal digits, a port outside 1 to 65535, a host
/// that another program could read as a different one (escapes, full-width letters, dots that are not `.`), and more than
/// 2,048 bytes (the longest that every network takes).
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public init?(_ text: String) {
    guard text.utf8.count <= 2_048,
      text.unicodeScalars.allSatisfy({ scalar in
        scalar.value > 0x20 && !"<>\"\\`{}|^".unicodeScalars.contains(scalar)
          && scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
          && !scalar.properties.isWhitespace
      }),
      let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https",
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
      parts.port.map((1...65_535).contains) ?? true, hasPlainHost(text), hasWholeEscapes(text)
    else { return nil }
    self.text = text
  }

  public var description: String { text }

  /// The address by which two spellings of one page are recognised as the same article: scheme `https`, host in lower
  /// case, no default port, no fragment, no `utm_*` parameter, no slash at the end.
  public var canonical: String {
    guard var parts = URLComponents(string: text) else { return text }
    parts.scheme = "https"
    parts.host = parts.host?.lowercased()
    if parts.port == 80 || parts.port == 443 { parts.port = nil }
    parts.fragment = nil
    // Percent-encoded throughout: `+` and `%2B` are two things.
    let kept = (parts.percentEncodedQueryItems ?? []).filter { !$0.name.lowercased().hasPrefix("utm_") }
    parts.percentEncodedQueryItems = kept.isEmpty ? nil : kept
    while parts.percentEncodedPath.hasSuffix("/") { parts.percentEncodedPath.removeLast() }
    return parts.string ?? text
  }
}

/// Whether the host is what every URL parser takes it for: letters and digits of any script, `-`, `_`, `.`, or an address in
/// brackets, nothing escaped, nothing that IDNA would map to something else.
private func hasPlainHost(_ text: String) -> Bool {
  guard let slashes = text.range(of: "://") else { return false }
  let authority = text[slashes.upperBound...].prefix { !"/?#".contains($0) }
  return String(authority) == authority.precomposedStringWithCompatibilityMapping
    && authority.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .decimalNumber: true
      default: scalar.properties.isAlphabetic || "-_.:[]".unicodeScalars.contains(scalar)
      }
    }
}

/// Whether two hexadecimal digits follow every `%`.
private func hasWholeEscapes(_ text: String) -> Bool {
  text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
    part.count >= 2 && part.prefix(2).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }
}

extension WebURL: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let url = WebURL(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a web address: \(text)")
    }
    self = url
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
