import Foundation
import Testing

@testable import Herald

/// What makes two texts the same is stored: the short way for ASCII answers as the long one.
@Suite struct IdentityTests {
  @Test(arguments: ["", " ", "A  Title\r\n here\u{b}\u{c}\t", "\u{1c}\u{1f}x\u{0}", "ALL caps 123 [\\]^_`{|}~@"])
  func asciiIsFoldedAsUnicodeIs(_ text: String) {
    #expect(normalised(text) == folded(text))
  }

  @Test func randomASCIIIsFoldedAsUnicodeIs() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let text = String(
        decoding: (0..<Int.random(in: 0..<30, using: &random)).map { _ in
          UInt8.random(in: 0..<0x80, using: &random)
        }, as: UTF8.self)
      #expect(normalised(text) == folded(text), "\(Array(text.utf8))")
    }
  }

  @Test func caseWidthAndSpacingMakeNoOtherArticle() {
    #expect(normalised("ＦＵＬＬ　Width") == "full width")
    #expect(Article(title: "The  Harbour\u{a0}REOPENS").identity == Article(title: "the harbour reopens").identity)
  }

  private func folded(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
