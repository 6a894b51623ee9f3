import Foundation
import HeraldText
import Testing

@Suite(.conformance) struct SentenceConformanceTests {
  private struct Case: Decodable {
    struct Options: Decodable {
      var documentType: String?
      private enum CodingKeys: String, CodingKey { case documentType = "doc_type" }
    }
    var id: String
    var name: String
    var options: Options
    var text: String
    var sentences: [String]
  }

  /// The English golden rules of pragmatic_segmenter: all 52 exactly (50 are wanted; pysbd 0.3.4 has 49).
  @Test func englishIsPartedByTheGoldenRules() throws {
    let data = try ConformanceFolder.data("sentences/english-golden.json")
    let cases = try JSONDecoder().decode([Case].self, from: data)
    #expect(cases.count == 52)
    var right = 0
    for one in cases {
      // In a PDF every line break is inside a paragraph.
      let text = one.options.documentType == "pdf" ? one.text.replacing("\n", with: " ") : one.text
      let sentences = Sentences.of(text, language: "en")
      if sentences == one.sentences { right += 1 } else { print("golden: \(one.name): \(sentences)") }
    }
    print("golden rules: \(right) of \(cases.count)")
    #expect(right == 52)
  }
}
