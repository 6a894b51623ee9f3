import HeraldIntake
import Testing

/// How briefs may be written below a briefs heading.
@Suite struct HeadedBriefsTests {
  static let title = "The week on the water"
  static let text =
    "The harbour crane at Lorn fell into the water on Monday night, and nobody could say who had left its brake open."
  static let ferry = "The ferry Astrid runs again from Friday."
  static let lamp = "The lighthouse gets a new lamp on Monday."
  static let choir = "The choir sings on Saturday."

  private func article(_ briefs: String) throws -> Reading {
    try reading("\(Self.title)\n\n\(Self.text)\n\n\(Self.text)\n\n\(briefs)\n")
  }

  static let written: [(source: String, briefs: [String])] = [
    (
      "News Briefs\n\nFerry back on Friday\n\n\(ferry)\n\nNew lamp for the lighthouse\n\n\(lamp)\n\n\(choir)",
      ["Ferry back on Friday: \(ferry)", "New lamp for the lighthouse: \(lamp) \(choir)"]
    ),
    ("In brief\n\n12 May\n\(ferry)\n\n13 May\n\(lamp)", ["12 May: \(ferry)", "13 May: \(lamp)"]),
    ("In brief\n\n12 May 2026\n\n\(ferry)\n\n\(lamp)", [ferry, lamp]),
    ("News Briefs\nBy our reporters\n\n\(ferry)\n\n\(lamp)", [ferry, lamp]),
    ("News Briefs\nBy our reporters\n\n• \(ferry)\n• \(lamp)", [ferry, lamp]),
    ("Kurz notiert\n\nFähre fährt wieder\n\nNeue Lampe im Turm", ["Fähre fährt wieder", "Neue Lampe im Turm"]),
    ("News Briefs\n\n1. Ferry\n\(ferry)\n\n2. Lighthouse\n\(lamp)", ["Ferry: \(ferry)", "Lighthouse: \(lamp)"]),
    ("News Briefs\n\n• Ferry\n\n\(ferry)\n\n• Lighthouse:\n\n\(lamp)", ["Ferry: \(ferry)", "Lighthouse: \(lamp)"]),
    (
      "News Briefs\n\n• \(ferry)\n\nTickets for last week stay valid.\n\n• \(lamp)\n\n• \(choir)",
      ["\(ferry) Tickets for last week stay valid.", lamp, choir]
    ),
    (
      "News Briefs\n\n\(ferry)\n\nhttps://courier.example/ferry\n\n\(choir)\n\nhttps://courier.example/choir",
      ["\(ferry) https://courier.example/ferry", "\(choir) https://courier.example/choir"]
    ),
    (
      "News Briefs\n\n• \(ferry)\n\nhttps://courier.example/ferry\n\n• \(choir)",
      [
        "\(ferry) https://courier.example/ferry", choir,
      ]
    ),
    ("News Briefs\n\n• More from the council on Monday\n• \(choir)", ["More from the council on Monday", choir]),
  ]

  @Test(arguments: written) func briefsAreReadAsTheyAreWritten(_ source: String, _ briefs: [String]) throws {
    let reading = try article(source)
    #expect(reading.article.title == Self.title)
    #expect(reading.article.briefs.map(\.text) == briefs)
    #expect(reading.article.paragraphs == [Self.text, Self.text])
    #expect(reading.kept.filter { $0.role == .brief }.map(\.text) == briefs)
  }

  @Test func briefsWithHeadingsEndAtAHeadingOfTheirHeadingsLevel() throws {
    let source =
      "# \(Self.title)\n\n\(Self.text)\n\n## News Briefs\n\n### Ferry\n\n\(Self.ferry)\n\n### Lamp\n\n- \(Self.lamp)\n"
      + "- \(Self.choir)\n\n## What comes next\n\n\(Self.text)\n"
    let article = try reading(source, name: "story.md").article
    #expect(article.briefs.map(\.text) == ["Ferry: \(Self.ferry)", Self.lamp, Self.choir])
    #expect(article.paragraphs == [Self.text, "What comes next", Self.text])
  }

  @Test func aListThatAParagraphIntroducesIsNoBrief() throws {
    let line = "Three things are left over:"
    let article = try article("News Briefs\n\n• \(Self.ferry)\n\n\(line)\n\n• \(Self.lamp)").article
    #expect(article.briefs.map(\.text) == [Self.ferry])
    #expect(article.paragraphs.suffix(2) == [line, Self.lamp])
  }

  @Test func textBelowShortPointsIsTheArticles() throws {
    let article = try article("News Briefs\n\n• Ferry back on Friday\n• Choir sings on Saturday\n\n\(Self.text)")
      .article
    #expect(article.briefs.map(\.text) == ["Ferry back on Friday", "Choir sings on Saturday"])
    #expect(article.paragraphs == [Self.text, Self.text, Self.text])
  }

  @Test(arguments: [
    "Central Asia News Briefs", "News briefs for March 3, 2026", "News Briefs (5 March)", "In brief – 5 March 2026",
    "Local news briefs", "Police briefs", "Kurz & bündig", "Новости одной строкой", "Коротко о разном", "In other news",
  ])
  func aHeadingWithAPlaceASubjectOrADateIsABriefsHeading(_ heading: String) throws {
    for source in ["• \(Self.ferry)\n• \(Self.lamp)", "\(Self.ferry)\n\n\(Self.lamp)"] {
      let article = try article("\(heading)\n\n\(source)").article
      #expect(article.briefs.map(\.text) == [Self.ferry, Self.lamp])
      #expect(article.paragraphs == [Self.text, Self.text])
    }
  }

  @Test(arguments: [
    "In brief: the rest", "The minister reads news briefs", "Briefs of the king", "In brief, nobody knows.",
  ])
  func aLineThatSaysMoreIsNoBriefsHeading(_ line: String) throws {
    #expect(try article("\(line)\n\n\(Self.text)").article.briefs.isEmpty)
  }

  @Test func aHeadingAboveNothingButBriefsIsTheTitleToo() throws {
    let article = try reading("Police briefs\n\n\(Self.text)\n\n\(Self.ferry)\n").article
    #expect(article.title == "Police briefs")
    #expect(article.briefs.map(\.text) == [Self.text, Self.ferry])
    let short = try reading("News Briefs\n\nFerry\n\n\(Self.ferry)\n\nLamp\n\n\(Self.lamp)\n").article
    #expect(short.title == "News Briefs")
    #expect(short.briefs.count == 2)
  }

  @Test func paragraphsBelowABriefsHeadingLeaveListsInTheText() throws {
    let list = "• The first point of the council says something.\n• The second point says something too."
    let article = try article("\(list)\n\nNews Briefs\n\n\(Self.ferry)\n\n\(Self.lamp)").article
    #expect(article.briefs.map(\.text) == [Self.ferry, Self.lamp])
  }
}
