import Herald
import HeraldText
import Testing

/// What `preview --explain` says of each sentence.
@Suite struct SentenceChoiceTests {
  private let article = Article(
    title: "Orchard towns share the water of the new reservoir",
    paragraphs: [
      "Four orchard towns signed an accord on Monday to share the reservoir’s water (all 10 million tonnes) for ten years.",
      "These amounts may change. “The pumps are old.”",
      "Who pays?", "Photo: the reservoir in May", "The orchard towns lie at Lake Karas.",
      "Mayor Dana Iskak of Alma said that her town would take the water to its gardens in May, because they had been dry "
        + "since the summer before last and no other spring was left to any of the farmers on the hills behind the lake.",
    ])

  private func choices(_ shape: PostShape, limit: Int? = nil, of article: Article? = nil) throws -> [SentenceChoice] {
    let style = PostStyle(rules: PostRules(network: .x, limit: limit), shape: shape)
    let composer = PostComposer(templates: try Templates(folder: nil))
    return try composer.compose(article ?? self.article, channel: "x", style: style, explaining: true)
      .flatMap(\.choices)
  }

  @Test func everySentenceSaysWhyItIsThereOrNot() throws {
    let choices = try choices(.single)
    #expect(choices.map(\.place) == Array(1...choices.count))
    #expect(choices.allSatisfy { !$0.reasons.isEmpty })
    #expect(choices[0].fate == .taken)
    #expect(choices[0].points == 23)
    #expect(
      choices[0].reasons == [
        "the lead (15)", "says of the title: orchard, towns, share, reservoir, water (6)", "has a number (1)",
        "has a name (1)",
      ])
    let why = Dictionary(uniqueKeysWithValues: choices.map { ($0.text, $0.reasons[0]) })
    #expect(why["“The pumps are old.”"] == "is a quotation whose speaker another sentence names")
    #expect(why["Who pays?"] == "asks a question")
    #expect(why["Photo: the reservoir in May"] == "announces what a post does not show, or is a point of a list")
  }

  @Test func whatIsCutIsNamed() throws {
    let bracket = try choices(.single, limit: 160)[0]
    #expect(bracket.fate == .cut)
    #expect(bracket.reasons.last == "without “(all 10 million tonnes)”, to fit")
    let end = try choices(
      .single, limit: 240, of: Article(title: "The water of Alma", paragraphs: [article.paragraphs[5]]))[0]
    #expect(end.fate == .cut)
    #expect(end.reasons.last?.hasPrefix("cut to fit, without “because they had") == true, "\(end)")
  }

  @Test func aSentenceThatSaysOnlyTheTitleSaysSo() throws {
    let article = Article(title: "Pool in Marsh Lane closes", paragraphs: ["The pool in Marsh Lane closes. Why?"])
    #expect(
      try choices(.single, of: article).map(\.reasons) == [["says only what the title says"], ["asks a question"]])
  }

  @Test func aTitleThatFillsThePostSaysSo() throws {
    #expect(
      try choices(.single, limit: 40).allSatisfy { $0.fate == .left && $0.reasons == ["the title fills the post"] })
  }

  @Test func aThreadSaysInWhichPartEachSentenceStands() throws {
    let choices = try choices(.thread)
    #expect(choices[0].part == 1)
    #expect(choices.compactMap(\.part) == choices.compactMap(\.part).sorted())
    #expect(choices.allSatisfy { ($0.part == nil) == ($0.fate == .left) && $0.points == nil && !$0.reasons.isEmpty })
    #expect(choices.first { $0.text.hasPrefix("Photo") }?.fate == .left)
  }

  @Test func aBriefThatFitsIsWholeAndAnotherSaysWhatIsLeft() throws {
    let briefs = [Brief(text: "A ferry sank. All were saved."), Brief(text: article.paragraphs[5] + " It is dry.")]
    let choices = try choices(.briefs, limit: 200, of: Article(title: "Briefs", briefs: briefs))
    #expect(choices[0].reasons == ["the brief fits whole"] && choices[1].reasons == ["the brief fits whole"])
    #expect(choices[2].fate == .cut)
    #expect(choices[3].fate == .left)
  }

  @Test func nothingIsSaidUnlessItIsAskedFor() throws {
    let composer = PostComposer(templates: try Templates(folder: nil))
    let drafts = try composer.compose(article, channel: "x", style: PostStyle(rules: PostRules(network: .x)))
    #expect(drafts.allSatisfy { $0.choices.isEmpty })
  }
}
