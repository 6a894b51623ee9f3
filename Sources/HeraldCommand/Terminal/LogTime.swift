import Herald

/// The time of log lines as ``Instant`` writes it, with the text of its second kept: thousands of lines share one.
struct LogTime {
  private var second: Int64?
  /// `2026-11-23T09:54:00`, then the decimals of the last line.
  private var text: [UInt8] = []
  private static let lengthOfSecond = 19

  mutating func bytes(of moment: Instant) -> [UInt8] {
    let ofMoment = moment.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    guard moment.microseconds >= 0, second == ofMoment.quotient else {
      let full = Array(moment.description.utf8)
      second = moment.microseconds >= 0 ? ofMoment.quotient : nil
      text = full
      return full
    }
    text.removeLast(text.count - Self.lengthOfSecond)
    let fraction = Int(ofMoment.remainder)
    if fraction != 0 {
      text.append(UInt8(ascii: "."))
      var divisor = 100_000
      // Three decimals where they are enough, else six.
      let last = fraction % 1_000 == 0 ? 1_000 : 1
      while divisor >= last {
        text.append(UInt8(ascii: "0") + UInt8(fraction / divisor % 10))
        divisor /= 10
      }
    }
    text.append(UInt8(ascii: "Z"))
    return text
  }
}
