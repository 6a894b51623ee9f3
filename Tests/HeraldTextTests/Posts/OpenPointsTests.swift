import Herald
import HeraldText
import Testing

@Suite struct OpenPointsTests {
  private let lead = "The town council adopted rules for the market square on Tuesday after two hours of debate."
  private let after = "The rules hold for two years, said mayor Ann Lee. A review is planned for the autumn of 2027."

  private func text(_ points: [String], _ shape: PostShape) throws -> String {
    let article = Article(title: "Council adopts rules for the market", paragraphs: [lead] + points + [after])
    let style = PostStyle(rules: PostRules(network: .mastodon), shape: shape)
    return try PostComposer(templates: Templates(folder: nil)).compose(article, channel: "c", style: style)[0].content
      .text
  }

  @Test(
    arguments: [
      ["– no lorries before ten in the morning,", "– stalls may be put up from five in the morning."],
      ["- no lorries before ten in the morning;", "- stalls may be put up from five in the morning."],
      ["no lorries before ten in the morning;", "stalls may be put up from five in the morning."],
      ["From January the following applies:", "– no lorries at all before ten.", "– stalls may be put up from five."],
      ["– No lorries before ten in the morning", "– Stalls may be put up from five in the morning."],
      ["* No lorries before ten in the morning", "* Stalls may be put up", "* No music on Sundays or on holidays."],
    ], [PostShape.single, .thread])
  func pointsThatSaySomethingOnlyTogetherAreInNoPost(_ points: [String], _ shape: PostShape) throws {
    let post = try text(points, shape)
    #expect(post.contains(lead))
    #expect(post.contains("The rules hold for two years, said mayor Ann Lee."))
    for point in points { #expect(!post.contains(point)) }
  }

  @Test(
    arguments: [
      ["– No lorries may stop before ten.", "– Stalls may be put up from five."],
      [
        "— We are glad, — said Dana Iskak, who leads the traders.",
        "— We will see, — said the mayor on Tuesday evening.",
      ],
      ["The council said:", "eBay traders of the town may keep their two stalls."],
    ])
  func sentencesBehindASignAreText(_ paragraphs: [String]) throws {
    let post = try text(paragraphs, .thread)
    #expect(post.contains(paragraphs[1]))
  }
}
