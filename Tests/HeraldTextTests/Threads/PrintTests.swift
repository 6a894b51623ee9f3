import Foundation
import Herald
import HeraldText
import Testing

@Suite struct PrintTests {
  @Test func show() throws {
    let composer = PostComposer(templates: try Templates(folder: nil))
    for file in ["/work/wt-shapes/Config/Samples/steppe-water.txt", "/work/shared/seed/000_42d23f459b888ce6.txt"] {
      let blocks = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init).filter { !$0.isEmpty }
      let heading = blocks.firstIndex { $0.hasPrefix("News Briefs") } ?? 0
      let briefs = blocks[heading...].filter { $0.contains("•") }.map { Brief(text: $0.replacingOccurrences(of: "  • ", with: "")) }
      let article = Article(title: blocks[0], url: WebURL("https://example.org/2026/11/narkol"), tags: ["water", "Central Asia"], paragraphs: Array(blocks[1..<(heading - 1)]), briefs: briefs)
      for network in [Network.x, .mastodon, .bluesky, .plain] {
        for shape in PostShape.allCases {
          print("######## \(network) \(shape)")
          for draft in try composer.compose(article, channel: "c", style: PostStyle(rules: PostRules(network: network), shape: shape)) {
            for (part, measure) in zip(draft.content.parts, draft.measures) {
              print("── \(measure.explanation)")
              print(part)
            }
            for note in draft.notes { print("   (\(note))") }
          }
        }
      }
    }
  }
}
