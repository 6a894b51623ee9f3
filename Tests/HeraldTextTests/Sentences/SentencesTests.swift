import HeraldText
import Testing

@Suite struct SentencesTests {
  /// The language, then the sentences: joined by spaces they are the text.
  private static let cases: [(String, [String])] = [
    ("en", ["Dr. Aliya K. Orman, of St. Anne’s, paid $3.5 million.", "Nobody objected."]),
    ("en", ["The U.S. Senate met at 9 a.m. on Nov. 3 in Washington, D.C.", "They left at noon."]),
    ("en", ["The dam (built in 1961. Repaired twice.) holds.", "Engineers agree."]),
    ("en", ["“We waited. Nobody came,” said Mira Tal.", "The boat left."]),
    ("en", ["“Who pays?” Tal asked.", "The mayor did not say."]),
    ("en", ["Read https://example.org/a.b/c?d=e. It explains all."]),
    ("en", ["Version 2.0.1 costs No. 5 a third of that, i.e. 7,500.25 in all.", "Buy it!"]),
    ("en", ["He waited … and waited.", "Then rain fell."]),
    ("ru", ["Завод им. С. М. Кирова открылся в 1931 г. в Алматы, на ул. Абая, д. 5.", "Сейчас он закрыт."]),
    ("ru", ["Цены выросли на 3,5 млн руб. и т.д.", "«Мы ждали. Никто не пришёл», — сказала она.", "Снег."]),
    ("kk", ["Зауыт 1931 ж. Алматыда ашылды.", "Ол қазір жабық."]),
    ("de", ["Am 3. Oktober sprach Dr. Huber z. B. über Köln.", "Danach regnete es."]),
    ("de", ["„Wir warten. Wie lange?“, fragte sie.", "Niemand wusste es."]),
    ("fr", ["M. Durand et Mme. Petit, p. ex., ont payé 1.500 €.", "« On verra. Ou pas », dit-il."]),
    ("es", ["El Sr. Pérez vive en EE.UU. desde el 5 de mayo.", "¿Por qué?", "¡Quién sabe!"]),
    ("ja", ["東京は雨です。", "明日は晴れます。"]),
  ]

  @Test(arguments: cases)
  func sentencesEndWhereAReaderEndsThem(_ language: String, _ sentences: [String]) {
    let text = sentences.joined(separator: language == "ja" ? "" : " ")
    let expected =
      sentences[0].hasPrefix("Read") ? ["Read https://example.org/a.b/c?d=e.", "It explains all."] : sentences
    #expect(Sentences.of(text, language: language) == expected)
  }

  @Test func theLanguageIsRecognised() {
    #expect(Sentences.of("Am 3. Oktober war das Fest in der Stadt. Es regnete.").count == 2)
    #expect(Sentences.of("Завод стоял на ул. Абая. Он закрыт.").count == 2)
  }

  @Test func aHardWrappedLineGoesOnAndAHeadingDoesNot() {
    let text = """
      Winter water
      Four towns on the upper Talas agreed on Thursday to share
      the winter water of the reservoir. They signed at noon in
      the town hall.
      features
      contact manager
      """
    #expect(
      Sentences.of(text) == [
        "Winter water",
        "Four towns on the upper Talas agreed on Thursday to share the winter water of the reservoir.",
        "They signed at noon in the town hall.", "features", "contact manager",
      ])
  }

  @Test func thePiecesKeepTheWhiteSpaceAfterEachSentence() {
    let text = "  He left.  She stayed.\n\nNobody spoke. "
    #expect(Sentences.pieces(of: text) == ["  He left.  ", "She stayed.\n", "\n", "Nobody spoke. "])
    #expect(Sentences.of(text) == ["He left.", "She stayed.", "Nobody spoke."])
    #expect(Sentences.pieces(of: "").isEmpty)
    #expect(Sentences.pieces(of: " \n") == [" \n"])
  }
}
