/// The language of a text by a vote of its small words; nil unless one language has at least eight of them and twice
/// as many as the next.
func spokenLanguage(of texts: [String]) -> String? {
  var votes: [String: Int] = [:]
  var words = 0
  for text in texts {
    for word in phraseWords(text, limit: 400) {
      words += 1
      for language in languagesOfWord[word] ?? [] { votes[language, default: 0] += 1 }
    }
    if words > 2_000 { break }
  }
  let ranked = votes.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
  guard let first = ranked.first, first.value >= 8, first.value * 20 >= words else { return nil }
  if ranked.count > 1, ranked[1].value * 2 > first.value { return nil }
  return first.key
}

/// Kazakh, Ukrainian or Russian by the letters that only it has; nil below 60 Cyrillic letters and for other scripts.
func writtenLanguage(of texts: [String]) -> String? {
  var letters = 0
  var cyrillic = 0
  var kazakh = 0
  var ukrainian = 0
  var russian = 0
  for text in texts {
    for scalar in text.unicodeScalars.prefix(20_000) {
      if scalar.properties.isAlphabetic { letters += 1 }
      guard (0x0400...0x052F).contains(scalar.value) else { continue }
      cyrillic += 1
      switch scalar {
      case "ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "Ә", "Ғ", "Қ", "Ң", "Ө", "Ұ", "Ү", "Һ": kazakh += 1
      case "ї", "є", "ґ", "Ї", "Є", "Ґ": ukrainian += 1
      case "ы", "э", "ъ", "ё", "Ы", "Э", "Ъ", "Ё": russian += 1
      default: break
      }
    }
    if letters > 20_000 { break }
  }
  guard cyrillic >= 60, cyrillic * 2 > letters else { return nil }
  if kazakh * 50 >= cyrillic { return "kk" }
  if ukrainian * 100 >= cyrillic, russian == 0 { return "uk" }
  return russian * 100 >= cyrillic && ukrainian == 0 && kazakh == 0 ? "ru" : nil
}

/// The commonest small words of each language, left out where they are common in another.
private let languagesOfWord: [String: [String]] = {
  let words = [
    "en": "the and of to that with was for is are by have has been which their this from were will they would",
    "de":
      "der die das und ist nicht mit den von ein eine auf für sich dem auch als wird sind dass werden einen bei zum",
    "fr": "le les et des est une dans pour qui pas sur plus avec par sont cette du au ont ses mais nous été",
    "es": "el los las del y una es por con para como más pero sus fue ha este su entre también según años",
    "pt": "o os as da do dos das em um uma não com para mais foi ao pela pelo são seu sua também que à",
    "it": "il di che della per una gli con non del sono alla le anche più nel dei dal ha è si questo",
    "nl": "het een van dat niet met voor zijn op aan ook door naar worden bij maar heeft werd",
    "ru": "и в не на что с по для из это как от его был также к будет были но при году этом",
    "uk": "і в не на що та з по для із це як від його був також до буде були але про році які",
    "kk": "және бұл үшін мен бір деп болып осы туралы бойынша жылы екен қазақстан болды дейін кейін арқылы бар",
    "pl": "i w nie na że z się do jest to o jak po przez który od za są został oraz tym był",
    "sv": "och att det som på är av för med till den inte om ett har de var från",
    "tr": "ve bir bu için ile da olarak daha çok olan sonra gibi kadar ise olduğu",
  ]
  var languages: [String: [String]] = [:]
  for (language, line) in words {
    for word in line.split(separator: " ") { languages[String(word), default: []].append(language) }
  }
  return languages
}()
