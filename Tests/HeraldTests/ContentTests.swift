import Foundation
import Herald
import Testing

@Suite struct ContentTests {
  @Test func theHashOfADigestIsThatOfItsText() throws {
    let content = try Content.digest("Subject line\n\nBody\n")
    #expect(content.sha256 == SHA256Digest(of: "Subject line\n\nBody\n"))
    #expect(content.subject == "Subject line")
  }

  @Test func theSubjectOfAFlowedDigestIsWithoutTheSpaceOfItsFormat() throws {
    let text = " From here on\n\nText\n"
    #expect(try Content.digest(text, isFlowed: true).subject == "From here on")
    #expect(try Content.digest(text).subject == " From here on")
    #expect(try Content.digest(text, isFlowed: true) != Content.digest(text))
  }

  @Test func aContentIsReadAsItWasWritten() throws {
    for content in try [Content.digest("S\n\nT \nt\n", isFlowed: true), .digest("S\n"), .post(["a", "b"])] {
      let json = try JSONEncoder().encode(content)
      #expect(try JSONDecoder().decode(Content.self, from: json) == content)
    }
    let json = try JSONEncoder().encode(Content.digest("S\n"))
    #expect(!String(decoding: json, as: UTF8.self).contains("isFlowed"))
  }

  @Test func threadsThatDifferOnlyInTheirCutsHashDifferently() throws {
    #expect(try Content.post(["a", "b"]).sha256 != Content.post(["ab"]).sha256)
  }

  @Test(arguments: ["", "\nfirst line empty", "bell\u{7}", "override\u{202E}", "carriage\r\nreturn", "bom\u{FEFF}"])
  func aTextThatIsEmptyOrHoldsControlsIsRefused(_ text: String) {
    #expect(throws: ContentProblem.self) { try Content.digest(text) }
  }
}
