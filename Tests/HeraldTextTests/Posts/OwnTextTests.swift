import Herald
import HeraldText
import Testing

/// A text that a person wrote in the place of the composed one.
@Suite struct OwnTextTests {
  private let article = Article(title: "A new bridge", url: WebURL("https://example.org/bridge"))

  private func compose(_ text: String, _ network: Network = .x) throws(CompositionProblem) -> PostDraft {
    let templates: Templates
    do { templates = try Templates(folder: nil) } catch { preconditionFailure("\(error)") }
    return try PostComposer(templates: templates).compose(
      text: text, for: article, channel: "c", style: PostStyle(rules: PostRules(network: network)))
  }

  @Test func itStandsAsItWasWritten() throws {
    let draft = try compose("\r\n  Look:  a bridge!  \r\n\r\n\r\nhttps://example.org/bridge\u{202E}\n\n")
    #expect(draft.content.parts == ["Look: a bridge!\n\n\nhttps://example.org/bridge"])
    #expect(draft.measures[0].count == 15 + 3 + 23)
  }

  @Test func linesOfDashesPartIt() throws {
    #expect(
      try compose("One.\n---\nTwo.\n\n --- \nThree -- or\n----").content.parts == ["One.", "Two.", "Three -- or\n----"])
  }

  @Test func tooLongSaysWhichPartAndByHowMuch() throws {
    let long = String(repeating: "ab ", count: 99) + "c."
    let problem = #expect(throws: CompositionProblem.self) { try compose("Fine.\n---\n" + long) }
    #expect(problem?.what == "the text is too long: part 2 has 299/280 = 299 text: 19 too many")
    let alone = #expect(throws: CompositionProblem.self) { try compose(long) }
    #expect(alone?.description.hasSuffix("shorten it, or part it with a line of ---") == true)
    #expect(try compose(long, .mastodon).measures[0].fits)
  }

  @Test(arguments: ["", " \n\n", "---", "One.\n---\n", "\u{202E}\u{200B}"]) func anEmptyPartIsAnError(_ text: String)
    throws
  {
    let problem = #expect(throws: CompositionProblem.self) { try compose(text) }
    #expect(problem?.what.contains("empty") == true)
  }

  @Test func aStrangerIsNotMentionedThereEither() throws {
    let draft = try compose("Thanks to @stranger and desk@example.org.")
    #expect(draft.content.text == "Thanks to stranger and desk@example.org.")
    #expect(draft.notes == ["not mentioned: @stranger"])
  }

  @Test func moreThanFiftyPartsAreAnError() throws {
    let problem = #expect(throws: CompositionProblem.self) {
      try compose((0...50).map { "Part \($0)." }.joined(separator: "\n---\n"))
    }
    #expect(problem?.what == "the text has 51 parts, more than 50")
  }
}
