/// How long a label of a domain name is once it is encoded for the DNS (RFC 3492, RFC 5891).
enum Punycode {
  /// The length in octets of the encoded label, `xn--` included; that of an ASCII label is its own. Nil for a label
  /// that cannot be encoded: empty, or `xn--` followed by something that is not ASCII.
  ///
  /// Encoding costs the square of the length, so a label beyond 64 scalars, which is too long in any case, is not
  /// encoded: its number of scalars comes back.
  static func encodedLength(of label: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !label.isEmpty else { return nil }
    if label.allSatisfy(\.isASCII) { return label.count }
    if label.starts(with: ["x", "n", "-", "-"]) { return nil }
    if label.count > 64 { return label.count }
    let basic = label.count(where: \.isASCII)
    return 4 + basic + (basic > 0 ? 1 : 0) + deltaLength(of: label, basic: basic)
  }

  private static func deltaLength(of label: ArraySlice<Unicode.Scalar>, basic: Int) -> Int {
    var length = 0
    var next: UInt32 = 128
    var delta = 0
    var bias = 72
    var handled = basic
    while handled < label.count {
      guard let smallest = label.lazy.map(\.value).filter({ $0 >= next }).min() else { break }
      delta += Int(smallest - next) * (handled + 1)
      next = smallest
      for scalar in label {
        if scalar.value < next { delta += 1 }
        guard scalar.value == next else { continue }
        var rest = delta
        var base = 36
        while true {
          let threshold = min(max(base - bias, 1), 26)
          length += 1
          if rest < threshold { break }
          rest = (rest - threshold) / (36 - threshold)
          base += 36
        }
        bias = adapted(delta, to: handled + 1, first: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    return length
  }

  private static func adapted(_ delta: Int, to count: Int, first: Bool) -> Int {
    var delta = first ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > 455 {
      delta /= 35
      steps += 36
    }
    return steps + 36 * delta / (delta + 38)
  }
}
