import Herald
import HeraldIntake
import Testing

@Suite struct MarkdownTests {
  @Test func frontMatterFillsTheArticle() throws {
    let article = try Samples.read("harbour.md").article
    #expect(article.title == "The harbour of Vestrand gets its cranes back")
    #expect(article.url?.text == "https://courier.example.org/2026/harbour-cranes")
    #expect(article.published?.text == "2026-11-20")
    #expect(article.author == "Ingrid Solheim")
    #expect(article.tags == ["harbour", "labour", "transport"])
    #expect(article.language == "en")
    #expect(article.handles == [Handle(network: .mastodon, name: "@courier@social.example.org")])
  }

  @Test func wrappedParagraphsAndPointsAreWholeAgain() throws {
    let article = try Samples.read("harbour.md").article
    #expect(article.paragraphs.count == 3)
    #expect(
      article.paragraphs.first?.contains("the dockers' union agreed early on Friday on a shift plan that ends") == true)
    #expect(article.briefs.count == 3)
    #expect(article.briefs.first?.text.hasSuffix("without teachers on two days of the week.") == true)
  }

  @Test(arguments: [
    ("**bold** and *thin* and __both__", "bold and thin and both"),
    ("a [link](https://example.org/a_(b)) here", "a link here"),
    ("a [link][1] and a note[^2] here", "a link and a note here"),
    ("![picture](a.png)words", "words"),
    ("code `let a = 1` stays", "code let a = 1 stays"),
    ("<b>tags</b> go, a < b stays", "tags go, a < b stays"),
    ("one <!-- secret --> two", "one two"),
    ("<https://example.org/x> stays", "https://example.org/x stays"),
    ("snake_case and 3 * 4", "snake_case and 3 * 4"),
    ("<30% in the north and >60% in the south", "<30% in the north and >60% in the south"),
    ("a <b, c> d", "a <b, c> d"),
    ("5*3 metres, 2**10 and Leser*innen und Autor*innen", "5*3 metres, 2**10 and Leser*innen und Autor*innen"),
    ("price* and *this* and **that**", "price* and this and that"),
    ("1\\. escaped \\*stars\\*", "1. escaped *stars*"),
    (
      "Tickets &ndash; 5&euro; &hellip; the council&#8217;s&#x20;idea &bogus; &#0;",
      "Tickets – 5€ … the council’s idea &bogus; &#0;"
    ),
    ("Smith &amp; Sons &lt;3", "Smith & Sons <3"),
    ("[unclosed and ](odd", "[unclosed and ](odd"),
  ])
  func inlineSyntaxBecomesPlainText(_ markdown: String, _ plain: String) throws {
    let paragraph = "The words of this paragraph stand before what is tested in it: "
    let article = try reading("# Title of the page\n\n\(paragraph)\(markdown).\n").article
    #expect(article.paragraphs == [paragraph + plain + "."])
  }

  @Test(arguments: [
    ("See [the hours](https://a.example/hours) first.", ["https://a.example/hours"]),
    (
      "[One](<https://a.example/1> 'A title') and [two](https://a.example/a_(b)).",
      ["https://a.example/1", "https://a.example/a_(b)"]
    ),
    (
      "[One][1], [two][], [three][Far] and [none][9].",
      ["https://a.example/one", "https://b.example", "http://a.example/far"]
    ),
    (
      "[Here](/2026/bus) and [there](plan.html).",
      ["https://courier.example/2026/bus", "https://courier.example/news/plan.html"]
    ),
    ("**[All](https://a.example) of [it](https://a.example)**", ["https://a.example"]),
    ("[https://a.example/x](https://a.example/x), [a.example/y](https://a.example/y/), <https://a.example/z>", []),
    ("[![A picture](a.png)](https://a.example) of [nothing]() and [here](#note)", []),
    ("[sic](sometimes), [a note][^7] and [a word][8]", []),
    ("[a](javascript:alert) [b](//a.example) [c](mailto:a@b.example) [d](ftp://a.example)", []),
    ("[The story](https://courier.example/news/today/#end) and \\[no link](https://a.example)", []),
  ])
  func whereTheWordsOfABriefLeadIsKept(_ point: String, _ links: [String]) throws {
    let source = """
      ---
      title: T
      url: https://courier.example/news/today
      ---
      A paragraph of text with [a link](https://c.example) stands above.

      ## News Briefs

      - \(point)

      [1]: https://a.example/one
      [two]: <https://b.example> "Two"
      [far]: http://a.example/far
      [^7]: b.example is meant
      """
    let brief = try #require(try Reading(source: Array(source.utf8), name: "a.md").article.briefs.first)
    #expect(brief.links.map(\.text) == links)
  }

  @Test func theLinksOfABriefAreThoseOfItsHeadingAndItsParagraphs() throws {
    let source = """
      # The harbour opens

      The harbour opened on Monday, nine days after the storm.

      ## News Briefs

      ### [Ferry](https://a.example/ferry)

      It sails again from [Friday](https://a.example/friday) on.

      ### Bus

      Line 14 runs every ten minutes until the bridge is mended.
      """
    let briefs = try Reading(source: Array(source.utf8), name: "a.md").article.briefs
    #expect(briefs.map(\.text).first == "Ferry: It sails again from Friday on.")
    #expect(briefs.map { $0.links.map(\.text) } == [["https://a.example/ferry", "https://a.example/friday"], []])
  }

  @Test func aLineOfManyLinksIsReadInTime() throws {
    let source = "# The harbour opens\n\n- " + String(repeating: "[a](https://a.example/b) ", count: 40_000)
    var reading: Reading?
    let time = try ContinuousClock().measure { reading = try Reading(source: Array(source.utf8), name: "a.md") }
    #expect(reading?.article.briefs.first?.links.count == 1)
    #expect(time < .seconds(20), "\(time)")
  }

  @Test func codeCommentsAndDefinitionsAreDropped() throws {
    let reading = try reading(
      """
      # How the gauges are read

      The gauges are read every morning, and the numbers are sent on by radio before the first train.

      ```sh
      read gauge
      ```

      [1]: https://example.org/gauges
      <!-- a note
      to the editor -->

      Nobody reads them on Sundays, which has been so since the war and is not likely to change.
      """, name: "gauges.md")
    #expect(reading.article.paragraphs.count == 2)
    #expect(reading.rule(for: "read gauge") == "code-block")
    #expect(reading.rule(for: "[1]:") == "link-definition")
    #expect(reading.rule(for: "a note") == "markup")
    #expect(!reading.shown.contains("editor"))
  }

  @Test func fieldsThatHeraldDoesNotUseAreDroppedWithTheirLine() throws {
    let reading = try reading(
      "---\ntitle: A title\nsummary: Short.\nlayout: post\n---\n\nSome text that is long enough.\n")
    let fields = reading.dropped.filter { $0.rule == "front-matter-key" }
    #expect(fields.map(\.from) == [3, 4])
    #expect(fields.first?.text == "summary: Short.")
  }

  static let broken: [(String, String)] = [
    ("---\ntitle: [a, b]\n---\ntext\n", "story.md:2: title: must be one text"),
    ("---\ntitle: A\nurl: example.org/x\n---\ntext\n", "story.md:3: url: “example.org/x” is not an address"),
    ("---\ntitle: A\nurl: javascript:alert(1)\n---\ntext\n", "story.md:3: url: "),
    ("---\ntitle: A\ndate: next week\n---\ntext\n", "story.md:3: date: “next week” is not a date"),
    ("---\ntitle: A\ndate: 2026-02-30\n---\ntext\n", "story.md:3: date: "),
    ("---\ntitle: A\n\ntags: {a: b}\n---\ntext\n", "story.md:4: tags: "),
    ("---\ntitle: A\nlanguage: English\n---\ntext\n", "story.md:3: language: “English” is not a language"),
    ("---\ntitle: \"A\n---\ntext\n", "story.md:"),
    ("---\ntitle: A: b\n---\ntext\n", "story.md:2: the front matter is not YAML"),
    ("---\ntitle: A\ntitle: B\n---\ntext\n", "a field stands twice (title)"),
    ("---\n- a\n- b\n---\ntext\n", "story.md:2: the front matter is not a list of fields"),
    ("---\ntitle: A\ntext\n", "story.md:1: the front matter has no end"),
    ("---\ntitle: \"\"\n---\ntext\n", "story.md:2: title: is empty"),
  ]

  @Test(arguments: broken)
  func brokenFrontMatterNamesLineAndField(_ source: String, _ expected: String) {
    #expect(problem(Array(source.utf8))?.contains(expected) == true, "\(problem(Array(source.utf8)) ?? "-")")
  }

  @Test func deepFrontMatterIsRefused() {
    let deep = "---\na: " + String(repeating: "[", count: 15_000) + "\n---\ntext\n"
    #expect(problem(Array(deep.utf8))?.contains("nests too deep") == true)
    let steps = "---\na:\n  " + String(repeating: "- ", count: 5_000) + "\n---\ntext\n"
    #expect(problem(Array(steps.utf8))?.contains("nests too deep") == true)
  }
}
