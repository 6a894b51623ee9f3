/// Checks the parts of a header that are not words but names for machines. They are refused, never repaired: each comes
/// from configuration or from Herald itself, and a repaired one would no longer be the one that was stored.
enum MailToken {
  /// `left@right`, both dot-atoms, at most 250 octets (RFC 5322, section 3.6.4; RFC 5536, section 3.1.3).
  static func messageID(_ text: String) throws(MailProblem) -> String {
    guard text.utf8.count <= 250, let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), isDotAtom(text.utf8[..<at]),
      isDotAtom(text.utf8[text.utf8.index(after: at)...])
    else {
      throw .malformed(
        field: "Message-ID", value: text, reason: "it must be like 12.1.weekly@example.org, at most 250 octets")
    }
    return text
  }

  /// A dot-atom of two or more atoms, at most 255 octets (RFC 2919, section 2).
  static func listID(_ text: String) throws(MailProblem) -> String {
    guard isDotAtom(text.utf8[...]), text.utf8.contains(UInt8(ascii: ".")), text.utf8.count <= 255 else {
      throw .malformed(
        field: "List-Id", value: text, reason: "it must be like weekly.news.example.org, at most 255 octets")
    }
    return text
  }

  /// A BCP 47 tag by its outer form: subtags of 1 to 8 letters or digits, the first of 2 to 8 letters, at most 35 octets.
  static func language(_ text: String) throws(MailProblem) -> String {
    let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isTag =
      text.utf8.count <= 35
      && subtags.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) } }
    guard isTag, let first = subtags.first, first.count >= 2, first.allSatisfy(isLetter) else {
      throw .malformed(field: "Content-Language", value: text, reason: "it must be a tag like en, kk or pt-BR")
    }
    return text
  }

  private static func isDotAtom(_ text: Substring.UTF8View) -> Bool {
    var previous = UInt8(ascii: ".")
    for octet in text {
      guard octet == UInt8(ascii: ".") ? previous != octet : isAtomCharacter(octet) else { return false }
      previous = octet
    }
    return previous != UInt8(ascii: ".")
  }

  /// RFC 5322's atext.
  private static func isAtomCharacter(_ octet: UInt8) -> Bool {
    isLetter(octet) || isDigit(octet) || octet == UInt8(ascii: "-") || "!#$%&'*+/=?^_`{|}~".utf8.contains(octet)
  }

  private static func isLetter(_ octet: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20)
  }

  private static func isDigit(_ octet: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
  }
}
