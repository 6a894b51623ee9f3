/// Sentences that lead on to a list, a picture or another page, which no post shows.
enum Announcement {
  /// It begins as `Here are` and `Read more` do, or as a note of the house (`Disclosure:`, `Photo:`), or ends on `the
  /// following` or `see below`.
  static func isOne(_ sentence: String) -> Bool {
    let head = sentence.prefix(60).lowercased().split(separator: " ", maxSplits: 3)
    guard let first = head.first else { return false }
    if first.hasSuffix(":"), labels.contains(String(first.dropLast())) { return true }
    let words = head.map { $0.filter { $0.isLetter || $0 == "’" || $0 == "'" } }
    if words.count > 1, beginnings.contains(words[0] + " " + words[1]) { return true }
    if words.count > 2, beginnings.contains(words[0] + " " + words[1] + " " + words[2]) { return true }
    let tail = sentence.suffix(40).lowercased().split(separator: " ").suffix(2).map { $0.filter(\.isLetter) }
    return endings.contains(tail.joined(separator: " ")) || tail.last.map(lastWords.contains) ?? false
  }

  private static let labels = ClauseWords.set(
    """
    disclosure photo image source credit update correction note tl;dr foto bild quelle hinweis anmerkung crédit crédits
    source foto fuente фото источник сурет дереккөз advertisement anzeige
    """)

  private static let beginnings: Set<String> = [
    "here are", "here is", "here's a", "here’s a", "here's what", "here’s what", "here's how", "here’s how",
    "read more",
    "click here", "sign up", "see also", "subscribe to", "follow us", "join us", "photo by", "image by",
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
