import Foundation
import Herald
import HeraldText
import Testing

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

  private struct Cases: Decodable {
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
}
