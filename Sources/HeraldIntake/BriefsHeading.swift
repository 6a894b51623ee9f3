/// True for the heading of a list of briefs: one of those below; one behind a word such as “other”; `Central Asia News Briefs` and
/// `Police briefs`, whose first words name a place or a subject; and each of them before a date.
func isBriefsHeading(_ words: [String], _ text: String) -> Bool {
  guard words.count <= 10, text.utf8.count <= 120, let last = text.last, !".!?,;".contains(last) else { return false }
  let name = withoutDate(words)
  guard name.count <= 6 else { return false }
  return isKnownBriefsHeading(name) || isQualified(name, text)
}

/// True for a heading of briefs that says no more than that they are briefs, which is no title of an article.
func isKnownBriefsHeading(_ words: [String]) -> Bool {
  if briefsHeadings.contains(words.joined(separator: " ")) { return true }
  guard let first = words.first, otherWords.contains(first) else { return false }
  let rest = words.dropFirst()
  return (rest.count >= 2 || rest == ["briefs"]) && briefsHeadings.contains(rest.joined(separator: " "))
}

/// `Central Asia News Briefs`: capitals up to the last words; `Police briefs`: a subject that newsrooms have briefs of.
private func isQualified(_ words: [String], _ text: String) -> Bool {
  if words.count == 2, subjects.contains(words[0]), ["briefs", "brief"].contains(words[1]) { return true }
  for end in [["news", "briefs"], ["news", "in", "brief"]]
  where words.count > end.count && words.suffix(end.count) == end[...] {
    let names = text.split(separator: " ").prefix(words.count - end.count)
    return names.allSatisfy { $0.first?.isLowercase == false }
  }
  return false
}

/// Without the date at the end of a heading and the words before it: `News briefs for March 3, 2026`.
private func withoutDate(_ words: [String]) -> [String] {
  for start in words.indices.dropFirst() {
    let rest = Array(words[start...].drop(while: dateOpenings.contains))
    guard rest.count >= 2 || rest.first?.count == 4, let date = DateLine(rest.joined(separator: " "), words: rest)
    else {
      continue
    }
    if date.isWhole { return Array(words[..<start]) }
  }
  return words
}

private let dateOpenings: Set<String> = [
  "for", "of", "from", "the", "week", "vom", "am", "du", "le", "del", "за", "от", "на",
]

private let subjects: Set<String> = [
  "police", "court", "crime", "fire", "sports", "sport", "school", "education", "business", "city", "county", "town",
  "local",
  "state", "community", "campus", "church", "health", "arts", "culture", "travel", "science", "tech", "technology",
  "environment", "energy", "farm", "weather", "traffic", "election", "political", "international", "foreign",
]

private let otherWords: Set<String> = [
  "other", "more", "latest", "also", "weitere", "andere", "autres", "otras", "другие", "ещё", "еще", "басқа",
]

private let briefsHeadings: Set<String> = [
  "news briefs", "news brief", "briefs", "in brief", "briefly", "news in brief", "the briefs",
  "world in brief", "briefing",
  "the week in brief", "this week in brief", "today in brief", "in short", "brief news", "local briefs",
  "business briefs", "world briefs",
  "national briefs", "regional briefs", "weekly briefs", "daily briefs", "short news", "news roundup", "news round up",
  "quick news", "quick hits", "in other news",
  "kurz notiert", "kurzmeldungen", "kurz gemeldet", "kurznachrichten", "in kürze", "meldungen in kürze",
  "nachrichten in kürze", "kurz und knapp",
  "kurz bündig", "kurz und bündig", "in aller kürze", "kurz berichtet", "meldungen", "kurz", "en bref", "brèves",
  "breves", "les brèves", "l actualité en bref",
  "l info en bref", "l essentiel en bref",
  "nouvelles brèves", "en breve", "noticias breves", "noticias en breve", "en pocas palabras", "em resumo",
  "notas breves", "notícias breves", "em breve",
  "notícias em resumo", "curtas", "in breve", "notizie in breve", "notizie brevi", "brevi", "kort nieuws",
  "in het kort", "kort", "nieuws in het kort",
  "коротко", "новости коротко", "кратко", "новости кратко", "краткие новости", "в двух словах", "вкратце",
  "коротко о главном", "коротко о разном", "коротко обо всём", "коротко обо всем", "новости одной строкой",
  "одной строкой",
  "короткие новости",
  "қысқаша", "қысқа жаңалықтар", "қысқаша жаңалықтар", "стисло", "короткі новини", "w skrócie", "krótko",
  "wiadomości w skrócie", "skrót wiadomości", "krótkie wiadomości",
  "kısaca", "kısa haberler", "kısa kısa", "kort om", "korta nyheter", "i korthet", "i korte trekk", "lyhyesti",
  "stručně", "krátce", "pe scurt", "röviden",
]
