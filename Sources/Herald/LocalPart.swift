import Foundation

/// The part of an address before the `@`: a dot-atom of at most 64 octets (RFC 5321), which may reach beyond ASCII (RFC 6531).
///
/// Quoted local parts are refused everywhere: hardly anybody has one, and each program on the way unquotes differently.
enum LocalPart {
  /// As it was written, in NFC where it is not ASCII.
  static func checked(_ text: Substring) throws(AddressRefusal) -> String {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    let local = isPlain ? String(text) : text.precomposedStringWithCanonicalMapping
    guard (1...64).contains(local.utf8.count) else { throw .init("the part before @ must have 1 to 64 octets") }
    guard !local.hasPrefix("-") else { throw .init("it begins with -") }
    guard !local.hasPrefix("\"") else {
      throw .init("its part before @ is in quotes, which Herald does not send to: ask for another address")
    }
    var previous: Unicode.Scalar = "."
    for scalar in local.unicodeScalars {
      guard scalar == "." ? previous != "." : isAtomText(scalar) else {
        throw .init(
          "the part before @ is not a plain name (letters, digits, !#$%&'*+-/=?^_`{|}~ and single dots): "
            + (scalar == "." ? "it begins with a dot or has two in a row" : "\(scalar.named) does not belong there"))
      }
      previous = scalar
    }
    guard previous != "." else { throw .init("the part before @ ends in a dot") }
    if !isPlain { try checkBeyondASCII(local) }
    return local
  }

  /// RFC 5322's atext, and every scalar outside ASCII (RFC 6532, section 3.2).
  private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: !scalar.isASCII || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
  }

  private static func checkBeyondASCII(_ local: String) throws(AddressRefusal) {
    for scalar in local.unicodeScalars where !scalar.isASCII {
      guard isVisible(scalar) else { throw .init("\(scalar.named) in it cannot be seen: remove it") }
      let plain = String(Character(scalar)).precomposedStringWithCompatibilityMapping
      guard !plain.unicodeScalars.contains(where: \.isASCII) else {
        throw .init("\(scalar.named) only looks like plain text: write “\(plain)”")
      }
    }
    if let first = local.unicodeScalars.first, first.isMark {
      throw .init("it begins with the combining mark \(first.named)")
    }
    for word in local.unicodeScalars.split(whereSeparator: { $0.isASCII && !$0.properties.isAlphabetic }) {
      if let mixture = Alphabet.mixture(in: word) { throw .init("\(mixture): type it in one alphabet") }
    }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      false
    default: !scalar.isHidden && !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
