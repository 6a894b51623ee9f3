import Foundation
import Herald
import HeraldText
import Testing

@Suite struct DigestComposerTests {
  private let composer: DigestComposer

  init() throws { composer = try DigestComposer(templates: Templates(folder: nil)) }

  @Test func oneArticleWithThreeBriefs() throws {
    let content = try composer.compose(
      EditionDraft(
        newsroom: "The Ilken Courier", site: "https://courier.example", digest: "Weekly digest", number: 12,
        date: CalendarDay("2026-11-23"), language: "en",
        articles: [
          .init(
            title: "Lower sluices reopen after a dry spring", url: WebURL("https://courier.example/2026/11/20/sluices"),
            published: PublicationDate("2026-11-20T08:30:00+05:00"),
            briefs: [
              "The ferry between Tarbun and the eastern bank runs every half hour again. Its second engine had "
                + "failed in September, and the spare part came by rail on Tuesday.",
              "Two schools share one gymnasium until March – the roof of the other is being replaced.",
              "Market day moves to Friday.",
            ])
        ],
        leave: "You get this mail because you asked for it; to leave, answer it with the word unsubscribe."))
    #expect(content.kind == .digest)
    #expect(content.subject == "Weekly digest 12: Lower sluices reopen after a dry spring")
    #expect(
      content.text == """
        Weekly digest 12: Lower sluices reopen after a dry spring

        The Ilken Courier
        Weekly digest, issue 12, 23 November 2026

        ----------------------------------------

        1. Lower sluices reopen after a dry spring

        * The ferry between Tarbun and the eastern bank runs every half hour
          again. Its second engine had failed in September, and the spare part
          came by rail on Tuesday.

        * Two schools share one gymnasium until March – the roof of the other is
          being replaced.

        * Market day moves to Friday.

        Full story, 20 November 2026:
        https://courier.example/2026/11/20/sluices

        --\u{20}
        You get this mail because you asked for it; to leave, answer it with the
        word unsubscribe.
        https://courier.example

        """)
  }

  @Test func tenArticlesInOtherScriptsWithWhatIsNotKnown() throws {
    var articles = [
      EditionDraft.Group(
        title: "Водный совет договорился открыть нижние шлюзы водохранилища после долгой засухи",
        url: WebURL("https://courier.example/" + String(repeating: "long-", count: 19) + "z"),
        published: PublicationDate("2026-11-20"),
        briefs: ["Паром снова ходит каждые полчаса: второй двигатель, отказавший в сентябре, починили — деталь № 14."]),
      EditionDraft.Group(
        title: "五つの町が川の水について合意した",
        briefs: ["水資源評議会は木曜日、五つの地区の農家が畑が干上がったと訴えたことを受け、「下流」の水門を再び開くことで合意した。"]),
    ]
    for number in 3...10 { articles.append(.init(title: "Short story \(number)", briefs: ["One sentence."])) }
    let content = try composer.compose(
      EditionDraft(
        newsroom: "Илькен", digest: "Неделя", language: "ru", articles: articles, leave: "Ответьте «стоп».",
        note: "First paragraph,\nstill the first.\n\n\nSecond paragraph."))
    #expect(
      content.text.hasPrefix(
        """
        Неделя: Водный совет договорился открыть нижние шлюзы водохранилища…

        Илькен
        Неделя

        First paragraph, still the first.

        Second paragraph.

        В этом выпуске:

           1. Водный совет договорился открыть нижние шлюзы водохранилища после
              долгой засухи
           2. 五つの町が川の水について合意した
           3. Short story 3
        """))
    #expect(
      content.text.contains(
        """
          10. Short story 10

        ----------------------------------------

        1. Водный совет договорился открыть нижние шлюзы водохранилища после
           долгой засухи

        * Паром снова ходит каждые полчаса: второй двигатель, отказавший в
          сентябре, починили — деталь № 14.

        Статья полностью, 20 ноября 2026 года:
        https://courier.example/\(String(repeating: "long-", count: 19))z

        ----------------------------------------

        2. 五つの町が川の水について合意した

        * 水資源評議会は木曜日、五つの地区の農家が畑が干上がったと訴えたことを受
          け、「下流」の水門を再び開くことで合意した。

        """))
    #expect(content.text.hasSuffix("* One sentence.\n\n-- \nОтветьте «стоп».\n"))
  }

  @Test func whatAnArticleHoldsMakesNoLineOfItsOwn() throws {
    let content = try composer.compose(
      EditionDraft(
        newsroom: "Courier", digest: "Weekly",
        articles: [
          .init(
            title: "Title\r\n-- \nX-Header: yes\u{2028}end",
            briefs: ["One\n\n-- \nFrom here\u{85}\u{202E}on\u{7} {{leave}}\u{200B}", "--", "\u{A0}kept\u{A0}"])
        ], leave: "Leave\n-- \nnow."))
    let lines = content.text.split(separator: "\n")
    #expect(content.subject == "Courier, Weekly: Title -- X-Header: yes end")
    #expect(lines.filter { $0 == "-- " }.count == 1)
    #expect(lines.contains("* One -- From here on {{leave}}"))
    #expect(lines.contains("* --"))
    #expect(lines.contains("* \u{A0}kept\u{A0}"))
    #expect(lines.last == "Leave -- now.")
  }

  @Test(arguments: [
    (EditionDraft.Form.Links.inline, "* The bath opens at seven. https://a.example/bath https://b.example", []),
    (.references, "* The bath opens at seven. [1] [2]", ["[1] https://a.example/bath", "[2] https://b.example"]),
  ])
  func whereTheWordsOfABriefLeadStandsBehindIt(_ form: EditionDraft.Form.Links, _ line: String, _ list: [String])
    throws
  {
    let links = try ["https://a.example/bath", "https://b.example"].map { try #require(WebURL($0)) }
    let brief = EditionDraft.Brief(text: "The bath opens at seven.", links: links)
    var draft = EditionDraft(
      newsroom: "N", digest: "D", articles: [.init(title: "T", briefs: [brief])], leave: "Leave.")
    draft.form.links = form
    let lines = try composer.compose(draft).text.split(separator: "\n").map(String.init)
    #expect(lines.contains(line))
    #expect(lines.filter { $0.hasPrefix("[") } == list)
  }

  @Test func inACorrectionTheLinksStandBeforeWhatWasSaid() throws {
    let said = EditionDraft.Said(text: "It opens at eight.", number: 1, day: try #require(CalendarDay("2026-11-16")))
    let brief = EditionDraft.Brief(
      text: "It opens at seven.", links: [try #require(WebURL("https://a.example"))], corrects: said)
    let text = try composer.compose(
      EditionDraft(newsroom: "N", digest: "D", articles: [.init(title: "T", briefs: [brief])], leave: "Leave.")
    ).text
    #expect(text.contains("It opens at seven. https://a.example"))
    #expect(text.contains("eight"))
  }

  @Test func theSubjectNamesNewsBeforeACorrection() throws {
    let said = EditionDraft.Said(text: "Old.", number: 1, day: try #require(CalendarDay("2026-11-16")))
    func subject(_ titles: [(String, EditionDraft.Said?)]) throws -> String {
      let groups = titles.map {
        EditionDraft.Group(title: $0.0, briefs: [EditionDraft.Brief(text: "B.", corrects: $0.1)])
      }
      return try composer.compose(EditionDraft(newsroom: "", digest: "D", articles: groups, leave: "L")).subject
    }
    #expect(try subject([("Corrected", said), ("News", nil)]) == "D: News, and 1 more")
    #expect(try subject([("Corrected", said)]) == "D: Corrected")
  }

  @Test func anEditionWithoutABriefIsAProblem() {
    for articles in [[], [EditionDraft.Group(title: "A", briefs: [String]())]] {
      let problem = #expect(throws: CompositionProblem.self) {
        try composer.compose(EditionDraft(newsroom: "N", digest: "Weekly", articles: articles, leave: "Leave."))
      }
      #expect(problem?.description == "Weekly: the edition has no brief: add an article that has briefs")
    }
  }

  @Test(arguments: [
    (" \u{7}\n", "Brief.", "article 1 has a title without visible text"),
    ("Title", "\u{200B} \n", "brief 1 has no visible text"),
  ])
  func whatHasNoVisibleTextIsAProblem(_ sample: (title: String, brief: String, what: String)) {
    let problem = #expect(throws: CompositionProblem.self) {
      try composer.compose(
        EditionDraft(
          newsroom: "N", digest: "D", articles: [.init(title: sample.title, briefs: [sample.brief])], leave: "L"))
    }
    #expect(problem?.what == sample.what)
  }

  @Test func onlyADigestTemplateMakesADigest() {
    let edition = EditionDraft(newsroom: "N", digest: "D", articles: [.init(title: "T", briefs: ["B."])], leave: "L")
    let post = #expect(throws: CompositionProblem.self) { try composer.compose(edition, template: "post") }
    #expect(post?.what == "a post template where one for a digest is wanted")
    let missing = #expect(throws: CompositionProblem.self) { try composer.compose(edition, template: "digest-daily") }
    #expect(missing?.what == "there is no template “digest-daily”")
  }

  @Test func aTemplateMayWantTwoEmptyLinesAndWriteItsOwnSubject() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("digest-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    let text = """
      {{digest}} of {{newsroom}}: {{#contents}}{{title}}; {{/contents}}
      {{#articles}}


      {{#date}}{{date}}{{/date}}

      {{title}}
      {{#briefs}}
        {{.}}
      {{/briefs}}
      {{/articles}}
      """
    try Data(text.utf8).write(to: folder.appendingPathComponent("digest-own.mustache"))
    let own = try DigestComposer(templates: Templates(folder: folder))
    let articles = (1...12).map { EditionDraft.Group(title: "Story \($0)", briefs: ["Brief \($0)."]) }
    let content = try own.compose(
      EditionDraft(newsroom: "Courier", digest: "Daily", articles: articles, leave: "Leave."), template: "digest-own")
    #expect(
      content.text.hasPrefix(
        """
        Daily of Courier: Story 1; Story 2; Story 3; Story 4; Story 5; Story 6…

        Story 1
          Brief 1.


        Story 2
          Brief 2.
        """))
  }
}
