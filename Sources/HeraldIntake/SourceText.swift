import Foundation
import Herald

/// A source after decoding: its lines that have words, clean.
///
/// White space of every kind (NBSP, thin spaces, tabs) became single spaces; control characters, zero-width characters
/// and bidi overrides are gone; the rest is in NFC. LRM and RLM stay, as do the joiners inside emoji and scripts that
/// need them.
struct SourceText {
  struct Line {
    /// Counted from 1.
    var number: Int
    /// Columns of white space before the text; a tab goes to the next multiple of 4.
    var indent: Int
    /// Never empty, no white space at either end.
    var text: String
  }

  var lines: [Line] = []

  /// The largest source, in bytes.
  static let limit = 10_000_000

  init(bytes: [UInt8], name: String) throws(ReadingProblem) {
    if bytes.count > SourceText.limit {
      throw ReadingProblem(
        file: name, line: nil,
        reason: "\(bytes.count) bytes are more than the 10,000,000 that are read: cut it down to the article")
    }
    if let encoding = foreignEncoding(bytes) {
      throw ReadingProblem(
        file: name, line: nil,
        reason: "the text is \(encoding), not UTF-8: convert it with `iconv -f \(encoding) -t utf-8`")
    }
    let problem = bytes.withUnsafeBufferPointer { findBadByte($0) }
    if let problem { throw ReadingProblem(file: name, line: problem.line, reason: problem.reason) }
    bytes.withUnsafeBufferPointer { split($0) }
  }

  private mutating func split(_ bytes: UnsafeBufferPointer<UInt8>) {
    var number = 1
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    let end = bytes.count
    while index <= end {
      let atEnd = index == end
      let byte = atEnd ? 0x0A : bytes[index]
      if byte == 0x0A || byte == 0x0D {
        if index > start { add(UnsafeBufferPointer(rebasing: bytes[start..<index]), number: number) }
        if byte == 0x0D, index + 1 < end, bytes[index + 1] == 0x0A { index += 1 }
        number += 1
        start = index + 1
      }
      index += 1
    }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, number: Int) {
    var indent = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x20 { indent += 1 } else if bytes[index] == 0x09 { indent += 4 - indent % 4 } else { break }
      index += 1
    }
    if index == bytes.count { return }
    let rest = UnsafeBufferPointer(rebasing: bytes[index...])
    var plain = rest[rest.count - 1] != 0x20
    var previous: UInt8 = 0
    for byte in rest {
      if byte < 0x20 || byte > 0x7E || (byte == 0x20 && previous == 0x20) {
        plain = false
        break
      }
      previous = byte
    }
    let text = String(decoding: rest, as: UTF8.self)
    if plain {
      lines.append(Line(number: number, indent: indent, text: text))
    } else {
      let (clean, more) = cleaned(text)
      if !clean.isEmpty { lines.append(Line(number: number, indent: indent + more, text: clean)) }
    }
  }
}

/// The text with single plain spaces, without invisible characters, in NFC; and how many columns of white space it had in front.
func cleaned(_ text: String) -> (text: String, indent: Int) {
  var result = String.UnicodeScalarView()
  var indent = 0
  var spaceDue = false
  var needsNormalising = false
  var last: UInt32 = 0
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0B, 0x0C, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
      if result.isEmpty { indent += 1 } else { spaceDue = true }
      continue
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x180E, 0x200B, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFC,
      0xFFFE, 0xFFFF:
      continue
    case 0x200C, 0x200D:
      // The joiners shape emoji and many scripts; after Latin, Greek or Cyrillic letters they are only dirt.
      if last < 0x0600 || spaceDue { continue }
    case 0x0300...: needsNormalising = true
    default: break
    }
    if spaceDue {
      result.append(" ")
      spaceDue = false
    }
    result.append(scalar)
    last = scalar.value
  }
  let string = String(result)
  return (needsNormalising ? string.precomposedStringWithCanonicalMapping : string, indent)
}
