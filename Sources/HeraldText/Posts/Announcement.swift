/// Sentences that lead on to a list, a picture or another page, which no post shows, and the points of a list.
enum Announcement {
  /// It begins as `Here are` and `Read more` do, or as a note of the house (`Disclosure:`, `Photo:`), or ends on `the
  /// following` or `see below`.
  static func isOne(_ sentence: String, _ tongue: Tongue) -> Bool {
    let head = sentence.prefix(60).lowercased().split(separator: " ", maxSplits: 3)
    guard let first = head.first else { return false }
    if isMarker(first, tongue) || isCaption(sentence) { return true }
    if first.hasSuffix(":"), labels.contains(String(first.dropLast())) { return true }
    let words = head.map { $0.filter { $0.isLetter || $0 == "’" || $0 == "'" } }
    if words.count > 1, beginnings.contains(words[0] + " " + words[1]) { return true }
    if words.count > 2, beginnings.contains(words[0] + " " + words[1] + " " + words[2]) { return true }
    let tail = sentence.suffix(40).lowercased().split(separator: " ").suffix(2).map { $0.filter(\.isLetter) }
    return endings.contains(tail.joined(separator: " ")) || tail.last.map(lastWords.contains) ?? false
  }

  /// Whether a paragraph that begins with this sentence is a caption or a note of the house as a whole: `Disclaimer: …`.
  static func opensNote(_ sentence: String, _ tongue: Tongue) -> Bool {
    guard sentence.prefix(80).contains(":"), let first = sentence.split(separator: " ", maxSplits: 1).first else {
      return false
    }
    return !isMarker(first, tongue) && isOne(sentence, tongue)
  }

  /// `1.`, `2)`: what follows is a point of a list, which says little without the others. A German `1.` is an ordinal.
  private static func isMarker(_ word: Substring, _ tongue: Tongue) -> Bool {
    let digits = word.prefix { $0.isNumber }
    return (1...2).contains(digits.count)
      && (tongue == .de ? [")"] : [".", ")"]).contains(word.dropFirst(digits.count))
  }

  /// `Foto: …`, `Descripción de la foto: …`.
  private static func isCaption(_ sentence: String) -> Bool {
    let head = sentence.prefix(80)
    guard let colon = head.firstIndex(of: ":") else { return false }
    return head[..<colon].lowercased().split { !$0.isLetter }.contains { pictures.contains(String($0)) }
  }

  private static let pictures = ClauseWords.set(
    "photo foto fotos fotografía imagen bild bilder image caption фото сурет")
  private static let labels = ClauseWords.set(
    """
    disclosure disclaimer source credit correction note tl;dr quelle hinweis anmerkung crédit crédits fuente источник
    дереккөз advertisement anzeige
    """)

  private static let beginnings: Set<String> = [
    "here are", "here is", "here's a", "here’s a", "here's what", "here’s what", "here's how", "here’s how",
    "read more",
    "click here", "sign up", "see also", "subscribe to", "follow us", "join us", "photo by", "image by",
    "editor's note", "editor’s note", "editors’ note", "note de la", "nota de la", "anmerkung der", "anm d",
    "от редакции",
    "hier sind", "lesen sie", "lesen sie auch", "mehr dazu", "mehr zum thema", "voici les", "voici quelques",
    "à lire aussi",
    "lire aussi", "estos son", "estas son", "lea también", "aquí están", "вот список", "вот что", "читайте также",
    "подробнее о",
  ]
  private static let endings: Set<String> = [
    "the following", "as follows", "see below", "listed below", "details below", "wie folgt", "siehe unten",
    "comme suit", "lo siguiente",
  ]
  private static let lastWords: Set<String> = ["ci-dessous", "suivants", "suivantes", "siguientes", "следующие"]
}
