import Foundation

/// What one block is, judged by itself.
struct Label {
  enum Role: Equatable {
    case prose, sentence, heading, bullet, short
    case briefsHeading
    case date
    case byline(author: String?)
    case chrome(Rule, Phrase.Reach)
  }

  var role: Role
  var words: [String]
  var date: DateLine?
  /// The phrase that the role comes from.
  var phrase: Phrase?

  init(_ block: Block) {
    guard case .markup(let rule) = block.kind else {
      words = block.length <= 600 ? phraseWords(block.text, limit: 60) : []
      role = .short
      role = judge(block)
      return
    }
    words = []
    role = .chrome(rule, .line)
  }

  private mutating func judge(_ block: Block) -> Role {
    if block.length > 600 { return block.isPoint ? .bullet : .prose }
    guard
      words.contains(where: { $0.unicodeScalars.contains { $0.isWord && $0.value > 0x39 } })
        || words.contains(where: { $0.count >= 4 })
    else {
      return words.isEmpty ? .chrome(.ornament, .line) : .short
    }
    if isOrnament(block.text, words) { return .chrome(.ornament, .line) }
    if !block.isPoint, isBriefsHeading(words, block.text) { return .briefsHeading }
    if let phrase = Phrase.match(words, where: { fits($0, block) }) {
      self.phrase = phrase
      // `Read more: Gold rises` names its link itself, so nothing after it belongs to it.
      let isOneLine = phrase.rule == .relatedLinks && hasTextAfterColon(block.text, within: phrase.words.count)
      return .chrome(phrase.rule, isOneLine ? .line : phrase.reach)
    }
    return judgeByForm(block)
  }

  /// Judges the line again, without phrases.
  mutating func doubtPhrase(of block: Block) {
    phrase = nil
    role = judgeByForm(block)
  }

  /// What the line is by its form, with no regard to the phrases in it.
  private mutating func judgeByForm(_ block: Block) -> Role {
    if words.count <= 8, isOwnHandle(block.text) { return .chrome(.promoLine, .line) }
    let isSentence = block.endsAsSentence && !endsWithTime(block.text)
    if !block.isPoint || !isSentence, let date = dateLine(block), !isSentence || words.count < 6 {
      self.date = date
      return .date
    }
    if block.length <= 300, endsWithCredit(block.text) { return .chrome(.caption, .line) }
    if isWordList(block) { return .chrome(.tagsLine, .line) }
    if isBreadcrumb(block.text) { return .chrome(.breadcrumb, .line) }
    if block.text.hasPrefix("©") || block.text.hasPrefix("(c)") || block.text.hasPrefix("(C)") {
      return .chrome(block.length < 60 ? .caption : .footer, .line)
    }
    if case .heading = block.kind { return .heading }
    if let byline = Byline(block.text, words: words) {
      date = DateLine.atEnd(of: block.text)
      return .byline(author: byline.author)
    }
    if isLinkOnly(block.text, words) { return .chrome(.linkDefinition, .line) }
    if block.isPoint { return .bullet }
    if block.isProse { return .prose }
    if block.endsAsSentence, words.count >= 3 { return .sentence }
    return .short
  }

  /// A line that was taken for a numbered point may be a date: `17. Dezember 2019`.
  private func dateLine(_ block: Block) -> DateLine? {
    guard block.kind == .numbered else { return DateLine(block.text, words: words) }
    guard words.first.map(DateLine.isMonth) == true else { return nil }
    return DateLine(block.textWithMarker, words: phraseWords(block.textWithMarker, limit: 60))
  }

