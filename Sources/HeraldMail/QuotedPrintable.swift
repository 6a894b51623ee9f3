/// The quoted-printable transfer encoding (RFC 2045, section 6.7) of a text.
///
/// Lines have at most 76 characters. Beyond what the RFC asks for, these are escaped too: a full stop and `From ` at the
/// beginning of a line (SMTP's final dot, mbox's separator), a space at its end. The octets of one scalar stay on one line.
enum QuotedPrintable {
  private static let lineLimit = 76

  /// - Parameter text: octets whose lines end in LF; they are written as CRLF. A text without a final line feed ends in
  ///   a soft line break, so that decoding gives it back as it was.
  static func encoded(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + text.count / 2)
    var lineStart = 0
    for index in text.indices {
      let octet = text[index]
      if octet == UInt8(ascii: "\n") {
        bytes += "\r\n".utf8
        lineStart = bytes.count
        continue
      }
      let endsLine = index + 1 == text.endIndex || text[index + 1] == UInt8(ascii: "\n")
      let size = isLiteral(octet) && !(octet == UInt8(ascii: " ") && endsLine) ? 1 : 3
      // A scalar's first octet looks ahead for all of them; one column is left for the `=` of a soft line break. The
      // first octet of a line may become an escape, which always fits.
      let needed = size * scalarLength(octet)
      if bytes.count - lineStart + needed > lineLimit - 1 {
        bytes += "=\r\n".utf8
        lineStart = bytes.count
      }
      let startsLine = bytes.count == lineStart
      if size == 1, !(startsLine && isHazard(text[index...])) {
        bytes.append(octet)
      } else {
        bytes += escaped(octet)
      }
    }
    if bytes.count > lineStart { bytes += "=\r\n".utf8 }
    return bytes
  }

  static func escaped(_ octet: UInt8) -> [UInt8] {
    [UInt8(ascii: "="), digit(octet >> 4), digit(octet & 0x0F)]
  }

  /// Whether a line that begins like this means something to the software on its way.
  static func isHazard(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == UInt8(ascii: ".") || line.starts(with: "From ".utf8)
  }

  private static func isLiteral(_ octet: UInt8) -> Bool {
    (0x20...0x7E).contains(octet) && octet != UInt8(ascii: "=")
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  /// How many octets the scalar has that begins here; 1 inside a scalar.
  private static func scalarLength(_ octet: UInt8) -> Int {
    switch octet {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }
}
