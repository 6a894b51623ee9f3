/// Words that show by their letters that they are short for longer ones.
enum Shortening {
  /// One letter: `J`, `м`.
  static func isInitial(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    return scalars.count == 1 && scalars.first?.properties.isAlphabetic ?? false
  }

  /// One or two letters before each stop: `U.S`, `J.-P`, `т.е`, `z.B`; and a pair of equal capitals, the plural of Spanish
  /// (`EE. UU.`).
  static func isOfLetters(_ word: String) -> Bool {
    if word.utf8.count <= 4, word.count == 2, let first = word.first, word.last == first, first.isUppercase {
      return first != "I" && first != "X"
    }
    guard word.utf8.contains(0x2E) else { return false }
    return word.unicodeScalars.split { $0 == "." || $0 == "-" }.allSatisfy { part in
      part.count <= 2 && part.allSatisfy { ScalarKind.of($0).has(.letter) }
    }
  }

  /// A capital and up to three small letters, none a vowel: `Дж`, `Chr`, `Bhf`.
  static func hasNoVowel(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    guard (2...4).contains(scalars.count), scalars.first?.properties.isUppercase ?? false else { return false }
    return scalars.dropFirst().allSatisfy(\.properties.isLowercase)
      && !word.lowercased().unicodeScalars.contains { vowels.contains($0) }
  }

  private static let vowels = Set("aeiouyäöüàâéèêëîïôûùœæáíóúñаеёиоуыэюяәөұүіой".unicodeScalars)
}
