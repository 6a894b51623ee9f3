/// Numbers as words of a text.
enum Numeral {
  /// `5`, `2019`, `3,5`, `1991-1995`.
  static func isNumber(_ word: String) -> Bool {
    guard word.unicodeScalars.first?.isDigit ?? false else { return false }
    return word.unicodeScalars.allSatisfy { $0.isDigit || ".,-".unicodeScalars.contains($0) }
  }

  /// A number, or the `млн` of `1,2 млн чел.`
  static func isAmount(_ word: String) -> Bool { isNumber(word) || ["тыс", "млн", "млрд", "мың"].contains(word) }

  /// `IV`, also with the Cyrillic letters that look alike (`ХІХ`).
  static func isRoman(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.count <= 14
      && word.unicodeScalars.allSatisfy { "IVXLCDMХІМС".unicodeScalars.contains($0) }
  }

  /// What numbers an item of a list: `12`, `a`, `B`, `iv`, `IV`, `3.2`.
  static func isItem(_ word: String) -> Bool {
    if isNumber(word) { return word.utf8.prefix { $0 != 0x2E }.count <= 2 }
    let scalars = word.unicodeScalars
    if scalars.count == 1 { return scalars.first?.properties.isAlphabetic ?? false }
    return isRoman(word) || scalars.allSatisfy { "ivx".unicodeScalars.contains($0) }
  }

  /// Whether the word that ends at an offset is a number, an ordinal (`1990-х`) or a Roman numeral.
  static func ends(_ line: ScannedLine, at offset: Int) -> Bool {
    let word = line.word(before: offset + 1).text
    return word.unicodeScalars.first?.isDigit ?? false || isRoman(word)
  }
}
