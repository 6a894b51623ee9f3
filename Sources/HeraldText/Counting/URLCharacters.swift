/// The classes of characters by which twitter-text 3 delimits an address.
extension Unicode.Scalar {
  var isDigit: Bool { (0x30...0x39).contains(value) }

  /// U+202A to U+202E, U+2066 to U+2069, U+061C, U+200E, U+200F.
  var isDirectional: Bool {
    switch value {
    case 0x202A...0x202E, 0x061C, 0x200E, 0x200F, 0x2066...0x2069: true
    default: false
    }
  }

  /// Never valid in a post on X.
  var isInvalidOnX: Bool { value == 0xFFFE || value == 0xFEFF || value == 0xFFFF }

  private var isSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// May stand in a domain's label, besides hyphen and underscore: anything but ASCII punctuation, space, invalid and
  /// directional characters.
  var isDomain: Bool {
    if isASCII { return isASCIIWord || value == 0x22 || value == 0x60 || value < 0x09 || (0x0E...0x1F).contains(value) }
    return !isSpace && !isInvalidOnX && !isDirectional
  }

  /// An address may begin after it.
  var mayPrecedeURL: Bool {
    !(isASCIIWord || self == "@" || self == "＠" || self == "$" || self == "#" || self == "＃" || isInvalidOnX)
  }

  var isLatinAccent: Bool {
    switch value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF, 0x0100...0x024F, 0x0253, 0x0254, 0x0256, 0x0257, 0x0259, 0x025B, 0x0263,
      0x0268, 0x026F, 0x0272, 0x0289, 0x028B, 0x02BB, 0x0300...0x036F, 0x1E00...0x1EFF:
      true
    default: false
    }
  }

  /// May stand in a domain that has no scheme before it.
  var isLatinDomain: Bool { isASCIIWord || self == "-" || isLatinAccent }

  private var isPathLetter: Bool { isASCIIWord || isLatinAccent || (0x0400...0x04FF).contains(value) }

  var isPath: Bool { isPathLetter || isPathMark }

  private var isPathMark: Bool {
    switch self {
    case "!", "*", "'", ";", ":", "=", "+", ",", ".", "$", "/", "%", "#", "[", "]", "-", "_", "~", "@", "|",
      "&", "–":
      true
    default: false
    }
  }

  var endsPath: Bool {
    switch self {
    case "+", "-", "=", "_", "#", "/": true
    default: isPathLetter
    }
  }

  var isQuery: Bool {
    switch self {
    case "!", "?", "*", "'", "@", "(", ")", ";", ":", "&", "=", "+", "$", "/", "%", "#", "[", "]", "-", "_",
      ".", ",", "~", "|":
      true
    default: isASCIIWord
    }
  }

  var endsQuery: Bool {
    switch self {
    case "-", "_", "&", "=", "#", "/": true
    default: isASCIIWord
    }
  }
}
