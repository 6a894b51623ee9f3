import Foundation
import Herald

/// Where a mail server listens: `smtp://HOST[:PORT]` or `smtps://HOST[:PORT]`. The host is a name in ASCII, an IPv4 address,
/// or an IPv6 address in brackets.
struct SMTPAddress: Hashable, Sendable, Decodable {
  let text: String
  /// TLS from the first byte: `smtps://`.
  let isImplicit: Bool
  let host: String
  /// Default 587, or 465 with TLS at once (RFC 8314).
  let port: Int

  init(from decoder: any Decoder) throws {
    do {
      try self.init(try decoder.singleValueContainer().decode(String.self))
    } catch DecodingError.dataCorrupted(let context) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: context.debugDescription))
    }
  }

  /// - Throws: `DecodingError` that says what is wrong and how to write it.
  init(_ text: String) throws {
    func wrong(_ why: String) -> DecodingError {
      // What stands before an @ may be a password.
      let shown = text.lastIndex(of: "@").map { "…\(text[$0...])" } ?? text
      return .dataCorrupted(
        .init(
          codingPath: [],
          debugDescription: "“\(shown)” is not a mail server: \(why), as in smtp://mail.example.org:587"))
    }
    guard !text.isEmpty else { throw wrong("write its address") }
    let isImplicit = text.hasPrefix("smtps://")
    guard isImplicit || text.hasPrefix("smtp://") else {
      throw wrong("begin with smtp:// (STARTTLS) or smtps:// (TLS at once)")
    }
    let rest = text.dropFirst(isImplicit ? 8 : 7)
    guard !rest.contains("@") else {
      throw wrong("user and password have keys of their own, `username:` and `password:`")
    }
    guard !rest.contains(where: { "/?#".contains($0) }) else { throw wrong("write nothing after host and port") }
    // An IPv6 address stands in brackets: its colons are no port's.
    let isBracketed = rest.hasPrefix("[")
    let end = isBracketed ? rest.firstIndex(of: "]").map(rest.index(after:)) : rest.firstIndex(of: ":")
    let name = rest[..<(end ?? rest.endIndex)]
    let tail = rest[(end ?? rest.endIndex)...]
    let host = isBracketed ? String(name.dropFirst().dropLast()) : String(name)
    guard !host.isEmpty else { throw wrong("the host is missing") }
    guard tail.isEmpty || tail.hasPrefix(":"), !tail.dropFirst().contains(":") else {
      throw wrong("write host and port, an IPv6 address in brackets")
    }
    guard isBracketed ? Self.isIPv6(host) : Self.isHostName(host) else {
      let hint = host.utf8.allSatisfy { $0 < 0x80 } ? "" : ", write it in ASCII (xn--…)"
      throw wrong("“\(host)” is not a host name\(hint)")
    }
    port = tail.isEmpty ? (isImplicit ? 465 : 587) : Self.port(tail.dropFirst()) ?? 0
    guard port > 0 else { throw wrong("the port is a number from 1 to 65535") }
    (self.text, self.isImplicit, self.host) = (text, isImplicit, host)
  }

  private static func port(_ text: Substring) -> Int? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
  }

  private static func isIPv6(_ text: String) -> Bool {
    text.contains(":") && text.utf8.count <= 45 && text.allSatisfy { $0.isHexDigit || ":.".contains($0) }
  }

  /// Labels of 1 to 63 letters, digits, `-` and `_`, with dots between; 253 octets at most.
  static func isHostName(_ text: String) -> Bool {
    (1...253).contains(text.utf8.count)
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { octet in
            (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet) || octet == 45
              || octet == 95
          }
      }
  }

  /// Whether nothing leaves this machine on the way there.
  var isLocal: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
      || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }
}