  /// A phrase counts only in a line that is not running text of its own: the longer the line, the more the phrase must say.
  private func fits(_ phrase: Phrase, _ block: Block) -> Bool {
    switch phrase.place {
    case .whole: return true
    case .start:
      if isSpoken(block) { return false }
      switch phrase.rule {
      case .commentForm: return block.length <= 300
      case .promoLine where phrase.words.count == 1:
        return block.length <= 250 && namesNetwork(block.text)
      case .subscribeBox where phrase.words.count == 1 && block.endsAsSentence && words.count >= 4:
        return block.length <= 60 && (namesNetwork(block.text) || words.contains(where: mailWords.contains))
      case .promoLine, .subscribeBox, .cookieNotice, .newsletterGreeting:
        return block.length <= (phrase.words.count >= 2 ? 250 : 60)
      case .tagsLine:
        if phrase.words.count >= 3 { return block.length <= 300 }
        return phrase.words.count >= 2
          ? block.length <= 120 && !block.endsAsSentence : hasColonAfterFirstWord(block.text) || words.count <= 1
      case .caption:
        return phrase.words.count >= 2
          ? block.length <= 200 : hasColonAfterFirstWord(block.text) && block.length <= 250 || (words.count <= 2)
      case .relatedLinks:
        if phrase.words.count == 1 {
          return words.count <= 4 && !block.endsAsSentence || hasColonAfterFirstWord(block.text) && block.length <= 200
        }
        return words.count <= phrase.words.count + 3 && !block.endsAsSentence
          || block.length <= 200 && hasColon(block.text, within: phrase.words.count)
      case .comments: return words.count <= (phrase.words.count >= 3 ? 40 : 4)
      case .shareButtons, .postNavigation, .likeThis, .searchForm, .menu, .authorBox, .advertisement, .footer:
        return words.count <= phrase.words.count + (phrase.words.count >= 2 ? 10 : 2)
          && !(block.endsAsSentence && words.count > 12)
      default: return block.length <= 200
      }
    case .anywhere:
      switch phrase.rule {
      case .comments: return words.count <= 25 && hasCountInFront(phrase)
      case .caption: return words.count <= 8
      // News may speak of newsletters, cookies and apps: a few words of them in a long sentence are none of the page.
      case .newsletterGreeting, .cookieNotice, .promoLine, .subscribeBox:
        return block.length <= (phrase.words.count > 3 || speaksToReader ? 400 : 150)
      default: return block.length <= 400
      }
    }
  }

  /// A sentence that begins with a quotation is somebody's words, not those of a button.
  private func isSpoken(_ block: Block) -> Bool {
    guard block.endsAsSentence, words.count >= 4 else { return false }
    return block.text.first.map { "“„«»\"‘‚'".contains($0) } == true || ["—", "–"].contains(block.marker)
  }

  var speaksToReader: Bool { words.contains(where: readersWords.contains) }

  /// `3 thoughts on`, `One response to`: a count, not `he shared his thoughts on`.
  private func hasCountInFront(_ phrase: Phrase) -> Bool {
    guard let first = words.first else { return false }
    return first.first?.isNumber == true || first.count <= 5 && phrase.words.first == (words.count > 1 ? words[1] : nil)
  }
}

/// Us and you, as pages say it.
private let readersWords: Set<String> = [
  "we", "our", "us", "you", "your", "this", "please", "wir", "unser", "unsere", "unseren", "uns", "sie", "ihr", "ihre",
  "du", "dein", "diese", "dieser", "nous", "notre", "vous", "votre", "ce", "cette", "nosotros", "usted", "tu", "su",
  "este", "esta", "nós", "você", "noi", "nostro", "questo", "wij", "onze", "je", "deze", "мы", "наш", "наши", "вы",
  "ваш", "ваши", "вас", "вам", "этот", "біз", "сіз", "сіздің",
]

/// What an invitation to subscribe speaks of.
let mailWords: Set<String> = ["newsletter", "email", "mail", "inbox", "today", "now", "here", "us", "our"]

private func hasTextAfterColon(_ text: String, within words: Int) -> Bool {
  guard let colon = text.firstIndex(of: ":") else { return false }
  return text[..<colon].split(separator: " ").count <= words + 1 && text[colon...].dropFirst().contains { $0.isLetter }
}

private func hasColonAfterFirstWord(_ text: String) -> Bool { hasColon(text, within: 1) }

private func hasColon(_ text: String, within words: Int) -> Bool {
  let head = text.split(separator: " ", maxSplits: words + 1).prefix(words + 1)
  return head.contains { $0.hasSuffix(":") } || head.dropFirst().contains { $0 == "|" || $0 == ">" || $0 == "»" }
}

/// Lines such as `———` and `♥ ٭ ♥`, which have letters at most as decoration.
private func isOrnament(_ text: String, _ words: [String]) -> Bool {
  if words.isEmpty { return true }
  var letters = 0
  var signs = 0
  for scalar in text.unicodeScalars.prefix(200) where scalar != " " {
    if scalar.isWord { letters += 1 } else { signs += 1 }
  }
  let vowels = words.joined().unicodeScalars.contains { scalar in
    scalar.isASCII || (0x00C0...0x058F).contains(scalar.value) || scalar.value >= 0x3000
  }
  return signs >= 3 && signs >= letters && !text.contains("://")
    || signs >= 4 && !vowels && words.count <= letters / 2 + 1 && words.allSatisfy { $0.count <= 3 }
}

