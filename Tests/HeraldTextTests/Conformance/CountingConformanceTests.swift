import Foundation
import Herald
import Testing
import Yams

@testable import HeraldText

@Suite(.conformance) struct CountingConformanceTests {
  private struct WeightedCase: Decodable {
    struct Expected: Decodable { var weightedLength: Int }
    var description: String
    var text: String
    var expected: Expected
  }

  private struct Validation: Decodable {
    struct Tests: Decodable {
      var discounted: [WeightedCase]
      var weighted: [WeightedCase]
      var directional: [WeightedCase]
      private enum CodingKeys: String, CodingKey {
        case discounted = "WeightedTweetsWithDiscountedEmojiCounterTest"
        case weighted = "WeightedTweetsCounterTest"
        case directional = "UnicodeDirectionalMarkerCounterTest"
      }
    }
    var tests: Tests
  }

  /// `WeightedTweetsCounterTest` is of configuration 2, in which an emoji counts by its characters; the other two sets
  /// are of configuration 3, which is in force.
  @Test func xCountsAsTwitterTextDoes() throws {
    let data = try ConformanceFolder.data("twitter-text/validate.yml")
    let tests = try YAMLDecoder().decode(Validation.self, from: data).tests
    let inForce = tests.discounted + tests.directional
    #expect(inForce.count == 24)
    let rules = PostRules(network: .x)
    for one in inForce {
      #expect(rules.measure(one.text).count == one.expected.weightedLength, "\(one.description)")
    }
    #expect(tests.weighted.count == 20)
    for one in tests.weighted {
      #expect(Tally.x(one.text, emojiAsOne: false).total == one.expected.weightedLength, "\(one.description)")
    }
  }

  private struct Extraction: Decodable {
    struct Case: Decodable {
      var description: String
      var text: String
      var expected: [String]
    }
    struct Tests: Decodable { var urls: [Case] }
    var tests: Tests
  }

  /// Each address that twitter-text finds is 23 of the count, and nothing else is.
  @Test func xFindsTheAddressesThatTwitterTextFinds() throws {
    let data = try ConformanceFolder.data("twitter-text/extract.yml")
    let cases = try YAMLDecoder().decode(Extraction.self, from: data).tests.urls
    #expect(cases.count > 50)
    for one in cases {
      #expect(DetectedAddresses.inText(one.text) == one.expected, "\(one.description): \(one.text)")
    }
  }

  private struct Length: Decodable {
    var text: String
    var utf8: Int
    var graphemes: Int
  }

  @Test func blueskyCountsGraphemes() throws {
    let cases = try JSONDecoder().decode([Length].self, from: try ConformanceFolder.data("bluesky/lengths.json"))
    #expect(cases.count == 3)
    for one in cases {
      #expect(PostRules(network: .bluesky).measure(one.text).count == one.graphemes, "\(one.text)")
      #expect(one.text.utf8.count == one.utf8)
    }
  }
}
