/// What the AT Protocol takes as a handle, a record key and a TID (https://atproto.com/specs: *handle*, *record-key*,
/// *tid*). Syntax only: nothing is resolved.
public enum ATSyntax {
  /// A domain name of at least two labels of letters, digits and inner hyphens, at most 253 characters; each label at most
  /// 63, the last not beginning with a digit. Without `@`.
  public static func isHandle(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 253 else { return false }
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, let first = labels.last?.first, isLetter(first) else { return false }
    return labels.allSatisfy { label in
      guard (1...63).contains(label.count), let first = label.first, let last = label.last else { return false }
      return first != hyphen && last != hyphen && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen }
    }
  }

  /// 1 to 512 of `A-Z a-z 0-9 . - _ : ~`, but not `.` and not `..`.
  public static func isRecordKey(_ text: String) -> Bool {
    guard (1...512).contains(text.utf8.count), text != ".", text != ".." else { return false }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "._:~-".utf8.contains($0) }
  }

  /// 13 characters of base32-sortable (`2-7 a-z`), the first at most `j`, because the top bit of 64 is 0.
  public static func isTID(_ text: String) -> Bool {
    guard text.utf8.count == 13, let first = text.utf8.first else { return false }
    func isBase32(_ byte: UInt8) -> Bool { (0x32...0x37).contains(byte) || (0x61...0x7A).contains(byte) }
    return first <= UInt8(ascii: "j") && text.utf8.allSatisfy(isBase32)
  }

  private static let hyphen = UInt8(ascii: "-")
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
