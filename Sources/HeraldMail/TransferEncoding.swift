import Foundation

/// How a body travels through servers that take seven bits and short lines (RFC 2045, section 6).
enum TransferEncoding: String {
  case sevenBit = "7bit"
  case quotedPrintable = "quoted-printable"
  case base64

  /// RFC 5322, section 2.1.1, without the CRLF.
  private static let lineLimit = 998

  /// The body with CRLF only, its encoding and its character set. Decoding it and turning CRLF into LF gives `text` back,
  /// octet by octet.
  ///
  /// 7bit where nothing on the way could change the text; otherwise the shorter of the other two, quoted-printable when
  /// they are equal.
  static func body(_ text: String) -> (bytes: [UInt8], encoding: TransferEncoding, charset: String) {
    let octets = Array(text.utf8)
    let charset = octets.allSatisfy { $0 < 0x80 } ? "us-ascii" : "utf-8"
    if isSafe(octets) { return (withCRLF(octets), .sevenBit, charset) }
    let quoted = QuotedPrintable.encoded(octets)
    let base64 = inBase64(withCRLF(octets))
    return quoted.count <= base64.count
      ? (quoted, .quotedPrintable, charset) : (base64, .base64, charset)
  }

  /// Printable ASCII with a line feed at the end, no line too long, none that begins with a hazard or ends in a space.
  private static func isSafe(_ text: [UInt8]) -> Bool {
    guard text.last == UInt8(ascii: "\n") else { return false }
    return text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).allSatisfy { line in
      line.count <= lineLimit && line.last != UInt8(ascii: " ") && !QuotedPrintable.isHazard(line)
        && line.allSatisfy { (0x20...0x7E).contains($0) }
    }
  }

  private static func withCRLF(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + text.count / 20)
    for octet in text {
      if octet == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\r")) }
      bytes.append(octet)
    }
    return bytes
  }

  private static func inBase64(_ octets: [UInt8]) -> [UInt8] {
    let options: Data.Base64EncodingOptions = [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ]
    return Array(Data(octets).base64EncodedData(options: options)) + Array("\r\n".utf8)
  }
}
