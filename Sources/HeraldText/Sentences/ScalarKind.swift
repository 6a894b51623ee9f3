/// What a scalar is to the rules of sentences. One look into a table for Latin and Cyrillic.
struct ScalarKind: Sendable {
  private let rawValue: UInt16

  static var space: ScalarKind { ScalarKind(rawValue: 1 << 0) }
  static var upper: ScalarKind { ScalarKind(rawValue: 1 << 1) }
  static var lower: ScalarKind { ScalarKind(rawValue: 1 << 2) }
  /// A letter of any script, with or without case.
  static var letter: ScalarKind { ScalarKind(rawValue: 1 << 3) }
  /// `0` to `9`.
  static var digit: ScalarKind { ScalarKind(rawValue: 1 << 4) }
  /// A letter, a digit of any script, a combining mark, `_`.
  static var word: ScalarKind { ScalarKind(rawValue: 1 << 5) }
  static var terminator: ScalarKind { ScalarKind(rawValue: 1 << 6) }
  static var opening: ScalarKind { ScalarKind(rawValue: 1 << 7) }
  static var closing: ScalarKind { ScalarKind(rawValue: 1 << 8) }
  static var dash: ScalarKind { ScalarKind(rawValue: 1 << 9) }
  /// Ends a line: the white space of Unicode's mandatory breaks.
  static var lineEnd: ScalarKind { ScalarKind(rawValue: 1 << 10) }
  /// A picture that stands by itself (🎉), or a part of one (a modifier, a variation selector, a joiner).
  static var picture: ScalarKind { ScalarKind(rawValue: 1 << 11) }
  /// An apostrophe, straight or raised.
  static var apostrophe: ScalarKind { ScalarKind(rawValue: 1 << 12) }
  /// Holds parts of a word together: an apostrophe, `.`, `-`, `&`, `°`, `º`, `№`.
  static var joint: ScalarKind { ScalarKind(rawValue: 1 << 13) }

  /// Whether it is this, or one of these.
  func has(_ kind: ScalarKind) -> Bool { rawValue & kind.rawValue != 0 }

  static func | (one: ScalarKind, other: ScalarKind) -> ScalarKind {
    ScalarKind(rawValue: one.rawValue | other.rawValue)
  }

  static func of(_ scalar: Unicode.Scalar) -> ScalarKind { of(scalar, table) }

  /// The kind of each scalar of a text.
  static func all(of scalars: [Unicode.Scalar]) -> [ScalarKind] {
    let table = table
    return scalars.map { of($0, table) }
  }

  private static func of(_ scalar: Unicode.Scalar, _ table: [ScalarKind]) -> ScalarKind {
    switch scalar.value {
    case 0..<letters: table[Int(scalar.value)]
    case 0x2000..<0x2070: table[Int(scalar.value - 0x2000 + letters)]
    // Han and kana without a look at their properties: they are most of a Chinese or Japanese text.
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF: letter | word
    default: computed(scalar)
    }
  }

  /// Up to here the table has every scalar, and after them the punctuation from U+2000 on.
  private static let letters: UInt32 = 0x530
  private static let table = (Array(0..<letters) + Array(0x2000..<0x2070)).map {
    Unicode.Scalar($0).map(computed) ?? ScalarKind(rawValue: 0)
  }

  private static func computed(_ scalar: Unicode.Scalar) -> ScalarKind {
    var kind = ScalarKind(rawValue: 0)
    func add(_ other: ScalarKind, if condition: Bool) { if condition { kind = kind | other } }
    let properties = scalar.properties
    add(.terminator, if: scalar.isTerminator)
    add(.opening, if: scalar.isOpening)
    add(.closing, if: scalar.isClosing)
    add(.dash, if: "–—―−".unicodeScalars.contains(scalar))
    add(.apostrophe, if: scalar == "'" || scalar == "’")
    add(.joint, if: ".-°№º&'’".unicodeScalars.contains(scalar))
    add(.space, if: properties.isWhitespace)
    add(.lineEnd, if: [0xA, 0xB, 0xC, 0xD, 0x85, 0x2028, 0x2029].contains(scalar.value))
    add(.digit, if: (0x30...0x39).contains(scalar.value))
    add(.letter, if: properties.isAlphabetic)
    add(.upper, if: properties.isUppercase || properties.generalCategory == .titlecaseLetter)
    add(.lower, if: properties.isLowercase)
    let isMark = properties.generalCategory == .nonspacingMark
    add(.word, if: properties.isAlphabetic || properties.numericType != nil || isMark || scalar == "_")
    let isPart = properties.isEmojiModifier || scalar.value == 0xFE0F || scalar.value == 0x200D
    add(.picture, if: properties.isEmojiPresentation || isPart)
    return kind
  }
}

extension Unicode.Scalar {
  /// A mark that can end a sentence, in the scripts of the world.
  var isTerminator: Bool {
    switch self {
    case ".", "!", "?", "…", "。", "！", "？", "｡", "‼", "⁇", "⁈", "⁉": true
    // Arabic, Urdu, Hindi, Armenian, Amharic.
    case "؟", "۔", "।", "॥", "։", "።": true
    default: false
    }
  }

  /// A mark that ends a sentence without a space after it (Chinese and Japanese).
  var isWideTerminator: Bool {
    switch self {
    case "。", "！", "？", "｡", "」", "』": true
    default: false
    }
  }

  var isClosing: Bool {
    switch self {
    case "\"", "'", "”", "’", "»", "›", ")", "]", "}", "“", "」", "』": true
    default: false
    }
  }

  var isOpening: Bool {
    switch self {
    case "\"", "'", "“", "‘", "„", "‚", "«", "‹", "(", "[", "{", "¿", "¡", "「", "『", "»": true
    default: false
    }
  }

  /// White space, an opening mark or a dash: what stands before the beginning of a word.
  var endsNoWord: Bool { properties.isWhitespace || "([{\"“‘„‚«—–-/¿¡".unicodeScalars.contains(self) }
}
