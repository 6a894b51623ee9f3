import HeraldText
import Testing

@Suite struct SentencePropertyTests {
  private static let bits: [String] = [
    "He left", "Mr", "U.S", "3", "12", "§", "…", "...", ". . .", "?", "!", ".", ".", ".", "“", "”", "„", "«", "»", "\"",
    "'",
    "’", "(", ")", "[1]", " ", " ", " ", " ", "\n", " \n", "\r\n", "\u{2028}", "a)", "1.", "2.", "b.", "•", "—", "Dr",
    "z. B",
    "в 2019 г", "т. д", "The end", "the end", "https://x.org/a.b", "me@x.org", "file.txt", "🎉", "👍🏽", "日本。", "e\u{301}",
    "\u{301}", "\u{0}", "Aa.Bb", "p.m", "etc", "¿", "I", "im 3", "Ж", "қ", "²", "\t", "\u{A0}", "iPhone", "Yahoo!",
  ]

  private func texts(_ seed: UInt64, _ count: Int) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 0...24, using: &random)).map { _ in Self.bits.randomElement(using: &random) ?? "" }.joined()
    }
  }

  private static let languages: [String?] = ["en", "ru", "kk", "de", "fr", "es", nil]

  @Test(arguments: languages)
  func thePiecesAreTheText(_ language: String?) {
    for text in texts(21, 3_000) {
      let joined = Sentences.pieces(of: text, language: language).joined()
      #expect(joined.unicodeScalars.elementsEqual(text.unicodeScalars), "\(text.debugDescription)")
    }
  }

  @Test(arguments: languages)
  func noCharacterButSpaceIsLost(_ language: String?) {
    for text in texts(22, 3_000) {
      let sentences = Sentences.of(text, language: language)
      let ink = sentences.joined().unicodeScalars.filter { !$0.properties.isWhitespace }
      #expect(ink.elementsEqual(text.unicodeScalars.filter { !$0.properties.isWhitespace }), "\(text.debugDescription)")
      #expect(!sentences.contains { $0.isEmpty || $0.contains("\n") }, "\(text.debugDescription)")
    }
  }

  @Test(arguments: languages.compactMap { $0 })
  func theSentencesOfASentenceAreItself(_ language: String) {
    for text in texts(23, 3_000) {
      for sentence in Sentences.of(text, language: language) {
        #expect(Sentences.of(sentence, language: language) == [sentence], "\(text.debugDescription)")
      }
    }
  }

  @Test func anArticleLosesNothing() {
    var articles = RandomArticle(seed: 11)
    for _ in 0..<300 {
      for paragraph in articles.next().paragraphs {
        let sentences = Sentences.of(paragraph)
        #expect(sentences.joined().filter { !$0.isWhitespace } == paragraph.filter { !$0.isWhitespace })
        #expect(Sentences.pieces(of: paragraph).joined() == paragraph)
      }
    }
  }
}

/// A bound that only a step that is not linear would miss in a debug build. `Scripts/bench text` says how
/// fast it is.
@Suite(.serialized) struct HugeSentencesTests {
  @Test(arguments: [
    "(a. B ", "\" a. B", "a.B", "U. ", "1. A ", "((((", "A) B. ", "e\u{301}\u{301}", "a. \n", "т. ", "''",
  ])
  func hostileTextTakesLinearTime(_ bit: String) {
    let text = String(repeating: bit, count: 120_000 / bit.utf8.count)
    let time = ProcessorTime.of { #expect(!Sentences.of(text, language: "en").isEmpty) }
    #expect(time < 10)
  }
}
