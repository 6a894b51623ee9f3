/// How many columns a text takes on a terminal or in a plain-text mail reader.
///
/// Counted by grapheme cluster: East Asian wide and full-width characters and pictures are 2, combining marks, format
/// characters and control characters 0, everything else 1; ambiguous characters (UAX #11) are 1.
public enum DisplayWidth {
  /// The columns of a text on one line.
  public static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one cluster: 0, 1 or 2; more only where a script joins several letters into one cluster.
  public static func of(_ cluster: Character) -> Int {
    let scalars = cluster.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.index(after: scalars.startIndex) == scalars.endIndex { return of(first) }
    // A picture is one picture however many scalars it is made of.
    if scalars.contains(where: { $0.value == 0xFE0F || $0.value == 0x200D }), first.properties.isEmoji { return 2 }
    if scalars.contains(where: \.properties.isEmojiModifier), first.properties.isEmojiModifierBase { return 2 }
    if isRegionalIndicator(first) { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: return 1
    case 0..<0x20, 0x7F..<0xA0: return 0
    // The vowels and finals of Hangul are written into the block that their first consonant opens.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    // The soft hyphen, and the marks that Arabic and Syriac write around the digits after them.
    case 0xAD, 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return 1
    default: break
    }
    if isRegionalIndicator(scalar) { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
    default: return isWide(scalar.value) ? 2 : 1
    }
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func isWide(_ value: UInt32) -> Bool {
    if value < 0x1100 { return false }
    var low = 0
    var high = eastAsianWide.count
    while low < high {
      let middle = (low + high) / 2
      if eastAsianWide[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < eastAsianWide.count && eastAsianWide[low].contains(value)
  }
}
