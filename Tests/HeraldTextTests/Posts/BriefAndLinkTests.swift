import Herald
import HeraldText
import Testing

@Suite struct BriefAndLinkTests {
  private let article = Article(
    title: "Harbour news of the week", url: WebURL("https://example.org/week"), tags: ["harbour", "sea trade", "rail"],
    paragraphs: ["Much happened in the harbour this week."],
    briefs: [
      Brief(text: "The railway to the port opened again on Monday. Freight trains run at half their usual speed."),
      Brief(
        text:
          "The council wants to keep all of its nine libraries, which it had planned to close by the end of the year "
          + "because nobody had money for their roofs. Readers had written two thousand letters."),
    ])

  private func compose(
    _ article: Article, _ shape: PostShape, _ network: Network = .x, limit: Int? = nil, hashtags: Int? = nil
  ) throws -> [PostDraft] {
    try PostComposer(templates: try Templates(folder: nil)).compose(
      article, channel: "c",
      style: PostStyle(rules: PostRules(network: network, limit: limit), shape: shape, hashtags: hashtags))
  }

  @Test func eachBriefIsAPostOfItsOwnWithTheLink() throws {
    let drafts = try compose(article, .briefs)
    #expect(drafts.map(\.brief) == article.briefs)
    #expect(drafts.map(\.content.text) == article.briefs.map { $0.text + "\n\nhttps://example.org/week" })
    #expect(drafts.flatMap(\.notes).isEmpty)
  }

  @Test func aBriefThatDoesNotFitIsCutAtASentenceElseAtAClause() throws {
    let short = try compose(article, .briefs, limit: 110)
    #expect(short[0].content.text.hasPrefix("The railway to the port opened again on Monday.\n\n"))
    #expect(short[1].content.text.hasPrefix("The council wants to keep all of its nine libraries…\n\n"))
    #expect(short[0].notes == ["sentences taken: 1 of the first 2"])
  }

  @Test func anArticleWithoutBriefsHasNoSuchPosts() throws {
    var bare = article
    bare.briefs = []
    #expect(try compose(bare, .briefs).isEmpty)
  }

  @Test func aLinkPostIsTitleAddressAndHashtags() throws {
    #expect(
      try compose(article, .link)[0].content.text
        == "Harbour news of the week\n\nhttps://example.org/week\n#harbour #SeaTrade #rail")
  }

  @Test(arguments: [0, 1, 2]) func aChannelHasAtMostSoManyHashtags(_ count: Int) throws {
    for shape in [PostShape.single, .thread, .link] {
      let draft = try compose(article, shape, hashtags: count)[0]
      #expect(draft.content.text.count { $0 == "#" } == count)
      #expect(draft.notes.contains { $0.hasPrefix("left out: #") })
    }
  }
}
