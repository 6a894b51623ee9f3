import HeraldText
import Testing

@Suite struct LineWrapTests {
  @Test func aLineThatFitsStaysAsItIs() {
    let line = "  *  two  spaces   stay " + String(repeating: "x", count: 48)
    #expect(DisplayWidth.of(line) == 72)
    #expect(LineWrap().wrap(line) == line)
  }

  @Test func whatFollowsHangsUnderTheText() {
    let words = Array(repeating: "reservoir", count: 12).joined(separator: " ")
    for (lead, hang) in [("", ""), ("  ", "  "), ("* ", "  "), ("  - ", "    "), ("12. ", "    "), ("•   ", "    ")] {
      let lines = LineWrap().wrap(lead + words).split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines[0].hasPrefix(lead + "reservoir"))
      #expect(lines[1].hasPrefix(hang + "reservoir"))
    }
  }

  @Test func anAddressIsNeverBroken() {
    let address = "https://example.org/" + String(repeating: "long-name/", count: 12)
    #expect(LineWrap().wrap("Read: \(address)") == "Read:\n\(address)")
    #expect(LineWrap().wrap("* See \(address) for more.") == "* See\n  \(address)\n  for more.")
    let inChinese = String(repeating: "水", count: 30) + "见https://example.org/a/b/c/d/e/f。"
    #expect(LineWrap().wrap(inChinese).contains("https://example.org/a/b/c/d/e/f。"))
  }

  @Test func aLongWordStandsAlone() {
    let word = String(repeating: "w", count: 300)
    #expect(LineWrap().wrap("before \(word) after") == "before\n\(word)\nafter")
    #expect(LineWrap().wrap("* \(word) after") == "* \(word)\n  after")
  }

  @Test func chineseAndJapaneseBreakBetweenCharactersButNotBeforeAStop() {
    let text = String(repeating: "水", count: 36) + "。" + String(repeating: "木", count: 10)
    let lines = LineWrap().wrap(text).split(separator: "\n")
    #expect(lines == [Substring(repeating: "水", count: 35), "水。" + Substring(repeating: "木", count: 10)])
  }

  @Test func koreanBreaksAtSpaces() {
    let words = Array(repeating: "저수지가", count: 12)
    let lines = LineWrap().wrap(words.joined(separator: " ")).split(separator: "\n")
    #expect(lines.flatMap { $0.split(separator: " ") }.map(String.init) == words)
  }

  @Test(arguments: ["–", "-", "*", "»", ">", ">quoted", "From", "!"])
  func noLineBeginsWithAMarkThatWouldMeanSomethingElse(_ mark: String) {
    for filler in 50...75 {
      let text = String(repeating: "a ", count: filler / 2) + "word \(mark) next and some more words to fill the line"
      for line in LineWrap().wrap(text).split(separator: "\n") {
        #expect(line.split(separator: " ").first.map(String.init) != mark)
      }
    }
  }

  @Test(arguments: ["> ", "« ", "- ", "№ "])
  func aChainOfMarksFillsItsLines(_ mark: String) {
    let lines = LineWrap().wrap("text " + String(repeating: mark, count: 2_000)).split(separator: "\n")
    for line in lines.dropLast() { #expect(DisplayWidth.of(line) > 60) }
  }

  @Test(arguments: ["№ 14", "« mot »", "§ 7", "5\u{A0}000\u{202F}km"])
  func whatBelongsTogetherStaysOnOneLine(_ pair: String) {
    for filler in 50...75 {
      let text = String(repeating: "a ", count: filler / 2) + "word \(pair) next and some more words to fill the line"
      #expect(LineWrap().wrap(text).contains(pair))
    }
  }

  @Test func noLineEndsInASpaceButTheSignatureSeparator() {
    #expect(LineWrap().wrap("text  \n-- \n  \n--  \nlast\t") == "text\n-- \n\n--\nlast")
  }

  @Test func thereIsAlwaysRoomForTextAfterAnIndent() {
    let text = String(repeating: " ", count: 90) + Array(repeating: "word", count: 30).joined(separator: " ")
    for line in LineWrap().wrap(text).split(separator: "\n") { #expect(DisplayWidth.of(line) <= 72) }
  }

  @Test func everyKindOfLineEndIsOne() {
    #expect(LineWrap().wrap("a\r\nb\rc\u{2028}d\n\ne") == "a\nb\nc\nd\n\ne")
  }

  @Test func aMarkOnASpaceIsNotLost() {
    let text = Array(repeating: "word \u{301}", count: 30).joined()
    #expect(LineWrap().wrap(text).unicodeScalars.count { $0 == "\u{301}" } == 30)
  }

  @Test func aTabIsTheSpacesThatItShows() {
    #expect(LineWrap().wrap("a\tb\n水\tc") == "a       b\n水      c")
    let text = "\t" + Array(repeating: "reservoir", count: 12).joined(separator: "\t")
    for line in LineWrap().wrap(text).split(separator: "\n") { #expect(DisplayWidth.of(line) <= 72) }
  }

  @Test(arguments: ["👩‍👩‍👧‍👦", "🇰🇿", "👍🏽", "✈\u{FE0F}", "水"])
  func aPictureIsTwoColumnsWide(_ picture: String) {
    let line = Array(repeating: picture, count: 24).joined(separator: " ")
    #expect(LineWrap().wrap(line) == line)
    #expect(LineWrap().wrap("a" + line + " b").split(separator: "\n").count == 2)
  }

  @Test func rightToLeftTextKeepsItsOrderAndItsMarks() {
    let words = (0..<30).map { ["שָׁלוֹם", "עולם", "مرحبا\u{200F}", "بالعالم", "abc"][$0 % 5] }
    let lines = LineWrap().wrap(words.joined(separator: " ")).split(separator: "\n")
    #expect(lines.count > 1)
    #expect(lines.flatMap { $0.split(separator: " ") }.map(String.init) == words)
    for line in lines { #expect(DisplayWidth.of(line) <= 72) }
  }

  @Test(arguments: ["north-eastern", "5\u{A0}000\u{A0}km", "e\u{2011}mail", "a\u{2060}b"])
  func aHyphenOrANoBreakSpaceIsNoPlaceToBreak(_ word: String) {
    for filler in 55...75 {
      let text = String(repeating: "a ", count: filler / 2) + "\(word) next and some more words to fill the line"
      #expect(LineWrap().wrap(text).contains(word))
    }
  }

  @Test func noChineseOrJapaneseLineBeginsWithAMarkThatClosesOrEndsWithOneThatOpens() {
    let text = String(repeating: "水、「木」。ァー（火）…", count: 40)
    for line in LineWrap().wrap(text).split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= 72)
      #expect(!"、」。ァー）…".contains(line.first ?? " "))
      #expect(!"「（".contains(line.last ?? " "))
    }
  }

  /// A bound that only a step that is not linear would miss.
  @Test(arguments: ["word ", "w", "水", "👩‍👩‍👧‍👦", "e\u{301}\u{302} ", "\u{301}", "> ", "\t", "https://x.org/水 "])
  func aLongLineTakesLinearTime(_ bit: String) {
    let text = String(repeating: bit, count: 300_000 / bit.utf8.count)
    let time = ProcessorTime.of {
      #expect(!LineWrap().wrap("a " + text).isEmpty)
      #expect(!FlowedText().encode("a " + text).isEmpty)
    }
    #expect(time < 10)
  }
}
