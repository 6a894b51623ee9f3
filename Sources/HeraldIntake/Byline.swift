/// A line that says who wrote.
struct Byline {
  /// The name, where the line has one that can be taken for a person's.
  var author: String?

  /// Nil for a line that is no byline: too long, a sentence, or without one of the words that open a byline.
  init?(_ text: String, words: [String]) {
    guard words.count >= 2, words.count <= 14, text.utf8.count <= 140 else { return nil }
    let opening = openings.first { words.starts(with: $0) }
    guard let opening else { return nil }
    let rest = words.dropFirst(opening.count)
    if opening.count == 1,
      ["by", "von", "par", "por", "di", "door", "от", "av", "af", "text", "de"].contains(opening[0])
    {
      // `Von Montag an` and `By the time …` are text: a name begins with a capital, and few words follow.
      let original = text.split(separator: " ").dropFirst()
      guard rest.count <= 10, let first = original.first?.first, first.isUppercase, text.last != ".", text.last != "?",
        text.last != "!"
      else {
        return nil
      }
      let capitals = original.filter { $0.first?.isUppercase == true || $0.first?.isLetter == false }.count
      guard capitals * 2 >= original.count else { return nil }
      if rest.count > 4, !rest.contains(where: { notNames.contains($0) || $0.first?.isNumber == true }) { return nil }
    }
    author = Byline.name(in: text, skipping: opening.count)
  }

  /// The name in a date line such as `Posted on 17 December 2019 by Jane Doe`.
  static func author(inDateLine text: String) -> String? {
    let parts = text.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard
      let index = parts.lastIndex(where: { ["by", "von", "par", "por", "di", "da", "door"].contains($0.lowercased()) })
    else { return nil }
    return name(in: text, skipping: index + 1)
  }

  private static func name(in text: String, skipping count: Int) -> String? {
    var parts = text.split(whereSeparator: { $0 == " " || $0 == ":" }).dropFirst(count)[...]
    var name: [String] = []
    while let part = parts.first {
      let isEnd = part.hasSuffix(",")
      let word = isEnd ? String(part.dropLast()) : String(part)
      guard word.first?.isUppercase == true, !word.contains(where: \.isNumber), !notNames.contains(word.lowercased())
      else { break }
      name.append(word)
      parts = parts.dropFirst()
      if isEnd { break }
    }
    return (2...4).contains(name.count) ? name.joined(separator: " ") : nil
  }
}

private let openings: [[String]] = [
  "written by", "posted by", "published by", "story by", "text by", "reported by", "reporting by", "by", "author",
  "geschrieben von", "verfasst von", "veröffentlicht von", "ein beitrag von", "ein artikel von", "ein gastbeitrag von",
  "autor", "autorin", "von", "text",
  "écrit par", "publié par", "rédigé par", "posté par", "par", "auteur", "escrito por", "publicado por", "redacción",
  "por", "autor", "autora", "autores",
  "scritto da", "pubblicato da", "di", "autore", "geschreven door", "geplaatst door", "door", "auteur",
  "автор", "авторы", "опубликовал", "опубликовано", "текст", "autorzy", "napisał", "opublikowane przez", "yazan", "av",
  "skriven av", "skrevet av", "teksti",
].map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }

private let notNames: Set<String> = [
  "ein", "eine", "kein", "keine", "one", "no", "leave", "comments", "comment", "kommentar", "kommentare", "hinterlasse",
  "on", "am", "in",
  "the", "der", "die", "das", "staff", "admin", "editor", "january", "february", "march", "april", "may", "june",
  "july", "august", "september",
  "october", "november", "december", "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember",
  "published", "updated",
]
