/// How much a post gains by a sentence, in points.
///
/// | points | for |
/// | --- | --- |
/// | 15 | the lead |
/// | 9 … 0 | another sentence, one less for each that stands between it and the lead |
/// | 2 | each word that it shares with the title, at most three |
/// | 1 | a number; 1 more for a name inside |
/// | −2 | each: fewer than six words; `I` or `we` at its beginning; a noun with `the` that nothing has named yet |
/// | −3 | a quotation at its beginning; an exclamation mark |
///
/// A sentence that lost its asides has nineteen twentieths of that, one that was cut at a clause seven tenths, loosely half.
struct SentenceWorth: Hashable, Sendable {
  enum Trait: String, CaseIterable, Sendable {
    case number, name, short, personal, unnamed, quotation, exclamation

    var points: Int {
      switch self {
      case .number, .name: 1
      case .short, .personal, .unnamed: -2
      case .quotation, .exclamation: -3
      }
    }
  }

  /// 15 for the lead, else 9 to 0.
  let position: Int
  /// Of the title.
  let shared: [String]
  let traits: [Trait]

  var points: Int { position + 2 * min(shared.count, 3) + traits.reduce(0) { $0 + $1.points } }

  /// What three words of the title, a number and a name come to.
  static let mostBesidePosition = 8
  /// Below this a post is better without it.
  static let least = 4

  /// `distance` is how many sentences stand between the lead and this one; below 0 before it.
  init(of text: String, distance: Int, title: TitleWords, tongue: Tongue) {
    position = distance == 0 ? 15 : max(0, 10 - abs(distance))
    shared = title.sharedWords(with: text)
    let words = text.split(whereSeparator: \.isWhitespace)
    var traits: [Trait] = []
    if text.unicodeScalars.contains(where: { $0.properties.numericType != nil }) { traits.append(.number) }
    if tongue != .de, words.dropFirst().contains(where: Self.isName) { traits.append(.name) }
    if words.count < 6, !text.unicodeScalars.contains(where: \.isWideTerminator) { traits.append(.short) }
    let first = words.first.map { $0.lowercased().filter { $0.isLetter } } ?? ""
    if Self.personal[tongue]?.contains(first) ?? false { traits.append(.personal) }
    if distance > 0, let second = words.dropFirst().first, Self.articles[tongue]?.contains(first) ?? false,
      tongue == .de || !Self.isName(second), title.sharedWords(with: String(second)).isEmpty
    {
      traits.append(.unnamed)
    }
    if let scalar = text.unicodeScalars.first, scalar.isOpening, scalar != "(", scalar != "[" {
      traits.append(.quotation)
    }
    if text.hasSuffix("!") { traits.append(.exclamation) }
    self.traits = traits
  }

  /// A capital inside the sentence.
  private static func isName(_ word: Substring) -> Bool {
    guard let first = word.first(where: { $0.isLetter || $0.isNumber }) else { return false }
    return first.isUppercase && word != "I"
  }

  private static let personal: [Tongue: Set<String>] = [
    .en: ["i", "im", "ive", "we", "weve", "you", "my", "our", "your"], .ru: ["я", "мы", "вы", "мой", "наш"],
    .kk: ["мен", "біз", "сіз"], .de: ["ich", "wir", "du", "ihr", "mein", "unser"],
    .fr: ["je", "jai", "nous", "vous", "mon", "notre"], .es: ["yo", "nosotros", "mi", "nuestro"],
  ]
  private static let articles: [Tongue: Set<String>] = [
    .en: ["the"], .de: ["der", "die", "das"], .fr: ["le", "la", "les"], .es: ["el", "la", "los", "las"],
  ]
}
