/// An address as it stands in MAIL and RCPT, checked once more where it goes out: whatever came before, nothing that
/// could end the command or begin another one passes here (reliability.md, finding 7).
struct SMTPPath {
  /// Without angle brackets.
  let octets: [UInt8]
  /// It holds octets outside ASCII, which only a server with SMTPUTF8 takes.
  let needsUTF8: Bool

  /// Nil when the address is empty, longer than 254 octets, has no @ with something on both sides, or holds white space, a
  /// control character, an angle bracket, a comma, a colon, a backslash or a quote.
  init?(_ address: String) {
    let octets = Array(address.utf8)
    guard (3...254).contains(octets.count), octets.allSatisfy(Self.isPlain),
      let at = octets.lastIndex(of: UInt8(ascii: "@")), at > 0, at < octets.count - 1,
      octets.firstIndex(of: UInt8(ascii: "@")) == at, octets[0] != UInt8(ascii: "-")
    else { return nil }
    self.octets = octets
    needsUTF8 = octets.contains { $0 >= 0x80 }
    // C1 controls and the line separators of Unicode are two or three octets.
    if needsUTF8, address.unicodeScalars.contains(where: Self.isHidden) { return nil }
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    switch octet {
    case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      false
    default: true
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned: true
    default: false
    }
  }
}
