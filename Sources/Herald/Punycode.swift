/// Punycode (RFC 3492): a domain label outside ASCII in letters, digits and hyphens, without the `xn--` before it.
public enum Punycode {
  private static let base: UInt32 = 36
  private static let firstBias: UInt32 = 72
  private static let firstScalar: UInt32 = 0x80
  /// Herald reads labels of domain names: more scalars than this never become 63 octets.
  private static let limit = 255

  /// Nil when the label is too long for any domain name. Plain characters come first, as they are.
  public static func encoded(_ label: [Unicode.Scalar]) -> String? {
    guard label.count <= limit else { return nil }
    var result = String(String.UnicodeScalarView(label.filter(\.isASCII)))
    let plain = UInt32(result.utf8.count)
    if plain > 0 { result += "-" }
    var (next, delta, bias, done) = (firstScalar, UInt32(0), firstBias, plain)
    while done < label.count {
      guard let smallest = label.lazy.map(\.value).filter({ $0 >= next }).min() else { return nil }
      // At most 0x10FFFF × 256, and as much again below.
      delta += (smallest - next) * (done + 1)
      next = smallest
      for scalar in label {
        if scalar.value < next { delta += 1 }
        guard scalar.value == next else { continue }
        append(delta, bias, to: &result)
        bias = adapted(delta, count: done + 1, isFirst: done == plain)
        delta = 0
        done += 1
      }
      delta += 1
      next += 1
    }
    return result
  }

  /// Nil when the text is no Punycode, or stands for a scalar that does not exist.
  static func decoded(_ text: Substring.UTF8View) -> [Unicode.Scalar]? {
    guard text.count <= limit else { return nil }
    let hyphen = text.lastIndex(of: UInt8(ascii: "-"))
    var label = hyphen.map { text[..<$0].map { Unicode.Scalar($0) } } ?? []
    var rest = hyphen.map { text[text.index(after: $0)...] } ?? text[...]
    var (next, index, bias) = (firstScalar, UInt32(0), firstBias)
    while !rest.isEmpty {
      let before = index
      var weight: UInt32 = 1
      var position = base
      while true {
        guard let digit = rest.popFirst().flatMap(value) else { return nil }
        let (step, isTooFar) = digit.multipliedReportingOverflow(by: weight)
        let (sum, isBeyond) = index.addingReportingOverflow(step)
        guard !isTooFar, !isBeyond else { return nil }
        index = sum
        let threshold = Self.threshold(position, bias)
        if digit < threshold { break }
        let (product, isHeavy) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !isHeavy else { return nil }
        weight = product
        position += base
      }
      let count = UInt32(label.count + 1)
      bias = adapted(index - before, count: count, isFirst: before == 0)
      let (value, isBeyond) = next.addingReportingOverflow(index / count)
      guard !isBeyond, let scalar = Unicode.Scalar(value) else { return nil }
      next = value
      index %= count
      label.insert(scalar, at: Int(index))
      index += 1
    }
    return label
  }

  /// A number as a run of digits whose weights depend on where they stand (RFC 3492, section 3.3).
  private static func append(_ number: UInt32, _ bias: UInt32, to text: inout String) {
    var rest = number
    var position = base
    while true {
      let threshold = Self.threshold(position, bias)
      if rest < threshold { break }
      let (quotient, remainder) = (rest - threshold).quotientAndRemainder(dividingBy: base - threshold)
      text.unicodeScalars.append(digit(threshold + remainder))
      rest = quotient
      position += base
    }
    text.unicodeScalars.append(digit(rest))
  }

  private static func threshold(_ position: UInt32, _ bias: UInt32) -> UInt32 {
    position <= bias ? 1 : min(position - bias, 26)
  }

  /// Section 6.1.
  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps: UInt32 = 0
    while delta > 455 {
      delta /= 35
      steps += base
    }
    return steps + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26))
  }

  private static func value(_ octet: UInt8) -> UInt32? {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(octet - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(octet - UInt8(ascii: "0")) + 26
    default: nil
    }
  }
}
