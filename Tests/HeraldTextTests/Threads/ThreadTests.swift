import Foundation
import Herald
import HeraldText
import Testing

@Suite struct ThreadTests {
  private let article = Article(
    title: "Orchard towns agree to share water from the new reservoir",
    url: WebURL("https://www.example.org/2026/11/reservoir"), tags: ["water"],
    paragraphs: [
      "KARASAI (OP) — Four orchard towns signed an accord on Monday to share the reservoir’s water for ten years. "
        + "The accord gives each town 2.5 million cubic metres a year. These amounts may change after a dry winter.",
      "However, nobody has said who will pay. “We will not wait,” said Mayor Dana Iskak on Sunday. “The pumps are old.”",
      "The pumps were built in 1974 and leak a third of what they lift. New ones would cost 3.4 million dollars, which is "
        + "more than the four towns together spend on their schools in a year.",
    ])

  private func thread(
    _ article: Article, _ network: Network = .x, limit: Int? = nil, parts: Int = 5
  ) throws -> PostDraft {
    let composer = PostComposer(templates: try Templates(folder: nil))
    let style = PostStyle(rules: PostRules(network: network, limit: limit), shape: .thread, parts: parts)
    return try composer.compose(article, channel: "c", style: style)[0]
  }

  @Test func aThreadHasTheTitleFirstAndTheLinkLastAndCountsItsParts() throws {
    let draft = try thread(article)
    #expect(
      draft.content.parts == [
        """
        Orchard towns agree to share water from the new reservoir

        Four orchard towns signed an accord on Monday to share the reservoir’s water for ten years. The accord gives \
        each town 2.5 million cubic metres a year. These amounts may change after a dry winter.

        1/3
        """,
        """
        However, nobody has said who will pay. “We will not wait,” said Mayor Dana Iskak on Sunday. “The pumps are old.”

        2/3
        """,
        """
        The pumps were built in 1974 and leak a third of what they lift. New ones would cost 3.4 million dollars, which is \
        more than the four towns together spend on their schools in a year.

        https://www.example.org/2026/11/reservoir
        #water

        3/3
        """,
      ])
    #expect(draft.notes.isEmpty)
    #expect(draft.measures.map(\.explanation)[2] == "219/280 = 196 text + 23 link")
  }

  @Test func whatFitsIntoOnePartIsNotNumbered() throws {
    let draft = try thread(article, .linkedin)
    #expect(draft.content.parts.count == 1)
    #expect(!draft.content.text.contains("1/1"))
    #expect(draft.content.text.contains("dry winter.\n\nHowever"))
  }

  @Test func atMostSoManyPartsAndTheLastStillHasTheLink() throws {
    for parts in 1...4 {
      let draft = try thread(article, limit: 200, parts: parts)
      #expect(draft.content.parts.count <= parts)
      #expect(draft.content.parts.last?.contains("https://www.example.org") == true)
      #expect(draft.notes.contains { $0.hasPrefix("sentences taken: ") } == (parts < 4), "\(draft)")
    }
  }

  @Test func aSentenceThatIsLongerThanAPartGoesOnInTheNext() throws {
    var long = article
    long.paragraphs = [
      "The four orchard towns around the lake signed an accord on Monday evening, which gives each of them two and a half "
        + "million cubic metres of water a year for the next ten years and leaves open who will pay for the new pumps that "
        + "all of them need, because the old ones were built in 1974 and leak a third of the water that they lift."
    ]
    let parts = try thread(long).content.parts
    let text = parts.joined(separator: " ")
    #expect(parts.contains { $0.contains("…\n\n") } && parts.contains { $0.hasPrefix("…") }, "\(parts)")
    let words = Set(long.paragraphs[0].split(separator: " "))
    let said = text.replacing("…", with: "").split(whereSeparator: \.isWhitespace)
    for word in words where !word.hasSuffix(",") { #expect(said.contains(word), "\(word) is lost: \(parts)") }
  }

  @Test func aQuotationLongerThanAPartIsLeftOutAndSaidToBe() throws {
    var quoting = article
    quoting.paragraphs[1] =
      "Mayor Dana Iskak said “" + String(repeating: "we will not wait for the pumps ", count: 12) + "today” on Sunday."
    let draft = try thread(quoting)
    #expect(!draft.content.text.contains("wait"))
    #expect(
      draft.notes.contains("left out: sentence 4 is longer than a part, and a quotation or bracket in it is not cut"))
  }

  @Test func aQuotationStaysWithItsSpeaker() throws {
    for limit in stride(from: 150, to: 300, by: 7) {
      for part in try thread(article, limit: limit).content.parts where part.contains("“The pumps are old.”") {
        #expect(part.contains("said Mayor Dana Iskak"), "\(limit): \(part)")
      }
    }
  }

  @Test func noPartIsAnOrphan() throws {
    for network in [Network.x, .mastodon, .bluesky, .threads] {
      for limit in stride(from: 150, to: 320, by: 13) {
        for part in try thread(article, network, limit: limit).content.parts {
          let text = part.split(separator: "\n").filter { !$0.hasPrefix("http") && !$0.hasPrefix("#") }.joined(
            separator: " ")
          #expect(text.split(separator: " ").count > 5, "\(network) \(limit): \(part)")
        }
      }
    }
  }

  @Test func theTitleIsNotSaidTwice() throws {
    var article = article
    article.paragraphs[0] =
      "The orchard towns agree to share water from the new reservoir. The accord runs for ten years."
    let draft = try thread(article)
    #expect(!draft.content.text.contains("The orchard towns agree"))
    #expect(draft.notes.contains("left out: sentence 1 repeats the title"))
  }

  @Test func anArticleWithoutTextIsItsTitleAndLink() throws {
    let bare = Article(title: article.title, url: article.url)
    let draft = try thread(bare)
    #expect(draft.content.parts == [article.title + "\n\nhttps://www.example.org/2026/11/reservoir"])
  }

  @Test func aTitleThatIsTooLongIsCutAndALimitThatNothingFitsIsAnError() throws {
    let draft = try thread(article, .mastodon, limit: 60)
    #expect(draft.content.parts[0].hasPrefix("Orchard towns agree to share"), "\(draft.content.parts)")
    #expect(draft.notes[0].hasPrefix("cut: the title, after “Orchard towns agree to share"))
    #expect(throws: CompositionProblem.self) { try thread(article, limit: 20) }
  }

  @Test func aTemplateMayPutTheLinkFirstAndNumberInItsOwnWay() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("herald-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    let template =
      "{{#number}}({{number}} of {{count}}) {{/number}}{{text}}{{#first}}\n{{url}}{{/first}}{{#last}}\nThe end.{{/last}}"
    try Data(template.utf8).write(to: folder.appendingPathComponent("thread-x.mustache"))
    let composer = PostComposer(templates: try Templates(folder: folder))
    let style = PostStyle(rules: PostRules(network: .x), shape: .thread)
    let parts = try composer.compose(article, channel: "c", style: style)[0].content.parts
    #expect(parts[0].hasPrefix("(1 of \(parts.count)) Four orchard towns"))
    #expect(parts[0].hasSuffix("\nhttps://www.example.org/2026/11/reservoir"))
    #expect(parts.last?.hasSuffix("in a year.\nThe end.") == true)
    #expect(!parts.joined().contains(article.title))
  }
}
