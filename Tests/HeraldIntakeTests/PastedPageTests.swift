import Herald
import HeraldIntake
import Testing

@Suite struct PastedPageTests {
  @Test func aPastedPageBecomesTitleParagraphsBriefsAndHandle() throws {
    let article = try Samples.read("steppe-water.txt").article
    #expect(article.title == "Two countries agree to share the winter water of the Narkol dam")
    #expect(article.paragraphs.count == 3)
    #expect(article.paragraphs.first?.hasSuffix("and publish what it reads.") == true)
    #expect(article.paragraphs.last?.hasSuffix("not yet approved by its board.") == true)
    #expect(article.briefs.count == 3)
    #expect(article.handles == [Handle(network: .x, name: "@SteppeCourier")])
    #expect(article.language == "en")
  }

  @Test func aBriefIsNeverCut() throws {
    let source = String(decoding: try Samples.bytes("steppe-water.txt"), as: UTF8.self)
    for brief in try Samples.read("steppe-water.txt").article.briefs {
      #expect(source.contains("\u{A0}" + brief.text + "\n"))
    }
    let long = String(repeating: "Every word of a long brief stays where it was. ", count: 2_000)
    let article = try reading("A title of some words\n\nNews Briefs:\n\n- \(long)\n- Short.\n").article
    #expect(article.briefs.map(\.text) == [String(long.dropLast()), "Short."])
  }

  @Test func everythingFromTheCommentFormOnIsDroppedWithItsLines() throws {
    let reading = try Samples.read("steppe-water.txt")
    let form = try #require(reading.dropped.last)
    #expect(form.rule == "comment-form")
    #expect(form.from == 17)
    #expect(form.to == 31)
    #expect(reading.rule(for: "Follow us on Twitter") == "promo-line")
    #expect(!reading.shown.contains("WordPress"))
  }

  @Test func noOddSpaceIsLeft() throws {
    let shown = try Samples.read("steppe-water.txt").shown
    #expect(!shown.unicodeScalars.contains { $0.value == 0xA0 || $0.value == 0x202F || $0.value == 0x200B })
  }

  @Test func everyLineWithWordsIsKeptOrDropped() throws {
    for name in ["steppe-water.txt", "kurz-notiert.txt"] {
      let reading = try Samples.read(name)
      var seen: Set<Int> = []
      for part in reading.kept { seen.formUnion(part.from...part.to) }
      for part in reading.dropped { seen.formUnion(part.from...part.to) }
      let lines = String(decoding: try Samples.bytes(name), as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
        #expect(seen.contains(index + 1), "line \(index + 1) of \(name)")
      }
    }
  }

  @Test func aGermanPageIsReadLikeAnEnglishOne() throws {
    let reading = try Samples.read("kurz-notiert.txt")
    #expect(reading.article.title == "Die Bibliothek am Fluss bleibt offen, nur der Keller wird leer")
    #expect(reading.article.paragraphs.count == 3)
    #expect(reading.article.briefs.count == 3)
    #expect(reading.article.published?.text == "2026-11-18")
    #expect(reading.article.author == "Maren Lüders")
    #expect(reading.article.language == "de")
    #expect(reading.rule(for: "Tannbacher Bote") == "site-header")
    #expect(reading.rule(for: "Startseite") == "menu")
    #expect(reading.rule(for: "Teilen mit") == "share-buttons")
    #expect(reading.rule(for: "Gefällt mir") == "like-this")
    #expect(reading.rule(for: "Kommentar verfassen") == "comment-form")
  }

  static let furniture: [(line: String, rule: Rule)] = [
    ("Leave a Reply", .commentForm),
    ("Laisser un commentaire", .commentForm),
    ("Deja una respuesta", .commentForm),
    ("Deixe um comentário", .commentForm),
    ("Lascia un commento", .commentForm),
    ("Geef een reactie", .commentForm),
    ("Оставить комментарий", .commentForm),
    ("Dodaj komentarz", .commentForm),
    ("3 thoughts on “The bridge is open again to all traffic”", .comments),
    ("Share this:", .shareButtons),
    ("Partager :", .shareButtons),
    ("Поделиться:", .shareButtons),
    ("Like Loading...", .likeThis),
    ("%d bloggers like this:", .likeThis),
    ("Post navigation", .postNavigation),
    ("Ähnliche Beiträge", .relatedLinks),
    ("Читайте также:", .relatedLinks),
    ("Filed under: Roads, Rivers", .tagsLine),
    ("Dieser Eintrag wurde veröffentlicht in Verkehr und verschlagwortet mit Brücke.", .tagsLine),
    ("Privacy & Cookies: This site uses cookies.", .cookieNotice),
    ("Search for:", .searchForm),
    ("Skip to content", .menu),
    ("Enter your email address to follow this blog and receive notifications of new posts by email.", .subscribeBox),
    ("Advertisements", .advertisement),
    ("Copyright © 2026 The Courier. All Rights Reserved.", .footer),
    ("About the author", .authorBox),
    ("Photo by Jane Doe", .caption),
    ("Home » News » Roads", .breadcrumb),
    ("~ * ~ * ~", .ornament),
  ]

