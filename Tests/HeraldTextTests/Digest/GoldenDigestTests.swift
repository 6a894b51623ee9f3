import Foundation
import Herald
import HeraldText
import Testing

/// Whole digests, letter for letter: each file of `Tests/Digests` was read and judged before it was kept.
///
///     HERALD_WRITE_DIGESTS=1 swift test --filter GoldenDigestTests
///
/// writes them anew; what changed is then read again.
@Suite struct GoldenDigestTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Digests").standardizedFileURL
  private static let writes = ProcessInfo.processInfo.environment["HERALD_WRITE_DIGESTS"] == "1"

  private let composer: DigestComposer

  init() throws { composer = try DigestComposer(templates: Templates(folder: nil)) }

  @Test(arguments: DigestSamples.languages) func aDigestReadsAsItWasJudged(_ language: String) throws {
    try compare(composer.compose(DigestSamples.edition(language)), with: language)
  }

  @Test(arguments: ["en", "fr"]) func addressesStandInAListAtTheEnd(_ language: String) throws {
    var draft = try DigestSamples.edition(language)
    draft.form.links = .references
    try compare(composer.compose(draft), with: "\(language)-references")
  }

  @Test(arguments: ["de", "en"]) func aFlowedDigestHasTheSameParagraphs(_ language: String) throws {
    var draft = try DigestSamples.edition(language)
    draft.form.format = .flowed
    let content = try composer.compose(draft)
    #expect(content.isFlowed)
    try compare(content, with: "\(language)-flowed")
  }

  @Test(arguments: DigestSamples.languages) func anEditionWithoutNewsSaysSo(_ language: String) throws {
    var draft = try DigestSamples.edition(language)
    draft.articles = []
    draft.mayBeEmpty = true
    try compare(composer.compose(draft), with: "\(language)-nothing")
  }

  private func compare(_ content: Content, with name: String) throws {
    let file = Self.folder.appendingPathComponent(name + ".txt")
    if Self.writes { try Data(content.text.utf8).write(to: file) }
    #expect(try content.text == String(contentsOf: file, encoding: .utf8), "\(name)")
  }
}
