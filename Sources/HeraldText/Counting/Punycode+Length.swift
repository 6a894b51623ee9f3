import Herald

extension Punycode {
  /// The length in octets of a label of a domain name once it is encoded for the DNS (RFC 3492, RFC 5891), `xn--` included;
  /// that of an ASCII label is its own. Nil for a label that cannot be encoded: empty, or `xn--` followed by something
  /// that is not ASCII.
  ///
  /// Encoding costs the square of the length, so a label beyond 64 scalars, which is too long in any case, is not
  /// encoded: its number of scalars comes back.
  static func encodedLength(of label: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !label.isEmpty else { return nil }
    if label.allSatisfy(\.isASCII) { return label.count }
    if label.starts(with: ["x", "n", "-", "-"]) { return nil }
    if label.count > 64 { return label.count }
    return encoded(Array(label)).map { 4 + $0.utf8.count }
  }
}