/// `Home » News » Investment`, `Start > Politik > Inland`.
private func isBreadcrumb(_ text: String) -> Bool {
  guard text.utf8.count <= 300 else { return false }
  for sign in ["»", "›", ">", "→", "/", "|", "::"] {
    let parts = text.components(separatedBy: " \(sign) ")
    guard parts.count >= 2, parts.allSatisfy({ $0.count <= 80 }) else { continue }
    let first = phraseWords(parts[0], limit: 6)
    if let word = first.first, first.count <= 2, homeWords.contains(word) { return true }
    if let last = first.last, homeWords.contains(last), first.count <= 5, parts.count >= 3 { return true }
    if parts.count >= 4, parts.dropLast().allSatisfy({ $0.count <= 25 }) { return true }
    if sign == "»" || sign == "›", parts.count >= 3, parts.dropLast().allSatisfy({ $0.count <= 30 }) { return true }
  }
  return false
}

private let homeWords: Set<String> = [
  "home", "start", "startseite", "accueil", "inicio", "início", "главная", "hem", "etusivu", "strona", "homepage",
  "hjem",
  "басты", "головна", "anasayfa", "portada", "news",
]

/// `amiga, dogs, floppy, Hunde`: four or more names of one or two words between commas, and no sentence.
private func isWordList(_ block: Block) -> Bool {
  guard block.kind == .text, block.length <= 300, !block.endsAsSentence else { return false }
  let parts = block.text.split(separator: ",", omittingEmptySubsequences: false)
  return parts.count >= 4 && parts.allSatisfy { $0.split(separator: " ").count <= 2 }
}

private func isLinkOnly(_ text: String, _ words: [String]) -> Bool {
  (text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")) && !text.contains(" ")
}

/// `9:40 a.m.`, whose full stop ends no sentence.
private func endsWithTime(_ text: String) -> Bool {
  let end = text.suffix(5).lowercased()
  return end.hasSuffix("a.m.") || end.hasSuffix("p.m.")
}

/// `… seen from the air. (Photo: J. R. Dent)` or `(AP Photo/J. R. Dent)`, with the brackets or without.
private func endsWithCredit(_ text: String) -> Bool {
  if text.hasSuffix(")") || text.hasSuffix(")."), let open = text.lastIndex(of: "(") {
    return isCredit(text[text.index(after: open)...].prefix { $0 != ")" })
  }
  // Every stop near the end may be the sentence’s: `… on Monday. Photo: J. R. Dent` has more of them in the name.
  return text.indices.reversed().prefix(60).contains { index in
    guard ".!?…".contains(text[index]) else { return false }
    let rest = text[text.index(after: index)...]
    return rest.first == " " && rest.split(separator: " ").count <= 6 && isCredit(rest.dropFirst())
  }
}

/// `Photo: J. R. Dent`, `AP Photo/J. R. Dent`, `Getty Images`; an agency’s name alone is the source of a text.
private func isCredit(_ text: Substring) -> Bool {
  let words = text.prefix(24).lowercased()
  if creditWords.contains(where: {
    words.hasPrefix($0 + ":") || words.hasPrefix($0 + " by ") || words.hasPrefix($0 + " courtesy")
  }) {
    return true
  }
  guard let agency = agencies.first(where: { words.hasPrefix($0) }) else { return false }
  let rest = words.dropFirst(agency.count)
  let isPicture = ["photo", "images", "foto", "pool", "stock"].contains { rest.hasPrefix(" " + $0) }
  return isPicture || rest.drop { $0 == " " }.hasPrefix("/")
}

private let agencies = [
  "ap", "afp", "reuters", "epa-efe", "epa", "efe", "dpa", "apa", "ansa", "tass", "тасс", "риа новости", "getty",
  "imago",
  "keystone", "picture alliance", "adobe", "xinhua",
]

private let creditWords = [
  "photo", "photos", "photograph", "photo credit", "image", "picture", "foto", "fotos", "bild", "фото", "crédit",
  "сурет",
]
