import Herald
import HeraldText
import Testing

@Suite struct NoteMarksTests {
  private func post(_ paragraph: String) throws -> String {
    let article = Article(title: "Council adopts rules", paragraphs: [paragraph])
    let composer = PostComposer(templates: try Templates(folder: nil))
    return try composer.compose(article, channel: "c", rules: PostRules(network: .mastodon)).content.text
  }

  @Test(
    arguments: [
      (
        "The council voted on Tuesday.[1] The rules hold for two years.",
        "The council voted on Tuesday. The rules hold for two years."
      ),
      ("The council voted on Tuesday.[2][13]", "The council voted on Tuesday."),
      ("The council voted on Tuesday.[a]", "The council voted on Tuesday."),
      ("The council[1] voted, as it had said [4], on Tuesday [5].", "The council voted, as it had said, on Tuesday."),
    ])
  func theMarksOfNotesAreInNoPost(_ paragraph: String, _ kept: String) throws {
    #expect(try post(paragraph).hasSuffix("\n\n" + kept))
  }

  @Test(
    arguments: [
      "The council voted for “[a] new plan” on Tuesday.", "The [19] traders who signed it spoke on Tuesday evening.",
      "The council of [2026] voted on Tuesday evening.", "The council voted for it [sic] on Tuesday evening.",
      "The list stands at https://example.org/a?b[1]=2 since Tuesday evening.",
    ])
  func otherBracketsStay(_ paragraph: String) throws {
    #expect(try post(paragraph).hasSuffix("\n\n" + paragraph))
  }
}
