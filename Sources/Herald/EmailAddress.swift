/// An e-mail address in the strict subset of RFC 5321 that Herald sends to and from.
///
/// Accepted: a dot-atom local part of 1 to 64 octets that does not begin with `-`; a domain of two or more LDH labels
/// (1 to 63 octets each, no `-` at either end, `xn--` allowed, the last not all digits), at most 254 octets in all.
/// Refused: quoted local parts, source routes, comments, address literals, white space, control and non-ASCII characters.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  public let local: String
  /// In lower case.
  public let domain: String

  public init(_ text: String) throws(EmailAddressProblem) {
    guard let at = text.lastIndex(of: "@") else { throw .init(text, "it has no @") }
    guard text.unicodeScalars.allSatisfy({ $0.isASCII }) else {
      throw .init(text, "only ASCII is taken: write the domain as xn--…, a local part outside ASCII cannot be mailed")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .init(text, "it holds white space or a control character")
    }
    guard text.utf8.count <= 254 else { throw .init(text, "it is longer than 254 octets") }
    let local = String(text[..<at])
    let domain = text[text.index(after: at)...].lowercased()
    guard (1...64).contains(local.utf8.count) else { throw .init(text, "the part before @ must have 1 to 64 octets") }
    guard !local.hasPrefix("-") else { throw .init(text, "it begins with -") }
    let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
    guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(nameCharacters.contains) }) else {
      throw .init(text, "the part before @ is not a plain name (letters, digits, !#$%&'*+-/=?^_`{|}~ and single dots)")
    }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2,
      labels.allSatisfy({
        (1...63).contains($0.count) && !$0.hasPrefix("-") && !$0.hasSuffix("-")
          && $0.allSatisfy(labelCharacters.contains)
      }),
      let last = labels.last, !last.allSatisfy(\.isNumber)
    else { throw .init(text, "the part after @ is not a domain name such as example.org") }
    self.local = local
    self.domain = domain
  }

  public var description: String { local + "@" + domain }

  /// What makes two addresses the same subscriber: the whole in lower case. Dots and `+` in the local part count.
  public var identity: String { local.lowercased() + "@" + domain }
}

/// RFC 5322's atext.
private let nameCharacters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~")
private let labelCharacters = Set("abcdefghijklmnopqrstuvwxyz0123456789-")

/// Why a text is no address. The text is shown as it came; whoever prints it escapes it.
public struct EmailAddressProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let text: String
  public let reason: String

  init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

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

/// A person or desk with a name to show: `Dispatch <news@example.org>`. The name is one line, may be empty, and is
/// data: only the mail writer turns it into a header.
public struct Mailbox: Hashable, Sendable, Codable, CustomStringConvertible {
  public var name: String
  public var address: EmailAddress

  public init(name: String = "", address: EmailAddress) {
    self.name = name
    self.address = address
  }

  /// Reads `a@example.org` or `Name <a@example.org>`, with or without quotes around the name.
  /// Throws when the address is none, or the name holds a control character or a bidi override.
  public init(_ text: String) throws(EmailAddressProblem) {
    guard !text.unicodeScalars.contains(where: \.isHidden) else {
      throw .init(text, "it holds a control character or one that changes the direction of reading")
    }
    guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
      self.init(address: try EmailAddress(text))
      return
    }
    var name = text[..<open].drop(while: \.isWhitespace)
    while name.last?.isWhitespace == true { name.removeLast() }
    let address = text[text.index(after: open)...].dropLast()
    self.init(name: unquoted(name), address: try EmailAddress(String(address)))
  }

  public var description: String { name.isEmpty ? address.description : "\(name) <\(address)>" }
}

/// Without the quotes around it and the backslashes before `"` and `\` inside (RFC 5322, section 3.2.4).
private func unquoted(_ name: Substring) -> String {
  guard name.count >= 2, name.first == "\"", name.last == "\"" else { return String(name) }
  var result = ""
  var isEscaped = false
  for character in name.dropFirst().dropLast() {
    if character == "\\", !isEscaped {
      isEscaped = true
    } else {
      result.append(character)
      isEscaped = false
    }
  }
  return result
}
