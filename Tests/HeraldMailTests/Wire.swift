import Herald

/// What SMTP servers and header parsers rely on in the octets of a mail.
enum Wire {
  /// What does not hold; nil when all does: CRLF and neither of them alone, lines of at most 998 octets, a line end at the end, seven bits
  /// without control characters, but for the part of the recipient's address that is outside ASCII, in To alone.
  static func problem(of bytes: [UInt8], to address: EmailAddress) -> String? {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.last?.isEmpty == true else { return "no line end at the end" }
    guard lines.dropLast().allSatisfy({ $0.last == 0x0D }) else { return "a line feed without carriage return" }
    guard bytes.count(where: { $0 == 0x0D }) == lines.count - 1 else { return "a carriage return alone" }
    if let long = lines.first(where: { $0.count > 999 }) { return "a line of \(long.count - 1) octets" }
    let wide = lines.filter { $0.contains { $0 >= 0x80 } }
    if address.needsSMTPUTF8 {
      guard wide.count == 1, let line = wide.first.map({ String(decoding: $0, as: UTF8.self) }),
        line.hasPrefix("To: ") || line.hasPrefix(" "), line.contains(address.description)
      else { return "octets beyond ASCII outside the recipient's address" }
    } else if !wide.isEmpty {
      return "octets beyond ASCII"
    }
    let isPrintable = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0D || $0 == 0x0A }
    return isPrintable ? nil : "a control character"
  }
}
