import Foundation
import HeraldText
import Servers
import Testing

@Suite struct FlowedTextTests {
  private static let words = Array(repeating: "reservoir", count: 12).joined(separator: " ")

  @Test func aParagraphIsBrokenAfterItsSpaces() {
    let lines = FlowedText().encode(Self.words).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasSuffix("reservoir "))
    #expect(DisplayWidth.of(lines[0]) <= 72)
    #expect(lines.joined() == Self.words)
  }

  @Test func whatFitsStaysAndParagraphsStayApart() {
    let text = "Weekly digest\n\n* one\n  two  three\n\nlast"
    #expect(FlowedText().encode(text) == "Weekly digest\n\n* one\n   two  three\n\nlast")
  }

  @Test func aLineThatWouldMeanSomethingElseGetsASpace() {
    #expect(
      FlowedText().encode("> quoted\nFrom here\n indented\nFromage") == " > quoted\n From here\n  indented\n Fromage")
    let long = String(repeating: "a ", count: 34) + "From here on > it goes and goes"
    for line in FlowedText().encode(long).split(separator: "\n") {
      #expect(!line.hasPrefix("From") && !line.hasPrefix(">"))
    }
  }

  @Test func theSignatureSeparatorStaysAndIsNeverMade() {
    #expect(FlowedText().encode("text  \n-- \nTo leave") == "text\n-- \nTo leave")
    let address = "https://example.org/" + String(repeating: "p", count: 90)
    #expect(FlowedText().encode("-- \(address) more") == "-- \(address) \nmore")
    #expect(!FlowedText().encode("x -- \(address)").split(separator: "\n").contains("-- "))
  }

  @Test func anAddressIsNeverBroken() {
    let address = "https://example.org/" + String(repeating: "long-name/", count: 12)
    #expect(FlowedText().encode("Read: \(address) now") == "Read: \n\(address) \nnow")
  }

  @Test func betweenChineseCharactersALineEndsForGood() {
    let lines = FlowedText().encode(String(repeating: "水", count: 40) + " ok").split(separator: "\n")
    #expect(lines == [Substring(repeating: "水", count: 35), Substring(repeating: "水", count: 5) + " ok"])
  }

  @Test(arguments: ["№ 14", "« mot »", "5\u{A0}000\u{202F}km", "word –"])
  func whatBelongsTogetherStaysOnOneLine(_ pair: String) {
    for filler in 50...75 {
      let text = String(repeating: "a ", count: filler / 2) + "then \(pair) next and some more words to fill the line"
      #expect(FlowedText().encode(text).contains(pair))
    }
  }

  @Test func noLineIsWiderThanItMayBeButForOneWord() {
    var random = RandomWords(seed: 31)
    for _ in 0..<4_000 {
      let text = random.text()
      for line in FlowedText().encode(text).split(separator: "\n") where DisplayWidth.of(line) > 72 {
        let words = line.split(separator: " ")
        #expect(words.count == 1 || words.count == 2 && words[0] == "--", "\(line)")
      }
    }
  }

  /// The reader below is written after RFC 3676, section 4, by itself: quoting, stuffing, soft and hard ends.
  @Test(.enabled(if: Python.isAvailable, "\(Python.absence)"))
  func anotherReaderGetsTheTextBack() throws {
    var random = RandomWords(seed: 32)
    var texts = (0..<2_000).map { _ in random.text(scripts: .withSpaces) }
    texts += [
      "", " ", "-- ", "text\n-- \nname", "--", ">", ">> a", "From", "a  b   c", "\u{A0}a\u{A0}",
      "שלום עולם " + Self.words,
      "   " + Self.words, "* " + Self.words,
    ]
    let pairs = texts.map { [plain($0), FlowedText().encode($0)] }
    let file = FileManager.default.temporaryDirectory.appending(path: "flowed-\(UUID().uuidString).json")
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: file) } }
    try JSONEncoder().encode(pairs).write(to: file)
    let answer = try Python.run(
      """
      import json, re, sys
      def read(body):
          paragraphs, open_ = [], None
          for line in body.split("\\n"):
              quotes = re.match(">*", line).group()
              line = line[len(quotes):]
              if line.startswith(" "): line = line[1:]
              soft = line.endswith(" ") and line != "-- "
              if open_ is not None and (open_[0] != quotes or line == "-- "):
                  paragraphs.append(open_); open_ = None
              open_ = (quotes, line if open_ is None else open_[1] + line)
              if not soft: paragraphs.append(open_); open_ = None
          if open_ is not None: paragraphs.append(open_)
          return "\\n".join(quotes + text for quotes, text in paragraphs)
      collapsed = lambda text: "\\n".join(
          line if line == "-- " else line[:len(line) - len(line.lstrip(" "))] + re.sub(" +", " ", line.strip(" "))
          for line in text.split("\\n"))
      wrong = [text for text, flowed in json.load(open(r"\(file.path)")) if collapsed(read(flowed)) != collapsed(text)]
      print(len(wrong), wrong[:3])
      """)
    #expect(answer == "0 []\n")
  }

  /// The text as it can be read back: no spaces at line ends, no indent of more than 24.
  private func plain(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line == "-- " { return String(line) }
      let body = line.drop { $0 == " " }
      var text = String(repeating: " ", count: body.isEmpty ? 0 : min(24, line.count - body.count)) + body
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }
}
