/// Where a text is inside a quotation or a bracket, so that it is never parted there.
struct Nesting: Sendable {
  /// For each scalar: whether the place just before it is inside a pair that opens before and closes at or after it.
  /// Empty when the text has no pair.
  private var inside: [Bool] = []
  /// Places whose opening or closing mark has no partner.
  let unpaired: Bool

  func isInside(_ offset: Int) -> Bool { offset < inside.count && inside[offset] }

  /// Finds pairs: `“…”`, `„…“`, `«…»`, `»…«`, `‹…›`, `「…」`, `(…)`, `[…]`, `{…}`, straight quotes, and single quotes
  /// where they cannot be apostrophes. A pair that spans more than `longest` scalars does not count, nor one without an
  /// end.
  init(of text: [Unicode.Scalar], longest: Int = 1_500) {
    var pairs: [Range<Int>] = []
    var open: [(mark: Unicode.Scalar, offset: Int)] = []
    var unpaired = false
    for offset in text.indices where text[offset].isPairMark {
      let scalar = text[offset]
      let before = offset > 0 ? text[offset - 1] : " "
      let after = offset + 1 < text.count ? text[offset + 1] : " "
      // Only the innermost eight may close, so that a text of nothing but brackets costs no more than any other.
      if scalar.mayClose(before: before, after: after),
        let place = open.suffix(8).lastIndex(where: { scalar.closes($0.mark) })
      {
        if offset - open[place].offset <= longest {
          pairs.append(open[place].offset + 1..<offset + 1)
        } else {
          unpaired = true
        }
        if place < open.count - 1 { unpaired = true }
        open.removeSubrange(place...)
      } else if scalar.mayOpen(before: before, after: after) {
        open.append((scalar, offset))
      } else if ")]}”»›」』".unicodeScalars.contains(scalar) || scalar == "\"" && !before.isDigitMark {
        unpaired = true
      }
    }
    // A single mark that never closes is an apostrophe after all ('90s); every other leaves half a pair.
    self.unpaired = unpaired || open.contains { !"'‘‚".unicodeScalars.contains($0.mark) }
    guard !pairs.isEmpty else { return }
    var depths = [Int32](repeating: 0, count: text.count + 1)
    for pair in pairs {
      depths[pair.lowerBound] += 1
      depths[pair.upperBound] -= 1
    }
    var depth: Int32 = 0
    inside = depths.map { change in
      depth += change
      return depth > 0
    }
  }
}

extension Unicode.Scalar {
  /// A quotation mark or a bracket of any kind.
  fileprivate var isPairMark: Bool {
    switch value {
    case 0x22, 0x27, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: true
    case 0..<0xAB: false
    case 0xAB, 0xBB, 0x2018...0x201E, 0x2039, 0x203A, 0x300C...0x300F: true
    default: false
    }
  }

  fileprivate var isDigitMark: Bool { (0x30...0x39).contains(value) }

  fileprivate func closes(_ opening: Unicode.Scalar) -> Bool {
    switch opening {
    case "“": self == "”"
    case "”": self == "”"
    case "„": self == "“" || self == "”" || self == "\""
    case "«": self == "»"
    case "»": self == "«"
    case "‹": self == "›"
    case "›": self == "‹"
    case "「": self == "」"
    case "『": self == "』"
    case "(": self == ")"
    case "[": self == "]"
    case "{": self == "}"
    case "\"": self == "\""
    case "‘": self == "’"
    case "‚": self == "‘" || self == "’"
    case "'": self == "'"
    default: false
    }
  }

  /// Whether the mark can close here. A straight quote before a word opens; `’` inside a word, or after the `s` of one
  /// that a word follows (`the dogs’ bowls`), is an apostrophe.
  fileprivate func mayClose(before: Unicode.Scalar, after: Unicode.Scalar) -> Bool {
    switch self {
    case "\"": return !before.properties.isWhitespace && !after.properties.isAlphabetic
    case "'", "’":
      if after.properties.isAlphabetic || after.isDigitMark || before.properties.isWhitespace { return false }
      return !(before == "s" && after == " ")
    default: return true
    }
  }

  fileprivate func mayOpen(before: Unicode.Scalar, after: Unicode.Scalar) -> Bool {
    switch self {
    case "“", "„", "‹", "「", "『", "(", "[", "{", "‚": true
    case "«": !before.isTerminator || after.properties.isAlphabetic
    case "‘": !after.isDigitMark && before.endsNoWord
    case "»", "”", "›", "\"": before.endsNoWord && !after.properties.isWhitespace
    case "'": before.endsNoWord && !after.properties.isWhitespace && !after.isDigitMark
    default: false
    }
  }
}
