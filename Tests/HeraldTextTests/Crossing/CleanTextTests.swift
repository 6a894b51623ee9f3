import HeraldText
import Testing

@Suite struct CleanTextTests {
  @Test(arguments: [
    ("plain words", "plain words"),
    ("e\u{301}", "\u{E9}"),
    ("e\u{200B}\u{301}", "\u{E9}"),
    ("a\r\nb\rc\u{2028}d\u{85}e", "a\nb\nc\nd\ne"),
    ("a\tb", "a b"),
    ("be\u{7}ll \u{FEFF}bom \u{AD}shy \u{200B}zero \u{2060}join \u{FFFE}non", "bell bom shy zero join non"),
    ("over\u{202E}ride\u{202C} \u{202A}embed\u{202C}", "override embed"),
    ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
    ("🏳\u{FE0F}\u{200D}🌈", "🏳\u{FE0F}\u{200D}🌈"),
    ("a\u{200D}b c\u{200C}d 👍\u{200D} x", "ab cd 👍 x"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("ශ්\u{200D}රී", "ශ්\u{200D}රී"),
    ("a\u{2068}b\u{2069}c", "a\u{2068}b\u{2069}c"),
    ("a\u{2068}b\nc\u{2069}d\u{2067}e", "a\u{62}\ncde"),
    ("\u{2066}\u{2067}x\u{2069}", "\u{2067}x\u{2069}"),
    ("latin\u{200F} mark", "latin mark"),
    ("(שלום\u{200F})", "(שלום\u{200F})"),
    (
      "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
      "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"
    ),
    ("hidden\u{E0041}\u{E0042}", "hidden"),
    // The marks change places once what stood between them is gone, and the joiner no longer follows a letter that joins.
    ("x\u{301}\u{200B}\u{64F}\u{200D}y", "x\u{64F}\u{301}y"),
  ])
  func whatCannotBeSeenIsGoneOrBalanced(_ text: String, _ clean: String) {
    #expect(Array(CleanText.of(text).unicodeScalars) == Array(clean.unicodeScalars))
  }
}
