/// Where a text is inside a quotation or a bracket, so that it is never parted there.
struct Nesting: Sendable {
  /// For each scalar: whether the place just before it is inside a pair that opens before and closes at or after it.
  private var inside: [Bool]
  /// Places whose opening or closing mark has no partner.
  let unpaired: Bool

  func isInside(_ offset: Int) -> Bool { offset < inside.count && inside[offset] }

  /// Finds pairs: `“…”`, `„…“`, `«…»`, `‹…›`, `「…」`, `(…)`, `[…]`, `{…}`, straight quotes, and single quotes where they
  /// cannot be apostrophes. A pair that spans more than `longest` scalars does not count, nor one without an end.
  init(of text: [Unicode.Scalar], longest: Int = 1_500) {
    var depths = [Int](repeating: 0, count: text.count + 1)
    var open: [(mark: Unicode.Scalar, closers: Set<Unicode.Scalar>, offset: Int)] = []
    var unpaired = false
    for (offset, scalar) in text.enumerated() where scalar.isPairMark {
      let before = offset > 0 ? text[offset - 1] : " "
      let after = offset + 1 < text.count ? text[offset + 1] : " "
      // Only the innermost eight may close, so that a text of nothing but brackets costs no more than any other.
      if let place = open.suffix(8).lastIndex(where: { $0.closers.contains(scalar) }),
        !isApostrophe(scalar, before: before, after: after)
      {
        if offset - open[place].offset <= longest {
          depths[open[place].offset + 1] += 1
          depths[offset + 1] -= 1
        } else {
          unpaired = true
        }
        if place < open.count - 1 { unpaired = true }
        open.removeSubrange(place...)
      } else if let closers = Self.closers(of: scalar, before: before, after: after) {
        open.append((scalar, closers, offset))
      } else if ")]}”»›」』".unicodeScalars.contains(scalar) {
        unpaired = true
      }
    }
    // A single mark that never closes is an apostrophe after all ('90s); every other leaves half a pair.
    self.unpaired = unpaired || open.contains { $0.mark != "'" && $0.mark != "‘" && $0.mark != "‚" }
    var depth = 0
    inside = depths.map { change in
      depth += change
      return depth > 0
    }
  }

  private static func closers(
    of scalar: Unicode.Scalar, before: Unicode.Scalar, after: Unicode.Scalar
  ) -> Set<Unicode.Scalar>? {
    switch scalar {
    case "“": ["”"]
    case "„": ["“", "”", "\""]
    case "«": ["»"]
    case "»": before.endsNoWord && !after.properties.isWhitespace ? ["«"] : nil
    case "‹": ["›"]
    case "「": ["」"]
    case "『": ["』"]
    case "(": [")"]
    case "[": ["]"]
    case "{": ["}"]
    case "\"": ["\""]
    case "‘": ["’"]
    case "‚": ["‘", "’"]
    case "'": before.endsNoWord && !after.properties.isWhitespace ? ["'"] : nil
    default: nil
    }
  }
}

/// Whether a mark that could close a single quotation stands inside a word (`don’t`).
private func isApostrophe(_ scalar: Unicode.Scalar, before: Unicode.Scalar, after: Unicode.Scalar) -> Bool {
  guard scalar == "'" || scalar == "’" else { return false }
  return after.isNameCharacter || before.properties.isWhitespace
}

extension Unicode.Scalar {
  /// A quotation mark or a bracket of any kind.
  fileprivate var isPairMark: Bool { isOpening || isClosing }

  /// A space or an opening mark: what stands before the beginning of a word.
  var endsNoWord: Bool { properties.isWhitespace || "([{\"“„«—–-/".unicodeScalars.contains(self) }
}
