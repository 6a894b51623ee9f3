import Foundation
import Herald
import Testing

@testable import HeraldText

@Suite(.conformance) struct MastodonConformanceTests {
  /// A text, or a text and how often it is repeated.
  private struct Piece: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      do {
        text = try decoder.singleValueContainer().decode(String.self)
      } catch DecodingError.typeMismatch {
        var list = try decoder.unkeyedContainer()
        let repeated = try list.decode(String.self)
        text = String(repeating: repeated, count: try list.decode(Int.self))
      }
    }
  }

  private struct Validation: Decodable {
    var name: String
    var spoiler: [Piece]?
    var text: [Piece]
    var valid: Bool
  }

  private struct Entity: Decodable, Equatable {
    var indices: [Int]
    var username: String?
    var host: String?
    var screenName: String?
    var hashtag: String?

    enum CodingKeys: String, CodingKey {
      case indices, username, host, hashtag
      case screenName = "screen_name"
    }
  }

  private struct Mentions: Decodable {
    var text: String
    var expected: [Entity]
  }

  private struct Extraction: Decodable {
    var what: String
    var text: String
    var expected: [Entity]
  }

  private struct Cases: Decodable {
    var mentions: [Mentions]
    var extractor: [Extraction]
    var validator: [Validation]
    var counter: [[String]]
    var funkyDomains: [String]
  }

  private func cases() throws -> Cases {
    try JSONDecoder().decode(Cases.self, from: try ConformanceFolder.data("mastodon/mastodon-inline.json"))
  }

  @Test func mastodonTakesWhatItsValidatorTakes() throws {
    let cases = try cases().validator
    #expect(cases.count == 10)
    for one in cases {
      let text = ((one.spoiler ?? []) + one.text).map(\.text).joined()
      #expect(PostRules(network: .mastodon).measure(text).fits == one.valid, "\(one.name)")
    }
  }

  /// The cases in ASCII hold for every version; of the others, whose answer differs between versions, the number is shown.
  @Test func mastodonCountsAsItsComposerDoes() throws {
    let placeholder = String(repeating: "x", count: 23)
    let all = try cases()
    let rules = PostRules(network: .mastodon)
    var others = 0
    var right = 0
    for one in all.counter {
      let expected = one[2].replacingOccurrences(of: "{URL}", with: placeholder).count
      let count = rules.measure(one[1]).count
      if one[1].utf8.allSatisfy({ $0 < 0x80 }) {
        #expect(count == expected, "\(one[0])")
      } else {
        others += 1
        right += count == expected ? 1 : 0
      }
    }
    for domain in all.funkyDomains {
      others += 2
      right += rules.measure("see https://\(domain)/ now").count == 4 + 23 + 4 ? 1 : 0
      right += rules.measure("hi @user@\(domain)").count == 8 ? 1 : 0
    }
    print("mastodon counter, beyond ASCII: \(right) of \(others)")
    #expect(others > 0)
  }

  @Test func mentionsOfOtherServersAreThoseOfItsComposer() throws {
    let cases = try cases().mentions
    #expect(cases.count == 9)
    for one in cases {
      let found = RemoteMention.all(in: Array(one.text.unicodeScalars)).map { mention in
        let parts = mention.value.split(separator: "@").map(String.init)
        return Entity(
          indices: [mention.range.lowerBound, mention.range.upperBound], username: parts[0], host: parts[1])
      }
      #expect(found == one.expected, "\(one.text)")
    }
  }

  @Test func entitiesAreThoseOfItsExtractor() throws {
    let cases = try cases().extractor
    #expect(cases.count == 9)
    for one in cases {
      let kind: TextEntity.Kind =
        switch one.what {
        case "mentions": .mention
        case "hashtags": .hashtag
        default: .cashtag
        }
      let found = Detection.entities(in: one.text, network: .mastodon).filter { $0.kind == kind }.map { entity in
        Entity(
          indices: [entity.range.lowerBound, entity.range.upperBound],
          screenName: kind == .mention ? entity.value : nil, hashtag: kind == .hashtag ? entity.value : nil)
      }
      #expect(found == one.expected, "\(one.what): \(one.text)")
    }
  }
}
