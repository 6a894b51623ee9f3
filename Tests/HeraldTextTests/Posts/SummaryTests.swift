import Herald
import HeraldText
import Testing

/// Which sentences of an article its post says after the title.
@Suite struct SummaryTests {
  private func draft(_ title: String, _ paragraphs: String..., limit: Int? = nil) throws -> PostDraft {
    try PostComposer(templates: try Templates(folder: nil)).compose(
      Article(title: title, paragraphs: paragraphs), channel: "x", rules: PostRules(network: .x, limit: limit))
  }

  @Test func aSentenceThatSaysTheTitleAgainWithMoreNewsComesFirst() throws {
    let title = "Northwind Energy Opens Tidal Power Plant in Carrow Bay"
    let text =
      "Northwind Energy plc opened a tidal power plant in Carrow Bay on Monday, three years late and £40 million over "
      + "budget. The plant will supply about 9,000 homes."
    let draft = try draft(title, text)
    #expect(draft.content.text == title + "\n\n" + text)
    #expect(!draft.notes.contains { $0.hasPrefix("left out") })
  }

  /// The title, the sentences that say nothing else, and what follows them as if they were there.
  @Test(arguments: [
    (
      "Мэр открыл новый мост через реку", "Мэр открыл новый мост через реку.",
      "Строительство обошлось в 120 сомов и заняло два года. Мост построила компания из Алматы."
    ),
    (
      "Ferry to Lysholm sails again", "The ferry to Lysholm sails again.",
      "It had been in dock since March. Its new engine cost 3 million kroner."
    ),
    (
      "Rat behält die Bibliothek am Fluss", "Der Rat behält die Bibliothek am Fluss.",
      "Sie war zweimal geschlossen, weil Wasser im Keller stand."
    ),
  ])
  func aSentenceThatAddsNothingToTheTitleIsLeftOutAndTheNextFollow(
    _ title: String, _ again: String, _ rest: String
  ) throws {
    let draft = try draft(title, again + " " + rest)
    #expect(draft.content.text == title + "\n\n" + rest)
    #expect(draft.notes.contains("left out: sentence 1 repeats the title"))
  }

  /// A title, and a sentence that has a word or a number more.
  @Test(arguments: [
    ("В Бишкеке открыли новый мост через реку", "Мэр открыл новый мост через реку."),
    ("Pool in Marsh Lane closes", "The pool in Marsh Lane closes on 4 May."),
    ("Pool in Marsh Lane closes", "The pool in Marsh Lane is not to close."),
  ])
  func aWordOrANumberMoreIsNews(_ title: String, _ sentence: String) throws {
    let rest = "Строительство обошлось в 120 сомов."
    #expect(try draft(title, sentence + " " + rest).content.text == title + "\n\n" + sentence + " " + rest)
  }

  @Test func anArticleThatOnlySaysItsTitleSaysSo() throws {
    let draft = try draft("Pool in Marsh Lane closes", "The pool in Marsh Lane closes.")
    #expect(draft.content.text == "Pool in Marsh Lane closes")
    #expect(draft.notes.contains("left out: sentence 1 repeats the title"))
    #expect(!draft.notes.contains { $0.contains("stands alone") })
  }

  @Test func aPostIsNotStitchedOfScatteredSentences() throws {
    let long = String(repeating: "which nobody in the whole of the harbour had known before that day ", count: 4)
    let draft = try draft(
      "Harbour cranes turn again", "The harbour cranes turned on Friday, as the master said. The harbour paid \(long).",
      "The cranes are old. The harbour gate stays \(long).", "The harbour opens at six.")
    #expect(draft.notes.contains("sentences taken: 1, 3 of the first 5"))
    #expect(draft.content.text.hasSuffix("as the master said. The cranes are old."))
  }

  /// A sentence that is too long for a post of 180 characters, and what is left of it.
  @Test(arguments: [
    (
      "The council of the county said that it would not act before the election in May 2027, whatever the opposition and "
        + "the press and the unions and the churches had to say about the state of the roads.",
      "The council of the county said that it would not act before the election in May 2027…"
    ),
    (
      "The council of the county wants to keep all of its nine libraries, for reasons that it did not care to explain to "
        + "the members of the press who had waited in the rain outside of its doors.",
      "The council of the county wants to keep all of its nine libraries, for reasons that it did not care to explain to "
        + "the members of the press…"
    ),
    (
      "The council of the county wants to keep its libraries and schools open in the winter and it will ask the banks of the "
        + "region for a loan of some two million that nobody there can hope to repay in ten years.",
      "The council of the county wants to keep its libraries and schools open in the winter…"
    ),
    (
      "Der Rat von Tannbach behält sein altes Haus am Fluss und räumt nur den Keller, in dem zweimal in drei Jahren das "
        + "Wasser so hoch gestanden hat wie noch nie in den vielen Jahren seit dem Krieg.",
      "Der Rat von Tannbach behält sein altes Haus am Fluss und räumt nur den Keller…"
    ),
  ])
  func noPostIsTheTitleAloneWhenALongSentenceCanBeCut(_ sentence: String, _ kept: String) throws {
    let draft = try draft("The vote is on Monday", sentence, limit: 180)
    #expect(draft.content.text == "The vote is on Monday\n\n" + kept)
  }

