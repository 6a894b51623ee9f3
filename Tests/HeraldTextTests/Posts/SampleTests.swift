import Foundation
import Herald
import HeraldIntake
import HeraldText
import Testing

/// The posts of the articles in `Tests/Samples`, which were written for this and read one by one: each stands in
/// `Tests/Samples/Posts`. `HERALD_REWRITE_GOLDEN=1` writes them anew; read the difference before you commit it.
@Suite struct SampleTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Samples").standardized
  private static let rewrites = ProcessInfo.processInfo.environment["HERALD_REWRITE_GOLDEN"] == "1"

  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".txt") || $0.hasSuffix(".md")
    }
    .filter { $0 != "README.md" }.sorted()
  }

  @Test(arguments: try names(in: folder)) func everySampleMakesThePostsThatWereRead(_ name: String) throws {
    let golden = Self.folder.appendingPathComponent("Posts/" + name.prefix { $0 != "." } + ".txt")
    let made = try posts(of: name)
    if Self.rewrites { try Data(made.utf8).write(to: golden) }
    let read = try String(decoding: Data(contentsOf: golden), as: UTF8.self)
    #expect(made == read, "\(golden.lastPathComponent):\n\(difference(from: read, to: made))")
  }

  @Test func everyFileOfPostsHasItsSample() throws {
    let samples = try Self.names(in: Self.folder).map { $0.prefix { $0 != "." } }
    let posts = try Self.names(in: Self.folder.appendingPathComponent("Posts")).map { $0.prefix { $0 != "." } }
    #expect(samples.sorted() == posts.sorted())
    #expect(samples.count >= 30)
  }

  /// Single posts for three networks; a thread where there is enough to say; a post for each brief.
  private func posts(of name: String) throws -> String {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(name))
    var article = try Reading(source: bytes, name: name).article
    article.url = article.url ?? WebURL("https://example.org/story")
    var shown = ""
    for network in [Network.x, .mastodon, .bluesky] { shown += try posts(of: article, on: network, .single) }
    let length = article.paragraphs.reduce(0) { $0 + $1.count }
    if length > 600 { shown += try posts(of: article, on: .bluesky, .thread) }
    if !article.briefs.isEmpty { shown += try posts(of: article, on: .x, .briefs) }
    return shown
  }

  private func posts(of article: Article, on network: Network, _ shape: PostShape) throws -> String {
    let composer = PostComposer(templates: try Templates(folder: nil))
    let drafts = try composer.compose(
      article, channel: network.rawValue, style: PostStyle(rules: PostRules(network: network), shape: shape))
    return drafts.flatMap { draft in
      zip(draft.content.parts, draft.measures).map { text, measure in
        "── \(network.rawValue) \(shape.rawValue) · \(measure.count)/\(measure.limit ?? 0)\n\(text)\n\n"
      }
    }.joined()
  }

  /// Both texts’ lines that the other has not, each with its number: `- 3: …`, `+ 3: …`.
  private func difference(from old: String, to new: String) -> String {
    let old = old.components(separatedBy: "\n")
    let new = new.components(separatedBy: "\n")
    return new.difference(from: old).map { change in
      switch change {
      case .remove(let offset, let line, _): "- \(offset + 1): \(line)"
      case .insert(let offset, let line, _): "+ \(offset + 1): \(line)"
      }
    }.joined(separator: "\n")
  }
}
