import Glibc

/// Transparency (RFC 5321, section 4.5.2): a line that begins with a dot gets one more, so that no line of a message
/// ends it. The one place where Herald does this.
public enum DotStuffing {
  /// - Returns: what goes out after DATA, without the final dot; nil when the message could be taken for another one by
  ///   some server: it is empty, does not end in CRLF, or has a CR or an LF that is not half of a pair (VU#302671).
  public static func stuffed(_ message: [UInt8]) -> [UInt8]? {
    message.withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress, octets.count >= 2, octets[octets.count - 1] == lineFeed else { return nil }
      var result: [UInt8] = []
      var copied = 0
      var lines = 0
      var start = 0
      while start < octets.count {
        if octets[start] == dot {
          if copied == 0 { result.reserveCapacity(octets.count + 64) }
          result.append(contentsOf: octets[copied...start])
          result.append(dot)
          copied = start + 1
        }
        guard let found = memchr(base + start, Int32(lineFeed), octets.count - start) else { return nil }
        let end = UnsafeRawPointer(base).distance(to: found)
        guard end > start, octets[end - 1] == carriageReturn else { return nil }
        lines += 1
        start = end + 1
      }
      guard count(of: carriageReturn, in: octets) == lines else { return nil }
      if result.isEmpty { return message }
      result.append(contentsOf: octets[copied...])
      return result
    }
  }

  private static let dot = UInt8(ascii: ".")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  private static func count(of octet: UInt8, in octets: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = octets.baseAddress else { return 0 }
    var count = 0
    var start = 0
    while start < octets.count, let found = memchr(base + start, Int32(octet), octets.count - start) {
      count += 1
      start = UnsafeRawPointer(base).distance(to: found) + 1
    }
    return count
  }
}
