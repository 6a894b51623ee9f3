import Herald
import HeraldIntake
import Testing

/// Pages as newcomers pasted them, and how they must be read.
@Suite struct NewcomerTests {
  static let text =
    "The mayor resigned on Monday after the audit, and the council will meet on Thursday to name another."

  @Test(arguments: [
    ("By Tom Alder and Mary Poole", "Tom Alder and Mary Poole"),
    ("Von Anna Klöß und Karl Huber", "Anna Klöß und Karl Huber"),
    ("Par Anne Petit et Luc Grand", "Anne Petit et Luc Grand"), ("Tom Alder, Staff Writer", "Tom Alder"),
    ("By Tom Alder, Ann Lee and Mary Poole", "Tom Alder, Ann Lee and Mary Poole"),
  ])
  func everyAuthorOfABylineIsRead(_ line: String, _ author: String) throws {
    let reading = try reading("Carrow mayor resigns after audit\n\n\(line)\n\n\(Self.text)\n")
    #expect(reading.article.author == author)
    #expect(reading.rule(for: line) == "byline")
  }

  @Test(arguments: [
    ("Updated 3:15 PM EST, Thu June 5, 2025", "2025-06-05"), ("Published: 10:30, 14 March 2026", "2026-03-14"),
    ("18:02 Uhr, 14. März 2026", "2026-03-14"), ("14 March 2026 3pm", "2026-03-14"),
  ])
  func aTimeOfDayIsNoDay(_ line: String, _ date: String) throws {
    let article = try reading("Carrow mayor resigns after audit\n\n\(line)\n\n\(Self.text)\n").article
    #expect(article.published?.text == date)
  }

  @Test(arguments: ["Read more: Gold rises", "Lesen Sie auch: Neuer Radweg", "Читайте также: Новый мост"])
  func aLinkInOneLineTakesNothingWithIt(_ line: String) throws {
    let short = "Nobody was hurt."
    let article = try reading(
      "Carrow mayor resigns after audit\n\n\(Self.text)\n\n\(line)\n\n\(short)\n\n\(Self.text)\n"
    ).article
    #expect(article.paragraphs == [Self.text, short, Self.text])
  }

  @Test(arguments: ["About the audit", "Comments"])
  func aHeadingInTheArticleEndsNothing(_ line: String) throws {
    let article = try reading(
      "Carrow mayor resigns after the audit\n\n\(Self.text)\n\n\(line)\n\n\(Self.text)\n\n\(Self.text)\n"
    ).article
    #expect(article.paragraphs == [Self.text, line, Self.text, Self.text])
  }

  @Test func paragraphsUnderABriefsHeadingAreBriefs() throws {
    let article = try reading(
      """
      The week in Carrow town

      \(Self.text)

      News Briefs

      Carrow – The mill burned down on Monday night; nobody was hurt.

      Felling – The bridge is shut until June.
      """
    ).article
    #expect(article.briefs.map(\.text).map { $0.prefix(6) } == ["Carrow", "Fellin"])
  }

  @Test(arguments: ["1. 2. 3.", "* * *", "• • •", "1) 2) 3)"])
  func aBriefKeepsItsSecondParagraph(_ markers: String) throws {
    let signs = markers.split(separator: " ")
    let list = "\(signs[0]) First thing happened.\n\n\(signs[1]) Second thing happened.\n\n   It was bad.\n\n"
    let article = try reading(
      "The week in Carrow town\n\nNews Briefs\n\n\(list)\(signs[2]) Third thing happened.\n"
    ).article
    #expect(
      article.briefs.map(\.text) == [
        "First thing happened.", "Second thing happened. It was bad.", "Third thing happened.",
      ])
  }

  @Test func aHeadlineOnTwoLinesIsOneTitle() throws {
    let article = try reading("MAYOR OF CARROW RESIGNS\nAFTER AUDIT\n\n\(Self.text)\n").article
    #expect(article.title == "MAYOR OF CARROW RESIGNS AFTER AUDIT")
  }

  @Test(arguments: [
    ("Follow @LornNews on X and @lorn@social.example on Mastodon, or @lorn.bsky.social on Bluesky.", 3),
    ("Twitter: @LornNews", 1),
  ])
  func ownHandlesAreFoundInTheirPromoLine(_ line: String, _ count: Int) throws {
    let reading = try reading("Carrow mayor resigns after audit\n\n\(Self.text)\n\n\(line)\n")
    #expect(reading.article.handles.count == count)
    #expect(reading.rule(for: line) == "promo-line")
  }

  @Test(arguments: [
    "Follow the money, said the judge.", "Follow the rules, the judge told her before she left.",
    "Subscribe and pay: that is the rule.",
  ])
  func aSentenceIsNoPromoLine(_ line: String) throws {
    let article = try reading("Carrow mayor resigns after audit\n\n\(Self.text)\n\n\(line)\n\n\(Self.text)\n").article
    #expect(article.paragraphs == [Self.text, line, Self.text])
  }

  @Test func aMarkdownTableIsDroppedWhole() throws {
    let reading = try reading(
      "# Carrow votes\n\n\(Self.text)\n\n| Town | Votes |\n| --- | ---: |\n| Carrow | 12 |\n\n\(Self.text)\n")
    #expect(reading.article.paragraphs == [Self.text, Self.text])
    #expect(reading.rule(for: "Carrow | 12") == "table")
  }

  @Test func tomlIsRefusedWithItsRemedy() {
    #expect(
      problem(Array("+++\ntitle = \"A\"\n+++\ntext\n".utf8))?.contains("story.md:1: the front matter is TOML") == true)
  }

  @Test(arguments: [
    ("ru", "Мэр города подал в отставку, и новый будет избран в четверг на открытом заседании совета, сообщили вчера."),
    ("kk", "Қала әкімі қызметінен кетті, жаңа әкім бейсенбі күні өтетін кеңес отырысында сайланады деп хабарлады."),
    ("uk", "Мер міста подав у відставку, нового оберуть у четвер на відкритому засіданні ради, повідомляє її речниця."),
  ])
  func theScriptTellsTheLanguage(_ language: String, _ text: String) throws {
    #expect(try reading("Carrow 2026 news\n\n\(text)\n").article.language == language)
  }
}
