import Foundation
import Herald
import HeraldText
import Testing

@Suite struct PostComposerTests {
  private func composer() throws -> PostComposer { PostComposer(templates: try Templates(folder: nil)) }

  private let article = Article(
    title: "Orchard towns agree to share water from the new reservoir",
    url: WebURL("https://www.example.org/2026/11/reservoir"),
    handles: [Handle(network: .x, name: "@OrchardPost")],
    paragraphs: [
      "KARASAI (OP) — Four orchard towns signed an accord on Monday to share the reservoir’s water for ten years. "
        + "The accord gives each town 2.5 million cubic metres a year. These amounts may change after a winter that is too dry.",
      "However, nobody has said who will pay. “We will not wait. The pumps are old,” said Mayor Dana Iskak, who met "
        + "@stranger and @OrchardPost on Sunday.",
    ])

  @Test func aPostHasTheTitleWholeSentencesAndTheAddress() throws {
    let draft = try composer().compose(article, channel: "x", rules: PostRules(network: .x))
    #expect(
      draft.content.text == """
        Orchard towns agree to share water from the new reservoir

        Four orchard towns signed an accord on Monday to share the reservoir’s water for ten years. The accord gives \
        each town 2.5 million cubic metres a year.

        https://www.example.org/2026/11/reservoir
        """)
    #expect(draft.measures[0].explanation == "235/280 = 212 text + 23 link")
    #expect(draft.notes == ["sentences taken: 1, 2 of the first 5", "not mentioned: @stranger"])
  }

  @Test func anArticleWithoutAnAddressSaysSo() throws {
    var article = article
    article.url = nil
    let draft = try composer().compose(article, channel: "x", rules: PostRules(network: .x))
    #expect(draft.notes.contains("no link: the article has no url; give one with --url or in its front matter"))
    #expect(!draft.content.text.contains("http"))
  }

  @Test func aStrangerIsNotMentionedButTheOwnHandleIs() throws {
    var article = article
    article.paragraphs = [
      "The orchard towns thanked @stranger, @OrchardPost and @far@social.example for water; write to desk@example.org."
    ]
    let rules = PostRules(network: .x)
    let text = try composer().compose(article, channel: "x", rules: rules).content.text
    #expect(
      text.contains("thanked stranger, @OrchardPost and far@social.example for water; write to desk@example.org."))
    let toot = try composer().compose(article, channel: "m", rules: PostRules(network: .mastodon)).content.text
    #expect(toot.contains("thanked stranger, OrchardPost and far@social.example"))
  }

  @Test func aTitleThatDoesNotFitIsCutAtAWord() throws {
    let rules = PostRules(network: .bluesky, limit: 80)
    let draft = try composer().compose(article, channel: "sky", rules: rules)
    #expect(draft.content.text == "Orchard towns agree to share water…\n\nhttps://www.example.org/2026/11/reservoir")
    #expect(draft.notes.first == "cut: the title, after “Orchard towns agree to share water”")
  }

  @Test(arguments: [1, 10, 24, 29])
  func aLimitThatNothingFitsIsAnError(_ limit: Int) throws {
    let composer = try composer()
    let problem = #expect(throws: CompositionProblem.self) {
      try composer.compose(article, channel: "x", rules: PostRules(network: .x, limit: limit))
    }
    #expect(problem?.what == "a limit of \(limit) is too small for the link and one word of the title")
  }

  @Test func aQuotationKeepsItsSpeakerAndIsNeverOpened() throws {
    var article = article
    article.paragraphs = [
      "“We will not wait. The pumps of the orchard towns are old,” said Mayor Dana Iskak on Sunday."
    ]
    for limit in 60...260 {
      let rules = PostRules(network: .bluesky, limit: limit)
      let text = try composer().compose(article, channel: "x", rules: rules).content.text
      #expect(text.contains("“") == text.contains("said Mayor Dana Iskak on Sunday."))
    }
  }

  @Test func aLeadThatDoesNotFitIsCutAtAClause() throws {
    var article = article
    article.paragraphs = [
      "The four orchard towns around the lake signed an accord on Monday evening, which gives each of them two and a half "
        + "million cubic metres of water a year for the next ten years and leaves open who will pay for the new pumps."
    ]
    let draft = try composer().compose(article, channel: "x", rules: PostRules(network: .x))
    #expect(draft.content.text.contains("signed an accord on Monday evening…\n"))
    #expect(draft.notes.contains("cut: sentence 1, after “accord on Monday evening”"))
  }

  @Test func theTitleIsNotSaidTwice() throws {
    var article = article
    article.paragraphs = [
      "Orchard towns agreed to share water from the new reservoir. The reservoir opens in May and holds 80 million tonnes."
    ]
    let text = try composer().compose(article, channel: "x", rules: PostRules(network: .x)).content.text
    #expect(!text.contains("agreed"))
    #expect(text.contains("The reservoir opens in May"))
  }

  @Test func aHeadingBeforeTheLeadIsPassedOver() throws {
    var article = article
    article.paragraphs = ["A fair deal · Photo: D. Iskak", "Farmers in the hills had asked for help since spring."]
    let text = try composer().compose(article, channel: "x", rules: PostRules(network: .x)).content.text
    #expect(text.contains("\n\nFarmers in the hills had asked for help since spring.\n\n"))
  }

  /// The language, a sentence that may not begin a post although it would fit, and the one that may.
  @Test(arguments: [
    ("ru", "Однако никто не сказал, кто заплатит за города садов.", "Города садов у озера поделят воду на десять лет."),
    ("kk", "Бұл қалаларға бау үшін су керек.", "Көл жағасындағы қалалар суды он жыл бойы бөліседі."),
    ("de", "Dieser Vertrag der Städte gilt ab Mai.", "Vier Städte am See teilen das Wasser zehn Jahre lang."),
    ("fr", "Cependant, personne ne paie les villes.", "Quatre villes du lac partagent l’eau pendant dix ans."),
    ("es", "Sin embargo, nadie paga a las ciudades.", "Cuatro ciudades del lago comparten el agua diez años."),
  ])
  func noPostBeginsWithASentenceThatLeansOnAnother(_ language: String, _ dangling: String, _ news: String) throws {
    let title = [
      "ru": "Города: вода", "kk": "Қалалар: су", "de": "Städte: Wasser", "fr": "Villes: eau", "es": "Ciudades: agua",
    ]
    let article = Article(title: title[language] ?? "", language: language, paragraphs: [dangling, news])
    let text = try composer().compose(article, channel: "x", rules: PostRules(network: .x)).content.text
    #expect(text == article.title + "\n\n" + news)
  }

  @Test func tagsBecomeHashtagsAndTheLastGoFirst() throws {
    var article = article
    article.tags = ["oil and gas", "Вода", "2026", String(repeating: "long", count: 20)]
    let draft = try composer().compose(article, channel: "x", rules: PostRules(network: .x))
    #expect(draft.content.text.hasSuffix("\n#OilAndGas #Вода"))
    #expect(draft.notes.contains { $0.hasPrefix("left out: #long") })
  }

  @Test func anArticleOfBriefsOnlySpeaksOfItsFirstBrief() throws {
    let briefs = Article(title: "News in brief", briefs: [Brief(text: "A ferry sank near the old port on Friday.")])
    let text = try composer().compose(briefs, channel: "x", rules: PostRules(network: .x)).content.text
    #expect(text == "News in brief\n\nA ferry sank near the old port on Friday.")
  }

  @Test func controlAndBidiCharactersAreGone() throws {
    let odd = Article(
      title: "Left\u{202E}right\u{7}\u{FEFF} e\u{301}", paragraphs: ["One\u{2028}two \u{200B}three four."])
    let text = try composer().compose(odd, channel: "x", rules: PostRules(network: .x)).content.text
    #expect(text == "Leftright é\n\nOne two three four.")
  }

  @Test func aNetworkCanHaveItsOwnTemplateAndAnUnknownOneIsAnError() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("herald-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }
    try Data("{{newsroom}} {{handle}} {{summary}} {{url}}".utf8).write(
      to: folder.appendingPathComponent("post-x.mustache"))
    let composer = PostComposer(templates: try Templates(folder: folder), newsroom: "Orchard Post")
    var article = article
    article.title = "Four orchard towns signed an accord to share the reservoir’s water"
    let text = try composer.compose(article, channel: "x", rules: PostRules(network: .x)).content.text
    #expect(text.hasPrefix("Orchard Post @OrchardPost Four orchard towns signed"))
    #expect(text.hasSuffix("https://www.example.org/2026/11/reservoir"))
    #expect(throws: CompositionProblem.self) {
      try composer.compose(article, channel: "x", rules: PostRules(network: .x), template: "post-y")
    }
  }

  @Test func anEmptyValueLeavesNoSpacesAndATemplateWithoutSummaryNoNoteOfIt() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("herald-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }
    try Data("New {{handle}} here: {{title}}\n{{handle}} {{author}}\n{{url}}".utf8).write(
      to: folder.appendingPathComponent("post.mustache"))
    var article = article
    article.handles = []
    let draft = try PostComposer(templates: try Templates(folder: folder)).compose(
      article, channel: "x", rules: PostRules(network: .x))
    #expect(draft.content.text == "New here: \(article.title)\nhttps://www.example.org/2026/11/reservoir")
    #expect(!draft.notes.contains { $0.hasPrefix("left out") || $0.hasPrefix("sentences") })
  }
}
