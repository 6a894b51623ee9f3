import Herald
import HeraldText
import Testing

/// Which sentences of an article its post says after the title.
@Suite struct SummaryTests {
  private func draft(_ title: String, _ paragraphs: String..., limit: Int? = nil) throws -> PostDraft {
    try PostComposer(templates: try Templates(folder: nil)).compose(
      Article(title: title, paragraphs: paragraphs), channel: "x", rules: PostRules(network: .x, limit: limit))
  }

  @Test func aSentenceThatSaysTheTitleAgainWithMoreNewsComesFirst() throws {
    let title = "Northwind Energy Opens Tidal Power Plant in Carrow Bay"
    let text =
      "Northwind Energy plc opened a tidal power plant in Carrow Bay on Monday, three years late and £40 million over "
      + "budget. The plant will supply about 9,000 homes."
    let draft = try draft(title, text)
    #expect(draft.content.text == title + "\n\n" + text)
    #expect(!draft.notes.contains { $0.hasPrefix("left out") })
  }

  /// The title, the sentences that say nothing else, and what follows them as if they were there.
  @Test(arguments: [
    (
      "Мэр открыл новый мост через реку", "Мэр открыл новый мост через реку.",
      "Строительство обошлось в 120 сомов и заняло два года. Мост построила компания из Алматы."
    ),
    (
      "Ferry to Lysholm sails again", "The ferry to Lysholm sails again.",
      "It had been in dock since March. Its new engine cost 3 million kroner."
    ),
    (
      "Rat behält die Bibliothek am Fluss", "Der Rat behält die Bibliothek am Fluss.",
      "Sie war zweimal geschlossen, weil Wasser im Keller stand."
    ),
  ])
  func aSentenceThatAddsNothingToTheTitleIsLeftOutAndTheNextFollow(
    _ title: String, _ again: String, _ rest: String
  ) throws {
    let draft = try draft(title, again + " " + rest)
    #expect(draft.content.text == title + "\n\n" + rest)
    #expect(draft.notes.contains("left out: sentence 1 repeats the title"))
  }

  /// A title, and a sentence that has a word or a number more.
  @Test(arguments: [
    ("В Бишкеке открыли новый мост через реку", "Мэр открыл новый мост через реку."),
    ("Pool in Marsh Lane closes", "The pool in Marsh Lane closes on 4 May."),
    ("Pool in Marsh Lane closes", "The pool in Marsh Lane is not to close."),
  ])
  func aWordOrANumberMoreIsNews(_ title: String, _ sentence: String) throws {
    let rest = "Строительство обошлось в 120 сомов."
    #expect(try draft(title, sentence + " " + rest).content.text == title + "\n\n" + sentence + " " + rest)
  }

  @Test func anArticleThatOnlySaysItsTitleSaysSo() throws {
    let draft = try draft("Pool in Marsh Lane closes", "The pool in Marsh Lane closes.")
    #expect(draft.content.text == "Pool in Marsh Lane closes")
    #expect(draft.notes.contains("left out: sentence 1 repeats the title"))
    #expect(!draft.notes.contains { $0.contains("stands alone") })
  }

  @Test func aPostIsNotStitchedOfScatteredSentences() throws {
    let long = String(repeating: "which nobody in the whole of the harbour had known before that day ", count: 4)
    let draft = try draft(
      "Harbour cranes turn again", "The harbour cranes turned on Friday, as the master said. The harbour paid \(long).",
      "The cranes are old. The harbour gate stays \(long).", "The harbour opens at six.")
    #expect(draft.notes.contains("sentences taken: 1, 3 of the first 5"))
    #expect(draft.content.text.hasSuffix("as the master said. The cranes are old."))
  }
}
