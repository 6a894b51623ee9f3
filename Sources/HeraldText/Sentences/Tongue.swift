/// The language by whose habits a text is parted into sentences. English where nothing else is known.
enum Tongue: String, Sendable, CaseIterable {
  case en, ru, kk, de, fr, es

  /// By the article's language (BCP 47) when it is one of these, else by what the text looks like.
  init(language: String?, text: String) {
    let code = language?.prefix { $0 != "-" && $0 != "_" }.lowercased()
    self = code.flatMap(Tongue.init(rawValue:)) ?? Tongue(guessedFrom: text)
  }

  /// Cyrillic is Russian, or Kazakh when it has Kazakh letters; Latin goes by its commonest small words. Reads the
  /// first 2,000 characters.
  private init(guessedFrom text: String) {
    let sample = text.prefix(2_000).lowercased()
    var cyrillic = 0
    var kazakh = 0
    var latin = 0
    for scalar in sample.unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A: latin += 1
      case 0x0400...0x052F:
        cyrillic += 1
        if "әғқңөұүһі".unicodeScalars.contains(scalar) { kazakh += 1 }
      default: break
      }
    }
    if cyrillic > latin {
      self = kazakh * 50 > cyrillic ? .kk : .ru
      return
    }
    var counts: [Tongue: Int] = [:]
    for word in sample.split(whereSeparator: { !$0.isLetter }) {
      for (tongue, words) in Tongue.smallWords where words.contains(String(word)) { counts[tongue, default: 0] += 1 }
    }
    // On a tie the order of the cases decides, so that the same text always gives the same answer.
    self = Tongue.allCases.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? .en
    if counts.isEmpty { self = .en }
  }

  private static let smallWords: [Tongue: Set<String>] = [
    .en: ["the", "of", "and", "to", "in", "is", "was", "that", "for", "with", "on", "by", "from", "has", "are"],
    .de: ["der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "für", "den", "von", "im", "auf", "zu"],
    .fr: ["le", "la", "les", "et", "des", "est", "une", "dans", "pour", "qui", "sur", "du", "pas", "au", "par"],
    .es: ["el", "la", "los", "las", "y", "que", "en", "una", "por", "con", "para", "del", "se", "su", "al"],
  ]
}
