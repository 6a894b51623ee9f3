import Foundation

/// The name for `iconv` of an encoding that shows itself by its byte order mark or by the zero bytes of its ASCII
/// characters; nil for everything else.
func foreignEncoding(_ bytes: [UInt8]) -> String? {
  if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
  let sample = bytes.prefix(200)
  guard sample.count >= 4 else { return nil }
  var even = 0
  var odd = 0
  for (index, byte) in sample.enumerated() where byte == 0 {
    if index % 2 == 0 { even += 1 } else { odd += 1 }
  }
  let half = sample.count / 2
  if odd > half * 3 / 4, even * 8 < half { return "UTF-16LE" }
  if even > half * 3 / 4, odd * 8 < half { return "UTF-16BE" }
  return nil
}

/// The first byte that no UTF-8 text has: a zero byte, or one that breaks UTF-8 (Unicode 16, table 3-7).
func findBadByte(_ bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, reason: String)? {
  let zero = bytes.baseAddress.flatMap { memchr($0, 0, bytes.count) }
  let valid = zero == nil && String(validating: bytes, as: UTF8.self) != nil
  if valid { return nil }
  var index = 0
  var line = 1
  while index < bytes.count {
    let byte = bytes[index]
    if byte == 0 {
      return (line, "byte \(index) is zero: this is a binary file, not text; paste the article's text instead")
    }
    if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) { line += 1 }
    guard let length = sequenceLength(bytes, at: index) else {
      let shown = String(byte, radix: 16, uppercase: true)
      return (
        line,
        "byte \(index) (0x\(shown)) is not UTF-8: convert the text with `iconv -f windows-1252 -t utf-8`,"
          + " or with -f and the encoding that it was saved in"
      )
    }
    index += length
  }
  return nil
}

/// The length of the well-formed UTF-8 sequence at `index`; nil when there is none.
private func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
  let first = bytes[index]
  if first < 0x80 { return 1 }
  let second: ClosedRange<UInt8>
  let length: Int
  switch first {
  case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
  case 0xE0: (length, second) = (3, 0xA0...0xBF)
  case 0xED: (length, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
  case 0xF0: (length, second) = (4, 0x90...0xBF)
  case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
  case 0xF4: (length, second) = (4, 0x80...0x8F)
  default: return nil
  }
  guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
  for more in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[index + more]) { return nil }
  return length
}
