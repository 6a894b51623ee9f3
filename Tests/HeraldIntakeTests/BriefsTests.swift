import HeraldIntake
import Testing

@Suite struct BriefsTests {
  static let headings = [
    "News Briefs:", "In brief", "Briefly", "News in brief", "Kurz notiert", "Kurzmeldungen:", "En bref", "Brèves",
    "Breves",
    "Коротко", "Новости коротко", "Қысқаша", "In breve", "W skrócie",
  ]

  @Test(arguments: headings)
  func aListUnderABriefsHeadingIsBriefs(_ heading: String) throws {
    let article = try reading("The title of the day\n\n\(heading)\n\n1. First point.\n2. Second point.\n").article
    #expect(article.briefs.map(\.text) == ["First point.", "Second point."])
    #expect(article.paragraphs.isEmpty)
  }

  @Test(arguments: ["•", "-", "*", "–", "·", "1.", "1)"])
  func everyUsualBulletIsRead(_ bullet: String) throws {
    let article = try reading("The title of the day\n\nIn brief\n\n\(bullet) One point.\n\(bullet) Another point.")
      .article
    #expect(article.briefs.map(\.text) == ["One point.", "Another point."])
  }

  @Test(arguments: ["Other News Briefs", "More news in brief", "Latest News Briefs", "Другие новости коротко"])
  func otherBriefsAreBriefs(_ heading: String) throws {
    let text = "A title for the story of today\n\nThe first paragraph is here, and it is long enough to be one.\n\n"
    let article = try reading(text + heading + "\n\n- A fire at the mill is out.\n- The fair has sold out.\n").article
    #expect(article.briefs.map(\.text) == ["A fire at the mill is out.", "The fair has sold out."])
  }

  @Test func aPointThatNamesAMonthIsNoDate() throws {
    let text =
      "A title for the story of today\n\nThe first paragraph is here, and it is long enough to be one.\n\nIn brief\n\n"
    let points = ["April Jones came 3rd.", "Theresa May (12 %) came first", "The fair of 3 May has sold out."]
    let article = try reading(text + points.map { "- \($0)\n" }.joined()).article
    #expect(article.briefs.map(\.text) == points)
    let numbered = try reading(
      "A title for the story of today\n\nThe first paragraph is here, and it is long enough to be one.\n\n"
        + "1. Theresa May (12 %)\n2. John Major (9 %)\n"
    ).article
    #expect(numbered.paragraphs.suffix(2) == ["1. Theresa May (12 %)", "2. John Major (9 %)"])
  }

  @Test func aBriefGoesOnWithTheIndentedLinesUnderIt() throws {
    let article = try reading(
      "The title of the day\n\nNews Briefs:\n\n  • The ferry sails every two\n    hours from Monday.\n  • The hall is sold.\n"
    ).article
    #expect(article.briefs.map(\.text) == ["The ferry sails every two hours from Monday.", "The hall is sold."])
  }

  @Test func withoutAHeadingBulletsAreBriefsAndNumbersAreText() throws {
    let article = try reading(
      """
      The week on the river

      The council met for the last time this year and settled what it could, late in the evening and in some haste.

        • The ferry sails every two hours from Monday.
        • The fish hall is sold to its boat owners.

      Three things were left over for the spring:

        1. The price of the moorings.
        2. The lamp of the lighthouse.

      Nobody expects an answer before the ice is gone from the upper harbour.
      """
    ).article
    #expect(
      article.briefs.map(\.text) == [
        "The ferry sails every two hours from Monday.", "The fish hall is sold to its boat owners.",
      ])
    #expect(article.paragraphs.contains("1. The price of the moorings."))
    #expect(article.paragraphs.last?.hasPrefix("Nobody expects") == true)
  }

  @Test func aHeadedListLeavesOtherListsInTheText() throws {
    let article = try reading(
      """
      The week on the river

      The council met for the last time this year and settled what it could, late in the evening and in some haste.

      - The ferry sails every two hours from Monday.

      News Briefs:

      - The fish hall is sold to its boat owners.
      """
    ).article
    #expect(article.briefs.map(\.text) == ["The fish hall is sold to its boat owners."])
    #expect(article.paragraphs.last == "- The ferry sails every two hours from Monday.")
  }

  @Test func anArticleMayBeNothingButAList() throws {
    let article = try reading(
      "14. March 2026 · 02:16\n\nTwo films by the sea\n\n  • The Lighthouse (1990)\n  • A film without words about a keeper and his dog.\n"
    ).article
    #expect(article.title == "Two films by the sea")
    #expect(article.briefs.count == 2)
    #expect(article.published?.text == "2026-03-14")
  }
}
