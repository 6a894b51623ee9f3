/// Which labels end a domain name. Loaded once, on first use.
enum TopLevelDomains {
  /// Beyond this no name of the list goes: an upper bound for a look-up.
  static let longestName = 24

  private static let names: Set<String> = Set(
    TopLevelDomainNames.all.split(whereSeparator: \.isWhitespace).map(String.init))

  static func contains(_ label: String) -> Bool { names.contains(label.lowercased()) }

  /// How many scalars of `label` (from its start) are a top-level domain that may end a URL there: the longest name
  /// that is not followed by an ASCII letter or digit, `@`, `+` or `-`. Also a whole Punycode label (`xn--p1ai`).
  /// `following` is the scalar after the label, which is never part of it.
  static func match(in label: ArraySlice<Unicode.Scalar>, following: Unicode.Scalar?) -> Int? {
    let prefix = label.prefix(longestName)
    if label.starts(with: ["x", "n", "-", "-"]) || label.starts(with: ["X", "N", "-", "-"]) {
      let name = label.prefix { $0.isASCIIWord || $0 == "-" }
      if name.count > 4 { return name.count }
    }
    var length = prefix.count
    while length >= 2 {
      let next = length < label.count ? label[label.startIndex + length] : following
      let ends = next.map { !($0.isASCIIWord || $0 == "@" || $0 == "+" || $0 == "-") } ?? true
      if ends, contains(String(String.UnicodeScalarView(prefix.prefix(length)))) { return length }
      length -= 1
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// An ASCII letter or digit.
  var isASCIIWord: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
