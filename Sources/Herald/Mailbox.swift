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

  /// A name as mails and lists show it: an `@`, small, full-width or plain, with something on both sides becomes ` at `, so that
  /// no reader takes a part of the name for the sender's address; many mail readers show the name alone. A handle
  /// (`@SteppeCourier`) stays.
  public static func harmless(_ name: String) -> String {
    let scalars = Array(name.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isAt = scalar == "@" || scalar == "\u{FE6B}" || scalar == "\u{FF20}"
      let isBetween =
        index > 0 && index + 1 < scalars.count
        && !scalars[index - 1].properties.isWhitespace && !scalars[index + 1].properties.isWhitespace
      result.append(contentsOf: isAt && isBetween ? Array(" at ".unicodeScalars) : [scalar])
    }
    return String(result)
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
