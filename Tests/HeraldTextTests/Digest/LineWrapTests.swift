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
      for line in LineWrap().wrap(text).split(separator: "\n") { #expect(line.split(separator: " ").first! != mark) }
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
}
