import Herald

/// Why no mail can be written. Each names the header field, or the part of the message, that has to change.
public enum MailProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A text for a header holds a character that could end the field or reorder what is read.
  case control(field: String, Unicode.Scalar)
  /// A value does not have the form that its field asks for.
  case malformed(field: String, value: String, reason: String)
  /// The message would have more octets than `MailTemplate.limit`.
  case tooLarge(octets: Int)
  /// The envelope differs from the template in a field that is common to all of the template's mails.
  case notCommon(field: String)

  public var description: String {
    switch self {
    case .control(let field, let scalar):
      "\(field) holds the control character U+\(hexadecimal(scalar)): remove it"
    case .malformed(let field, let value, let reason):
      "\(field) cannot be “\(value.unicodeScalars.map(visible).joined())”: \(reason)"
    case .tooLarge(let octets):
      "the mail would have \(octets) octets, the most is \(MailTemplate.limit): take fewer briefs"
    case .notCommon(let field):
      "this envelope's \(field) is not the one that the template was made with: make a template of its own"
    }
  }
}

private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// The value is hostile and goes to a terminal or a log: what cannot be seen is written out.
private func visible(_ scalar: Unicode.Scalar) -> String {
  scalar.isHidden ? "\\u{\(hexadecimal(scalar))}" : String(Character(scalar))
}