  /// A sentence that is too long, and what is left of it as a whole one.
  @Test(arguments: [
    (
      "Nobody in the whole of the county council spoke (it was late, and there was no money left for roads) on Friday.",
      "Nobody in the whole of the county council spoke on Friday."
    ),
    (
      "The bridge over the lower river – the longest in the valley, and its last of wood – was closed for good on Friday.",
      "The bridge over the lower river was closed for good on Friday."
    ),
  ])
  func anAsideGoesBeforeTheEndOfASentence(_ sentence: String, _ kept: String) throws {
    #expect(try draft("The vote is on Monday", sentence, limit: 100).content.text == "The vote is on Monday\n\n" + kept)
  }

  /// Sentences whose main verb stands behind a clause, and what may be left of them; nil for nothing.
  @Test(arguments: [
    (
      "The former head of the county’s old railway company, who had left it in May after a row, was arrested on Friday.",
      nil
    ),
    (
      "When the water in the lower valley had risen for a third day, which no one recalled, the mayor sent for boats.",
      nil
    ),
    (
      "The mayor of the town at the lake closed the bridge, which is the oldest in the valley, for lorries and buses.",
      "The mayor of the town at the lake closed the bridge…"
    ),
  ])
  func noCutLosesTheMainVerb(_ sentence: String, _ kept: String?) throws {
    let text = try draft("The vote is on Monday", sentence, limit: 100).content.text
    #expect(text == "The vote is on Monday" + (kept.map { "\n\n" + $0 } ?? ""))
  }

  @Test(arguments: [
    (
      "Die Stadt am See muss die Kastanien an der Uferstraße, deren Laub seit Jahren die Gullys verstopft, nach dem Urteil, "
        + "gegen das noch Berufung möglich ist, vorerst nicht fällen lassen.", nil
    ),
    (
      "Die Polizei hat am Freitag einen Mann aus dem Nachbarort, der sich nach dem Unfall am Hafen versteckt hatte, festgenommen.",
      nil
    ),
    (
      "Der Kreisrat wies am Freitag die Vorwürfe, der Auftrag sei ohne Ausschreibung an einen Freund vergeben worden, zurück.",
      nil
    ),
    (
      "Die Gemeinde will den alten Speicher, in dem früher das Korn der Bauern lag, bis zum Herbst mit Geld des Landes sanieren.",
      nil
    ),
    (
      "Die Polizei hat am Freitag einen Mann aus dem Nachbarort festgenommen, nachdem er sich einen Tag lang am Hafen versteckt hatte.",
      "Die Polizei hat am Freitag einen Mann aus dem Nachbarort festgenommen…"
    ),
    (
      "Die Fähre fährt am Montag wieder über den See, teilte die Reederei nach einer Probefahrt mit der neuen Maschine mit.",
      "Die Fähre fährt am Montag wieder über den See…"
    ),
  ])
  func noCutPartsAGermanPredicate(_ sentence: String, _ kept: String?) throws {
    let text = try draft("Abstimmung am Montag", sentence, limit: 100).content.text
    #expect(text == "Abstimmung am Montag" + (kept.map { "\n\n" + $0 } ?? ""))
  }

  @Test func aTitleThatIsTheFirstSentenceIsSaidOnceAndTheNextMayLeanOnIt() throws {
    let title = "A ferry sank off Lysholm on Friday night."
    let draft = try draft(
      "LYSHOLM (LP) — " + title, "LYSHOLM (LP) — \(title) It had 40 people on board. All were saved.")
    #expect(draft.content.text == title + "\n\nIt had 40 people on board. All were saved.")
  }

