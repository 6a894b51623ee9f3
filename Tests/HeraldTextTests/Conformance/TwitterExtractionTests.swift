import Foundation
import HeraldText
import Testing
import Yams

/// twitter-text `conformance/extract.yml`: every section.
@Suite(.conformance) struct TwitterExtractionTests {
  private struct Case<Expected: Decodable>: Decodable {
    var description: String
    var text: String
    var expected: Expected
  }

  private struct Place: Decodable, Equatable {
    var value: String
    var indices: [Int]

    private enum CodingKeys: String, CodingKey {
      case url, hashtag, cashtag
      case name = "screen_name"
      case slug = "list_slug"
      case indices
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let name = try [CodingKeys.url, .hashtag, .cashtag, .name].compactMap {
        try container.decodeIfPresent(String.self, forKey: $0)
      }.first
      value = (name ?? "") + (try container.decodeIfPresent(String.self, forKey: .slug) ?? "")
      indices = try container.decode([Int].self, forKey: .indices)
    }

    init(value: String, indices: [Int]) {
      self.value = value
      self.indices = indices
    }
  }

  private struct File: Decodable {
    struct Tests: Decodable {
      var mentions: [Case<[String]>]
      var mentionsWithIndices: [Case<[Place]>]
      var mentionsOrLists: [Case<[Place]>]
      var replies: [Case<String?>]
      var urls: [Case<[String]>]
      var urlsWithIndices: [Case<[Place]>]
      var urlsAmongMarkers: [Case<[Place]>]
      var shortURLs: [Case<[String]>]
      var hashtags: [Case<[String]>]
      var astralHashtags: [Case<[String]>]
      var hashtagsWithIndices: [Case<[Place]>]
      var cashtags: [Case<[String]>]
      var cashtagsWithIndices: [Case<[Place]>]

      enum CodingKeys: String, CodingKey {
        case mentions, replies, urls, hashtags, cashtags
        case mentionsWithIndices = "mentions_with_indices"
        case mentionsOrLists = "mentions_or_lists_with_indices"
        case urlsWithIndices = "urls_with_indices"
        case urlsAmongMarkers = "urls_with_directional_markers"
        case shortURLs = "tco_urls_with_params"
        case astralHashtags = "hashtags_from_astral"
        case hashtagsWithIndices = "hashtags_with_indices"
        case cashtagsWithIndices = "cashtags_with_indices"
      }
    }
    var tests: Tests
  }

  private func tests() throws -> File.Tests {
    try YAMLDecoder().decode(File.self, from: try ConformanceFolder.data("twitter-text/extract.yml")).tests
  }

  private func places(_ text: String, _ kinds: TextEntity.Kind...) -> [Place] {
    let scalars = Array(text.unicodeScalars)
    return Detection.entities(in: text, network: .x).filter { kinds.contains($0.kind) }.map { entity in
      let range = entity.kind == .url ? entity.range : (entity.range.lowerBound + 1)..<entity.range.upperBound
      return Place(
        value: String(String.UnicodeScalarView(scalars[range])),
        indices: [entity.range.lowerBound, entity.range.upperBound])
    }
  }

  private func values(_ text: String, _ kinds: TextEntity.Kind...) -> [String] {
    kinds.flatMap { places(text, $0) }.map(\.value)
  }

  @Test func everyAddressIsFound() throws {
    let tests = try tests()
    #expect(tests.urls.count == 91)
    for one in tests.urls + tests.shortURLs {
      #expect(values(one.text, .url) == one.expected, "\(one.description)")
    }
    for one in tests.urlsWithIndices + tests.urlsAmongMarkers {
      #expect(places(one.text, .url) == one.expected, "\(one.description)")
    }
  }

  @Test func everyMentionIsFound() throws {
    let tests = try tests()
    #expect(tests.mentions.count == 23)
    for one in tests.mentions { #expect(values(one.text, .mention) == one.expected, "\(one.description)") }
    for one in tests.mentionsWithIndices { #expect(places(one.text, .mention) == one.expected, "\(one.description)") }
    for one in tests.mentionsOrLists {
      #expect(places(one.text, .mention, .list) == one.expected, "\(one.description)")
    }
    // A reply begins with a mention, after nothing but white space.
    for one in tests.replies {
      let first = places(one.text, .mention).first { place in
        one.text.unicodeScalars.prefix(place.indices[0]).allSatisfy(\.properties.isWhitespace)
      }
      #expect(first?.value == one.expected, "\(one.description)")
    }
  }

  @Test func everyHashtagIsFound() throws {
    let tests = try tests()
    #expect(tests.hashtags.count == 65)
    for one in tests.hashtags + tests.astralHashtags {
      #expect(values(one.text, .hashtag) == one.expected, "\(one.description)")
    }
    for one in tests.hashtagsWithIndices { #expect(places(one.text, .hashtag) == one.expected, "\(one.description)") }
  }

  @Test func everyCashtagIsFound() throws {
    let tests = try tests()
    #expect(tests.cashtags.count == 8)
    for one in tests.cashtags { #expect(values(one.text, .cashtag) == one.expected, "\(one.description)") }
    for one in tests.cashtagsWithIndices { #expect(places(one.text, .cashtag) == one.expected, "\(one.description)") }
  }
}
