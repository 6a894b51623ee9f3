import Foundation

/// An e-mail address in the strict subset of RFC 5321 and RFC 6531 that Herald sends to and from.
///
/// Accepted: a dot-atom local part of 1 to 64 octets that does not begin with `-`, also outside ASCII; a domain of two or more
/// labels (1 to 63 octets each, no `-` at either end, the last not all digits), those outside ASCII as IDNA 2008 allows
/// them; at most 254 octets in all. Refused: quoted local parts, source routes, comments, address literals, white space,
/// control and other invisible characters, and words that mix alphabets whose letters look alike (a Cyrillic `а` in
/// `exаmple.org`): such an address is a slip of the keyboard or a forgery. Who means such a domain writes it as `xn--…`.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// As it was written; NFC where it is not ASCII.
  public let local: String
  /// In lower case, ASCII only: labels outside it are A-labels (`xn--…`).
  public let domain: String

  /// The longest address of RFC 5321 (section 4.5.3.1.3, without the angle brackets), in octets.
  public static let limit = 254

  /// Throws with what is wrong and, where one is known, what to write.
  public init(_ text: String) throws(EmailAddressProblem) {
    // A domain may be longer in its own script than in ASCII, but not by this much.
    guard text.utf8.count <= 4 * Self.limit else { throw .tooLong(text) }
    guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else {
      let lookAlike = text.unicodeScalars.first { $0 == "\u{FF20}" || $0 == "\u{FE6B}" }
      throw .init(text, "it has no @" + (lookAlike.map { ": \($0.named) is another character" } ?? ""))
    }
    if let scalar = text.unicodeScalars.first(where: isHiddenOrSpace) {
      throw .init(text, "it holds white space or a control character (\(scalar.named))")
    }
    do {
      local = try LocalPart.checked(text[..<at])
      domain = try DomainName.ascii(text[text.utf8.index(after: at)...])
    } catch {
      throw .init(text, error.reason)
    }
    guard octetCount <= Self.limit else { throw .tooLong(text) }
  }

  /// Reads what Herald stored: an address that was taken when it came in. A rule that grew stricter since must not make a list
  /// unreadable, so only what the wire relies on is looked at again. Throws when that does not hold.
  public init(stored text: String) throws(EmailAddressProblem) {
    guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")), at > text.startIndex,
      text.utf8.count <= Self.limit,
      text.unicodeScalars.allSatisfy({ !$0.isHidden && $0 != " " && $0 != "<" && $0 != ">" })
    else { throw .init(text, "it is not one that Herald stored") }
    local = String(text[..<at])
    domain = String(text[text.utf8.index(after: at)...])
    guard !domain.isEmpty, domain.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw .init(text, "it is not one that Herald stored")
    }
  }

  public var description: String { local + "@" + domain }

  /// What makes two addresses the same subscriber: the whole in lower case. Dots and `+` in the local part count.
  public var identity: String {
    let local = local.lowercased()
    return (needsSMTPUTF8 ? local.precomposedStringWithCanonicalMapping : local) + "@" + domain
  }

  /// Whether only servers that offer SMTPUTF8 take mail for it (RFC 6531): its local part is not ASCII.
  public var needsSMTPUTF8: Bool { !local.utf8.allSatisfy { $0 < 0x80 } }

  /// The octets of `description` in UTF-8.
  public var octetCount: Int { local.utf8.count + 1 + domain.utf8.count }
}

/// Why a text is no address. The text is shown as it came; whoever prints it escapes it.
public struct EmailAddressProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let text: String
  public let reason: String

  init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

  static func tooLong(_ text: String) -> Self { .init(text, "it is longer than \(EmailAddress.limit) octets") }

  public var description: String { "“\(text)” is not an address: \(reason)" }
}

extension EmailAddress: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

private func isHiddenOrSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isHidden || (scalar.isASCII ? scalar == " " : scalar.properties.isWhitespace)
}
