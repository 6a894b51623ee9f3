/// The scripts whose letters pass for one another's: `а` and `a`, `ο` and `o`. A word that mixes two of them is a slip of a
/// keyboard layout or a forgery (Unicode Technical Standard 39, section 5.1); other scripts may stand beside any.
enum Alphabet: String, CaseIterable {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"
  case armenian = "Armenian"
  case cherokee = "Cherokee"

  /// Nil for letters of other scripts and for what is no letter.
  init?(_ scalar: Unicode.Scalar) {
    guard scalar.properties.isAlphabetic else { return nil }
    switch scalar.value {
    case 0x41...0x7A, 0xAA, 0xBA, 0xC0...0x2AF, 0x1D00...0x1D25, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA7FF,
      0xAB30...0xAB64:
      self = .latin
    case 0x370...0x3FF, 0x1D26...0x1D2A, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
    case 0x530...0x58F: self = .armenian
    case 0x13A0...0x13FF, 0xAB70...0xABBF: self = .cherokee
    default: return nil
    }
  }

  /// What is wrong with the word: which alphabets it mixes, and a letter of the rarer one. Nil when it has only one.
  static func mixture(in word: some Collection<Unicode.Scalar>) -> String? {
    let counts = word.reduce(into: [Alphabet: Int]()) { counts, scalar in
      if let alphabet = Alphabet(scalar) { counts[alphabet, default: 0] += 1 }
    }
    let found = allCases.filter { counts[$0] != nil }.sorted { counts[$0, default: 0] > counts[$1, default: 0] }
    guard found.count > 1, let odd = found.last, let letter = word.first(where: { Alphabet($0) == odd }) else {
      return nil
    }
    return "“\(String.UnicodeScalarView(word))” mixes \(found.map(\.rawValue).joined(separator: " and ")) letters: "
      + "\(letter.named) is \(odd.rawValue)"
  }

  /// Cyrillic letters that most fonts draw like Latin ones, as Chromium lists them.
  static let likeLatin = Set("аԁеһіјӏорԛѕԝхусьвкмнтг".unicodeScalars)
}

extension Unicode.Scalar {
  /// For a message: `“а” (U+0430)`; what cannot be seen by its number alone.
  var named: String {
    let digits = String(value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let isSeen = !isHidden && !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
    return isSeen ? "“\(Character(self))” (\(number))" : number
  }
}
