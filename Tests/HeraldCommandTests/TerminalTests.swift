import Foundation
import HeraldText
import Testing

@testable import HeraldCommand

@Suite struct TerminalTests {
  @Test(arguments: [
    ("plain é 中 👩‍🚀 ن\u{200C}ن", "plain é 中 👩‍🚀 ن\u{200C}ن"),
    ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{1B}]52;c;aGk=\u{7}", "\\u{1B}]52;c;aGk=\\u{7}"), ("a\rb", "a\\u{D}b"),
    ("a\r\nb", "a\\u{D}\\u{A}b"), ("a\nb", "a\\u{A}b"), ("\u{9B}31m", "\\u{9B}31m"),
    ("\u{202E}gpj.exe", "\\u{202E}gpj.exe"),
    ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
    ("\u{200B}\u{200E}\u{200F}\u{61C}", "\\u{200B}\\u{200E}\\u{200F}\\u{61C}"),
    ("\u{0}\u{7F}\t", "\\u{0}\\u{7F}\\u{9}"), ("\u{2028}\u{FEFF}\u{2060}\u{AD}", "\\u{2028}\\u{FEFF}\\u{2060}\\u{AD}"),
    ("a\u{E0041}", "a\\u{E0041}"),
  ])
  func whatMovesTheCursorOrHidesIsMadeVisible(_ text: String, _ expected: String) {
    #expect(text.shown() == expected)
    #expect(expected.shown() == expected)
  }

  @Test func linesAreKeptOnlyWhereTheyAreWanted() {
    #expect("a\nb\r\u{1B}".shown(keepingLines: true) == "a\nb\\u{D}\\u{1B}")
  }

  @Test func aJSONDocumentMeansTheSameAndMovesNoCursor() throws {
    let text = "a\u{9B}b\u{202E}c\u{E0041}d\u{1B}\n\u{2028}é👩‍🚀"
    let json = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self).shownAsJSON()
    #expect(!json.unicodeScalars.contains { ["\u{9B}", "\u{202E}", "\u{E0041}", "\u{1B}", "\u{2028}"].contains($0) })
    #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [text])
  }

  @Test(arguments: [
    [["a", "b"], ["long", "c"]], [["王小明", "b"], ["Ada", "c"]], [["👩‍🚀", "x"], ["🇩🇪🇩🇪", "y"], ["e\u{301}", "z"]],
    [["", "b"], ["a", ""]], [["a"], ["b", "c", "d"]],
  ])
  func columnsStandUnderEachOtherAsATerminalShowsThem(_ rows: [[String]]) {
    let lines = Terminal.table(rows)
    #expect(lines.count == rows.count)
    let width = rows.map { DisplayWidth.of($0[0]) }.max() ?? 0
    for (line, row) in zip(lines, rows) where row.count > 1 && !row[1].isEmpty {
      let at = line.range(of: row[1], options: .backwards)
      #expect(at.map { DisplayWidth.of(line[..<$0.lowerBound]) } == width + 2)
    }
    #expect(lines.allSatisfy { $0.last != " " })
  }

  @Test(arguments: ["short", String(repeating: "a word ", count: 20), String(repeating: "王小明", count: 30)])
  func theLastColumnIsShortenedToFit(_ text: String) {
    let lines = Terminal.table([["7", "subject"], ["12", text]], fitting: true)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
    #expect(DisplayWidth.of(text) <= 76 ? lines[1] == "12  \(text)" : lines[1].hasSuffix("…"))
    #expect(lines[1].hasPrefix("12  " + text.prefix(5)))
  }

  @Test func noTableIsNoLines() {
    #expect(Terminal.table([]).isEmpty)
  }

  @Test(arguments: [(0, "no briefs"), (1, "1 brief"), (2, "2 briefs")])
  func aNounFollowsItsNumber(_ number: Int, _ expected: String) {
    #expect(counted(number, "brief") == expected)
  }
}
