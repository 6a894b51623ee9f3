/// A line that says who wrote.
struct Byline {
  /// The name, where the line has one that can be taken for a person's.
  var author: String?

  /// Nil for a line that is no byline: too long, a sentence, or without one of the words that open a byline.
  init?(_ text: String, words: [String]) {
    // `Par Claire Dumont – Publié le 4 mars 2026 à 06h30, mis à jour à 09h12`: what comes behind the name are its dates.
    if words.count > 14, let start = DateLine.start(in: text) {
      let name = String(text[..<start])
      guard let byline = Byline(name, words: phraseWords(name, limit: 60)) else { return nil }
      self = byline
      return
    }
    guard words.count >= 2, words.count <= 14, text.utf8.count <= 140 else { return nil }
    let opening = openings.first { words.starts(with: $0) }
    guard let opening else {
      guard let name = Byline.authorWithOffice(text, words) else { return nil }
      author = name
      return
    }
    let rest = words.dropFirst(opening.count)
    if opening.count == 1,
      ["by", "von", "par", "por", "di", "door", "от", "av", "af", "text", "de"].contains(opening[0])
    {
      // `Von Montag an` and `By the time …` are text: a name begins with a capital, and few words follow.
      let original = text.split(separator: " ").dropFirst()
      guard rest.count <= 10 || DateLine.atEnd(of: text) != nil, let first = original.first?.first, first.isUppercase,
        !".?!".contains(text.last ?? ".") || text.lowercased().hasSuffix(".m.")
      else {
        return nil
      }
      let capitals = original.filter { $0.first?.isUppercase == true || $0.first?.isLetter == false }.count
      guard capitals * 2 >= original.count else { return nil }
      let isNames = Byline.names(in: text, skipping: 1).isWhole
      if rest.count > 4, !isNames, !rest.contains(where: { notNames.contains($0) || $0.first?.isNumber == true }) {
        return nil
      }
    }
    // `Авторы проекта обещают …`: behind such a noun a name stands after a colon or begins with a capital.
    if opening.count == 1, nouns.contains(opening[0]) {
      let parts = text.split(separator: " ", maxSplits: 2)
      guard parts.count > 1 else { return nil }
      let isName = parts[1].first?.isUppercase == true && !".?!".contains(text.last ?? ".")
      guard isName || parts[0].hasSuffix(":") || parts[1] == ":" else { return nil }
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

  private static func name(in text: String, skipping count: Int) -> String? { names(in: text, skipping: count).text }

  /// One name, or several with commas and an “and” between; `isWhole` when nothing else follows.
  private static func names(in text: String, skipping count: Int) -> (text: String?, isWhole: Bool) {
    let parts = Array(text.split(whereSeparator: { $0 == " " || $0 == ":" }).dropFirst(count).prefix(20))
    var result = ""
    var separator = ""
    var name: [Substring] = []
    func isNameWord(_ word: Substring) -> Bool {
      word.first?.isUppercase == true && !word.contains(where: \.isNumber) && !notNames.contains(word.lowercased())
    }
    /// Adds the name that was read, where it is one: two to four words.
    func endName() -> Bool {
      guard (2...4).contains(name.count { !$0.allSatisfy(\.isLowercase) }) else { return false }
      result += separator + name.joined(separator: " ")
      name = []
      return true
    }
    for (index, part) in parts.enumerated() {
      if !name.isEmpty || separator == ", ", joiners.contains(part.lowercased()) {
        guard name.isEmpty || endName() else { break }
        separator = " \(part) "
        continue
      }
      let hasComma = part.hasSuffix(",")
      let word = hasComma ? part.dropLast() : part
      let isParticle =
        !name.isEmpty && particles.contains(String(word)) && index + 1 < parts.count
        && parts[index + 1].first?.isUppercase == true
      guard isParticle || isNameWord(word) else { return (endName() || !result.isEmpty ? result : nil, false) }
      name.append(word)
      guard hasComma else { continue }
      // After a comma comes the next name only where an “and” comes later; else an office or a paper.
      let isListed = parts[(index + 1)...].contains { joiners.contains($0.lowercased()) }
      guard endName() else { return (result.isEmpty ? nil : result, false) }
      guard isListed else { return (result, false) }
      separator = ", "
    }
    let isWhole = endName()
    return (result.isEmpty ? nil : result, isWhole)
  }

  /// `Tom Alder, Staff Writer`: a name, a comma, and what a newsroom calls its people.
  private static func authorWithOffice(_ text: String, _ words: [String]) -> String? {
    guard words.count <= 9, let last = text.last, !".!?:;".contains(last), text.count(where: { $0 == "," }) == 1,
      let comma = text.firstIndex(of: ","), words.dropFirst(2).contains(where: offices.contains)
    else { return nil }
    let (name, isWhole) = names(in: String(text[..<comma]), skipping: 0)
    return isWhole ? name : nil
  }
}

private let joiners: Set<String> = [
  "and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "та", "және", "ve", "&",
]

private let particles: Set<String> = [
  "van", "von", "der", "den", "de", "da", "di", "dos", "bin", "ibn", "le", "la", "ten",
]

private let offices: Set<String> = [
  "writer", "reporter", "correspondent", "editor", "columnist", "contributor", "journalist", "redakteur", "redakteurin",
  "reporterin", "korrespondent", "korrespondentin", "redaktion", "journaliste", "correspondant", "correspondante",
  "rédacteur", "rédactrice", "redactor", "redactora", "periodista", "corresponsal", "repórter", "jornalista",
  "redattore", "corrispondente", "корреспондент", "журналист", "redacteur", "verslaggever",
]

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

private let nouns: Set<String> = [
  "author", "autor", "autorin", "text", "auteur", "redacción", "autora", "autores", "autore", "автор", "авторы",
  "текст", "autorzy", "teksti",
]

private let notNames: Set<String> = [
  "ein", "eine", "kein", "keine", "one", "no", "leave", "comments", "comment", "kommentar", "kommentare", "hinterlasse",
  "on", "am", "in",
  "the", "der", "die", "das", "staff", "admin", "editor", "january", "february", "march", "april", "may", "june",
  "july", "august", "september",
  "october", "november", "december", "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember",
  "published", "updated",
]