  @Test(arguments: furniture)
  func pageFurnitureIsNamedAndDropped(_ line: String, _ rule: Rule) throws {
    let text = "The bridge is open again to all traffic"
    let paragraph =
      "The old bridge over the river was opened to lorries on Monday, two weeks before the date that the council had named."
    let reading = try reading("\(text)\n\n\(paragraph)\n\n\(paragraph)\n\n\(line)\n")
    #expect(reading.article.title == text)
    #expect(reading.article.paragraphs == [paragraph, paragraph])
    #expect(reading.dropped.map(\.rule) == [rule.rawValue])
    #expect(reading.dropped.first?.from == 7)
  }

  @Test func wordsOfFurnitureInsideASentenceStay() throws {
    let sentences = [
      "Share prices fell on Thursday, and the board asked its members to leave a reply with the clerk before the vote.",
      "Related questions, the minister said, would be answered when the search for the missing boat was over.",
      "By the time the comments were read out, most of those who had come to listen were already on their way home.",
      "Follow the river for two hours and you come to the place where the cookies are baked that the town is known for.",
    ]
    let reading = try reading("What the council said\n\n" + sentences.joined(separator: "\n\n"))
    #expect(reading.article.paragraphs == sentences)
    #expect(reading.dropped.isEmpty)
  }

  @Test(
    arguments: [
      ("By Sam Lee | January 3, 2027", "Sam Lee", "2027-01-03"),
      ("By Sam Lee, January 3, 2027", "Sam Lee", "2027-01-03"),
      ("By Sam Lee on 3 January 2027", "Sam Lee", "2027-01-03"),
      ("Von Katrin Meißner, 17. Februar 2026, 18.02 Uhr", "Katrin Meißner", "2026-02-17"),
      ("Автор: Ирина Ковалёва | 12 апреля 2026 г. | 5 комментариев", "Ирина Ковалёва", "2026-04-12"),
      ("By Louis Jacobs on Monday, November 18th, 2019 at 11:04 a.m.", "Louis Jacobs", "2019-11-18"),
      ("By Sam Lee, Environment Correspondent", "Sam Lee", nil),
    ] as [(String, String, String?)])
  func aBylineRightBelowTheTitleHasAuthorAndDate(_ line: String, _ author: String, _ date: String?) throws {
    let title = "Mountain town votes to keep its only cinema"
    let body = "The people of Harrow Gap voted on Sunday to buy the Rex, the only cinema within 90 km of the town."
    for gap in ["\n", "\n\n"] {
      let article = try reading(title + gap + line + "\n\n" + body + "\n").article
      #expect(article.title == title)
      #expect(article.author == author)
      #expect(article.published?.text == date)
      #expect(article.paragraphs == [body])
    }
  }

  @Test(arguments: [
    "Readers who wanted to unsubscribe had to click through nine pages before they found the button, the ruling of the court "
      + "in the capital says, which was read out on Friday.",
    "The app that the town runs uses cookies, and its word count is small, which is why the council of the valley wants to "
      + "replace it by a sheet of paper at the door of the town hall.",
    "Дума разрешила читать законы в браузере без регистрации, сообщили в пятницу в пресс-службе палаты, и добавили, что новый "
      + "порядок начнёт действовать с первого марта будущего года.",
  ])
  func newsOfNewslettersAndCookiesIsNews(_ paragraph: String) throws {
    let first = "The people of Harrow Gap voted on Sunday to buy the Rex, the only cinema within 90 km of the town."
    #expect(
      try reading("A title for the story of today\n\n\(first)\n\n\(paragraph)\n").article.paragraphs == [
        first, paragraph,
      ])
  }

  /// Four words of it are no news, however long the line.
  @Test func aLongGreetingIsNoNews() throws {
    let first = "The people of Harrow Gap voted on Sunday to buy the Rex, the only cinema within 90 km of the town."
    let greeting =
      "Good morning from the newsroom in Harrow Gap, where it snows: 1,204 words a minute read, edited by Ann Lee and "
      + "copy-edited by Bob Roe, with pictures by the desk in Bell Street."
    let reading = try reading("A title for the story of today\n\n\(first)\n\n\(greeting)\n")
    #expect(reading.article.paragraphs == [first])
    #expect(reading.dropped.map(\.rule) == ["newsletter-greeting"])
  }

  @Test func aCaptionWithItsCreditIsNoText() throws {
    let caption =
      "The Rex cinema in Bell Street, which has been closed since January 2019, seen from the air. (Photo: J. R. Dent/Echo)"
    let body = "The people of Harrow Gap voted on Sunday to buy the Rex, the only cinema within 90 km of the town."
    #expect(try reading("A title for the story of today\n\n\(caption)\n\n\(body)\n").article.paragraphs == [body])
  }

  @Test func aFrenchPageIsFrench() throws {
    let text =
      "Les habitants de la vallée ont voté dimanche pour racheter le Rex, seul cinéma à 90 km à la ronde. La mairie de Val "
      + "paiera la moitié de la somme, en trois ans. Le toit de la salle doit être réparé, et un projecteur doit être "
      + "trouvé. Les portes ouvriront en mai, selon le maire."
    #expect(try reading("Une ville garde son cinéma de montagne\n\n\(text)\n").article.language == "fr")
  }

  @Test func everyRuleIsExplained() {
    for rule in Rule.allCases {
      #expect(!rule.explanation.isEmpty)
      #expect(rule.rawValue.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") })
    }
  }
}
