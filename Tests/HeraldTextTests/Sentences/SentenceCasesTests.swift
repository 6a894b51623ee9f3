import Foundation
import HeraldText
import Testing

/// The project's own cases. What must be reached is what was measured when they were written: a change that loses a
/// boundary shows here.
@Suite struct SentenceCasesTests {
  @Test(arguments: SentenceCase.languages)
  func everyLanguageHasFortyCasesAndHalfAreAdversarial(_ language: String) throws {
    let cases = try SentenceCase.all(in: language)
    #expect(cases.count >= 40)
    #expect(cases.count { $0.isAdversarial } * 2 >= cases.count)
    #expect(Set(cases.map(\.text)).count == cases.count)
  }

  @Test(arguments: SentenceCase.languages)
  func boundariesAreFoundWhereTheyAre(_ language: String) throws {
    let cases = try SentenceCase.all(in: language)
    for (given, least) in [(language as String?, 1.0), (nil, 0.98)] {
      var score = BoundaryScore()
      var exact = 0
      for one in cases {
        let sentences = Sentences.of(one.text, language: given)
        score.add(sentences, for: one.sentences)
        if sentences == one.sentences {
          exact += 1
        } else {
          print("sentences \(language): \(sentences)")
        }
      }
      let figures = String(format: "precision %.4f, recall %.4f", score.precision, score.recall)
      print("sentences \(language), language \(given ?? "recognised"): \(exact) of \(cases.count) exact, \(figures)")
      #expect(score.precision >= least)
      #expect(score.recall >= least)
    }
  }

  /// Each case is one or a few short sentences: the least there is to recognise a language by.
  @Test func theLanguageOfShortTextsIsRecognised() throws {
    var right = 0
    var total = 0
    for language in SentenceCase.languages {
      let cases = try SentenceCase.all(in: language)
      let recognised = cases.count { Sentences.language(of: $0.text) == language }
      print("language \(language): \(recognised) of \(cases.count) recognised")
      right += recognised
      total += cases.count
    }
    print("language: \(right) of \(total), \(String(format: "%.1f %%", 100 * Double(right) / Double(total)))")
    #expect(Double(right) >= 0.9 * Double(total))
  }

  @Test(arguments: SentenceCase.languages)
  func theLanguageOfATextIsRecognised(_ language: String) throws {
    let cases = try SentenceCase.all(in: language)
    for start in stride(from: 0, to: cases.count - 4, by: 4) {
      let text = cases[start..<start + 4].map(\.text).joined(separator: " ")
      #expect(Sentences.language(of: text) == language, "\(text)")
    }
  }

  @Test(arguments: ["", "42", "…", "https://example.org", "東京は雨です。", "שלום"])
  func noLanguageIsRecognisedWhereThereIsNone(_ text: String) {
    #expect(Sentences.language(of: text) == nil)
  }
}