  /// A title, the paragraphs below it, and the one that its post begins with.
  @Test(arguments: [
    ["A dam for Narkol", "Photo of the dam in May: the water is low.", "Narkol gets a dam of 40 metres."],
    ["A dam for Narkol", "WHERE IT STANDS", "NARKOL, 4 May 2026 – Narkol gets a dam of 40 metres."],
    ["A dam for Narkol", "HOW THEY BUILD The first stone was laid by Mira Tal on Friday."],
    ["Damm", "Das ist neu für den Ort am See.", "Der Ort am See bekommt nun einen Damm."],
  ])
  func captionsAndKickersAndDatelinesStandBeforeTheLead(_ lines: [String]) throws {
    let text = try PostComposer(templates: try Templates(folder: nil)).compose(
      Article(title: lines[0], paragraphs: Array(lines.dropFirst())), channel: "x", rules: PostRules(network: .x)
    ).content.text
    let beginnings = ["Narkol gets", "The first stone", "Der Ort am See"]
    #expect(beginnings.contains { text.hasPrefix(lines[0] + "\n\n" + $0) }, "\(text)")
  }

  @Test func whatIsSaidOnceIsNotSaidAgain() throws {
    let news = "Mira Tal was elected mayor of Lysholm on Sunday."
    let draft = try draft(
      "A mayor for Lysholm", news, "The town of Lysholm elected Mira Tal its mayor on Sunday.",
      "Lysholm had been without a mayor since May, when Olav Brekke resigned.")
    #expect(draft.content.text.contains("since May"))
    #expect(!draft.content.text.contains("elected Mira Tal"))
  }

  @Test func aQuotationWithoutItsSpeakerStaysBehindTheOneThatNamesHim() throws {
    let said = "“We waited for a year,” said Mayor Orman. “It is enough.”"
    #expect(try draft("The dam", said).content.text == "The dam\n\n" + said)
    let apart = try draft("The dam", "The dam of Narkol holds.", "“It is enough.”", "“We go,” said Orman of the dam.")
    #expect(!apart.content.text.contains("It is enough"))
  }

  @Test func aSentenceFarDownDoesNotFillASpaceThatTheLeadLeaves() throws {
    let long = "The council met the opposition and the press and the unions and the churches and the schools and banks."
    let paragraphs = Array(repeating: long, count: 10) + ["“You can go either way,” said Mayor Orman."]
    let article = Article(title: "Orman beats Tal by 12 votes in Lysholm", paragraphs: paragraphs)
    let text = try PostComposer(templates: try Templates(folder: nil)).compose(
      article, channel: "x", rules: PostRules(network: .x, limit: 100)
    ).content.text
    #expect(text == article.title)
  }

  /// Sentences that lead on to a list, a page or a picture.
  @Test(arguments: [
    "Here are five things that the council of Lysholm wants to know.",
    "Read more about the council of Lysholm and its tram.",
    "Hier sind fünf Dinge, die der Rat von Lysholm wissen will.", "Photo: the council of Lysholm at its first meeting.",
    "The council of Lysholm asks its people for the following:.",
  ])
  func noPostAnnouncesWhatItDoesNotShow(_ sentence: String) throws {
    let rest = "Trams run again from Monday on."
    #expect(try draft("The council of Lysholm", sentence, rest).content.text == "The council of Lysholm\n\n" + rest)
  }

  /// What may not open a post in the middle of an article opens it where it is the article’s first: nothing stands before.
  @Test(arguments: [
    ("de", "Auch in diesem Jahr kamen 300 Menschen an den See."),
    ("en", "It took four attempts to raise the bell of Lysholm."),
    ("fr", "Ici, à Lysholm, la cloche sonne encore chaque soir."),
    ("de", "Dieses Jahr kamen nur 300 Menschen an den See."),
    ("es", "Este año llegaron 300 personas al lago de Lysholm."), ("ru", "В этом году на озеро приехали 300 человек."),
  ])
  func theFirstSentenceMayPointAtTheDay(_ language: String, _ sentence: String) throws {
    let article = Article(title: "Lysholm", language: language, paragraphs: [sentence])
    let text = try PostComposer(templates: try Templates(folder: nil)).compose(
      article, channel: "x", rules: PostRules(network: .x)
    ).content.text
    #expect(text == "Lysholm\n\n" + sentence)
  }

  /// Sentences without a place to cut: a list, a quotation, a number, too few words.
  @Test(arguments: [
    "The council of the county met the opposition and the press and the unions and the churches and the schools.",
    "Nobody in the whole of the county council said “we shall wait, because there is no money for the roads” on Friday.",
    "The council of the county gave its nine libraries some 40,000, because there was no money left for any of the roads.",
    "The council met, because there was no money left for the many roads of the county in the hills beyond the lake.",
  ])
  func noSentenceIsCutBadly(_ sentence: String) throws {
    #expect(try draft("The vote is on Monday", sentence, limit: 100).content.text == "The vote is on Monday")
  }
}
