import HeraldText
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0),
    ("plain", 5),
    ("Қазақстан", 9),
    ("e\u{301}te\u{301}", 3),
    ("日本語", 6),
    ("ＡＢ", 4),
    ("ｶﾞ", 2),
    ("が", 2),
    ("か\u{3099}", 2),
    ("한국어", 6),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("…—•→", 4),
    ("שָׁלוֹם", 4),
    ("नमस्ते", 4),
    ("☺", 1),
    ("☺\u{FE0F}", 2),
    ("🙂", 2),
    ("👍🏽", 2),
    ("👩‍👩‍👧‍👦", 2),
    ("🇰🇿", 2),
    ("1\u{FE0F}\u{20E3}", 2),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ("a\u{200B}b", 2),
    ("a\u{200E}b", 2),
    ("\u{7}", 0),
    ("\u{3000}", 2),
    ("\u{20000}\u{3FFFD}", 4),
    ("\u{10FF}\u{1100}", 3),
  ])
  func widthIsWhatATerminalShows(_ sample: (text: String, columns: Int)) {
    #expect(DisplayWidth.of(sample.text) == sample.columns)
  }
}
