import Foundation
import Herald
import HeraldText
import Testing

/// The cases of `@atproto/api` and of the AT Protocol's interop tests.
@Suite(.conformance) struct BlueskyConformanceTests {
  private struct Facet: Decodable, Equatable {
    var byteStart: Int
    var byteEnd: Int
    var did: String?
    var uri: String?
  }

  private struct Segments: Decodable {
    var text: String
    var facets: [Facet]
  }

  private struct Tags: Decodable {
    var text: String
    var tags: [String]
    var indices: [Facet]
  }

  private func read<Case: Decodable>(_ file: String, as: [Case].Type = [Case].self) throws -> [Case] {
    try JSONDecoder().decode([Case].self, from: try ConformanceFolder.data("bluesky/" + file))
  }

  @Test func linksAndMentionsHaveTheBytesOfTheClient() throws {
    let cases = try read("facets-segments.json", as: [Segments].self)
    #expect(cases.count == 40)
    for one in cases {
      let rich = RichText.bluesky(one.text, shorteningLinks: false)
      #expect(rich.text == one.text)
      let facets = rich.spans.filter { $0.kind == .url || $0.kind == .mention }.map { span in
        Facet(
          byteStart: span.range.lowerBound, byteEnd: span.range.upperBound,
          did: span.kind == .mention ? "did:fake:" + span.value : nil, uri: span.kind == .url ? span.value : nil)
      }
      #expect(facets == one.facets, "\(one.text)")
    }
  }

  @Test(arguments: [("facets-tags.json", TextEntity.Kind.hashtag, 39), ("facets-cashtags.json", .cashtag, 18)])
  func tagsHaveTheBytesOfTheClient(_ file: String, _ kind: TextEntity.Kind, _ count: Int) throws {
    let cases = try read(file, as: [Tags].self)
    #expect(cases.count == count)
    for one in cases {
      let spans = RichText.bluesky(one.text).spans.filter { $0.kind == kind }
      #expect(spans.map(\.value) == one.tags, "\(one.text)")
      #expect(
        spans.map { [$0.range.lowerBound, $0.range.upperBound] } == one.indices.map { [$0.byteStart, $0.byteEnd] })
    }
  }

  private struct Newlines: Decodable {
    var name: String
    var text: String
    var expected: String
  }

  @Test func emptyLinesAreCleanedAsTheClientCleansThem() throws {
    let cases = try read("clean-newlines.json", as: [Newlines].self)
    #expect(cases.count == 12)
    for one in cases {
      // By scalars: `\r\n` and `\n` are one character to Swift.
      let clean = Array(CleanText.withoutExcessLines(one.text).unicodeScalars)
      #expect(clean == Array(one.expected.unicodeScalars), "\(one.name)")
    }
  }

  private struct Syntax: Decodable {
    var kind: String
    var valid: Bool
    var value: String
  }

  @Test(arguments: [("handle_syntax", 119), ("tid_syntax", 13), ("recordkey_syntax", 27)])
  func handlesRecordKeysAndTIDsAreTakenIffValid(_ kind: String, _ count: Int) throws {
    let cases = try read("syntax.json", as: [Syntax].self).filter { $0.kind == kind }
    #expect(cases.count == count)
    for one in cases {
      let taken =
        switch kind {
        case "handle_syntax": ATSyntax.isHandle(one.value)
        case "tid_syntax": ATSyntax.isTID(one.value)
        default: ATSyntax.isRecordKey(one.value)
        }
      #expect(taken == one.valid, "\(one.value.prefix(80))")
    }
  }
}
