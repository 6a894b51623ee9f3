import Foundation
import Herald
import Testing

@testable import HeraldText

/// What holds for every article: 2,000 random ones, each for one network and limit.
@Suite struct PostPropertyTests {
  private static let composedOnce = Result { try composed() }

  private func samples() throws -> [Sample] { try Self.composedOnce.get() }

  private struct Sample {
    var article: Article
    var rules: PostRules
    var draft: PostDraft
  }

  private static func composed() throws -> [Sample] {
    let composer = PostComposer(templates: try Templates(folder: nil))
    var articles = RandomArticle(seed: 2_026)
    var random = SeededGenerator(seed: 7)
    var refused = 0
    var samples: [Sample] = []
    for _ in 0..<2_000 {
      let article = articles.next()
      let network = Network.allCases.randomElement(using: &random) ?? .x
      let limit = Bool.random(using: &random) ? nil : Int.random(in: 1...400, using: &random)
      let rules = PostRules(network: network, limit: limit)
      do {
        samples.append(
          Sample(article: article, rules: rules, draft: try composer.compose(article, channel: "c", rules: rules)))
      } catch {
        refused += 1
        #expect(limit ?? 1_000 < 160, "\(error)")
      }
    }
    #expect(refused < 400)
    return samples
  }

  @Test func aPostIsNeverOverItsLimitNorCutInsideAnything() throws {
    for sample in try samples() {
      let text = sample.draft.content.text
      #expect(sample.rules.measure(text).fits)
      #expect(sample.draft.measures == [sample.rules.measure(text)])
      let source = ([sample.article.title] + sample.article.paragraphs + sample.article.briefs.map(\.text))
        .map(\.precomposedStringWithCanonicalMapping)
      var known = Set(source.flatMap { $0.split(separator: " ") }.map { bare($0) })
      known.formUnion(sample.article.tags.compactMap { Hashtag.form(of: $0) }.map { bare($0[...]) })
      if let url = sample.article.url { known.insert(bare(url.text[...])) }
      for token in text.split(whereSeparator: \.isWhitespace) {
        #expect(known.contains(bare(token)), "“\(token)” is no whole word of the article")
      }
      for (open, close) in [("“", "”"), ("(", ")"), ("«", "»")] as [(Character, Character)] {
        #expect(text.count { $0 == open } == text.count { $0 == close }, "\(open) without \(close): \(text)")
      }
    }
  }

  /// A token without the punctuation at its end that a cut may drop, and without the `@` that a mention loses.
  private func bare(_ token: Substring) -> String {
    var token = token
    while let last = token.last, ",;:—….!?".contains(last) { token.removeLast() }
    if token.first == "@" { token.removeFirst() }
    return String(token)
  }

  @Test func theSameArticleGivesTheSameBytes() throws {
    let first = try samples().map(\.draft)
    let second = try Self.composed().map(\.draft)
    #expect(first == second)
  }

  @Test func noSummaryBeginsWithAWordThatPointsBack() throws {
    for sample in try samples() {
      let lines = sample.draft.content.text.split(separator: "\n").dropFirst()
      guard let summary = lines.first, !summary.hasPrefix("http"), !summary.hasPrefix("#") else { continue }
      #expect(!summary.hasPrefix("These ") && !summary.hasPrefix("However"), "\(summary)")
      #expect(!summary.hasSuffix(":") && !summary.hasSuffix(",") && !summary.hasSuffix(";"), "\(summary)")
    }
  }
}
