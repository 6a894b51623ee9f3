import Foundation
import HeraldIntake
import Testing

@Suite struct SourceTests {
  static let story =
    "The title of the day\n\nThe first paragraph is here, and it is long enough to be one.\n\nThe second is shorter.\n"

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEndIsRead(_ end: String) throws {
    let reading = try reading(SourceTests.story.replacingOccurrences(of: "\n", with: end))
    #expect(reading.article.paragraphs.count == 2)
    #expect(reading.kept.map(\.from) == [1, 3, 5])
  }

  @Test func aByteOrderMarkIsNoPartOfTheTitle() throws {
    #expect(try reading("\u{FEFF}" + SourceTests.story).article.title == "The title of the day")
  }

  @Test func invisibleCharactersGoAndTextIsComposed() throws {
    let title = "Cafe\u{301}\u{A0}\u{2009} opens\u{200B} \u{202E}late\u{202C} \u{200E}again\u{7}"
    #expect(
      try reading(title + "\n\nThe first paragraph is here.").article.title.unicodeScalars.elementsEqual(
        "Café opens late \u{200E}again".unicodeScalars))
  }

  @Test func emojiAndPersianKeepTheirJoiners() throws {
    let text = "The family 👨‍👩‍👧 said می‌خواهم to everyone who asked."
    #expect(try reading("The title of the day\n\n" + text).article.paragraphs == [text])
  }

  static let refused: [(bytes: [UInt8], expected: String)] = [
    ([], "there is no text"),
    (Array(" \n\t\r\n\u{A0}\u{200B}\n".utf8), "there is no text"),
    (
      Array("Title\n\nCaf".utf8) + [0xE9, 0x0A], "story.md:3: byte 10 (0xE9) is not UTF-8: convert the text with `iconv"
    ),
    (Array("Title\n\n".utf8) + [0xED, 0xA0, 0x80], "byte 7 (0xED) is not UTF-8"),
    (Array("Title\n\n".utf8) + [0xF0, 0x9F], "byte 7 (0xF0) is not UTF-8"),
    (Array("Title\n\n".utf8) + [0xC0, 0xAF], "byte 7 (0xC0) is not UTF-8"),
    ([0xFF, 0xFE, 0x41, 0x00], "`iconv -f UTF-16 -t utf-8`"),
    (Array("T\0i\0t\0l\0e\0".utf8), "`iconv -f UTF-16LE -t utf-8`"),
    (Array("\0T\0i\0t\0l\0e".utf8), "`iconv -f UTF-16BE -t utf-8`"),
    (Array("PK".utf8) + [3, 4] + Array("some words and then ".utf8) + [0], "byte 24 is zero: this is a binary file"),
    ([UInt8](repeating: 0x61, count: 10_000_001), "10000001 bytes are more than"),
  ]

  @Test(arguments: [
    ("<!DOCTYPE html>\n<html><head><title>Trams</title></head><body><p>Trams run again.</p></body></html>", "HTML"),
    ("<header class=\"entry\">\n<h1>Trams run again</h1>\n</header>\n<p>They do.</p>\n<p>Since Monday.</p>", "HTML"),
    ("Trams run again\n\n<p>They do, since Monday.</p>\n<p>All lines are open.</p>\n", "HTML"),
    ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>News</title></channel></rss>", "XML"),
    ("{\\rtf1\\ansi Trams run again.}", "RTF"), ("{\n  \"title\": \"Trams run again\"\n}", "JSON"),
    ("[{\"id\": 1}]", "JSON"),
  ])
  func whatIsTheCodeOfAPageOrAFeedIsNoArticle(_ text: String, _ format: String) {
    let problem = problem(Array(text.utf8), name: "story.txt") ?? "-"
    #expect(problem.contains("this is \(format)"), "\(problem)")
  }

  @Test(arguments: [
    "[Photo: Reuters] Trams run again\n\nThey run since Monday, a spokesman said on Tuesday.",
    "Trams run again\n\nWrite <p> for a paragraph and </p> at its end, the teacher said.\n\nThat was all there was to it.",
    "Trams <b>run</b> again\n\nThey run since Monday, a spokesman said on Tuesday.",
    "{Sic} stands where the editor was astonished\n\nThey run since Monday, a spokesman said on Tuesday.",
  ])
  func textWithSomeCodeInItIsAnArticle(_ text: String) throws {
    #expect(try !Reading(source: Array(text.utf8), name: "story.txt").article.title.isEmpty)
  }

  @Test(arguments: refused)
  func whatIsNoTextIsRefusedWithARemedy(_ bytes: [UInt8], _ expected: String) {
    #expect(problem(bytes)?.contains(expected) == true, "\(problem(bytes) ?? "-")")
  }

  /// The beginning of a text without a title, and what it is called.
  @Test(arguments: [
    ("The dam at Narkol holds. ", "The dam at Narkol holds."),
    (
      "“It holds,” said Gov. Mira Tal of the U.S. Water Board. ",
      "“It holds,” said Gov. Mira Tal of the U.S. Water Board."
    ),
    ("Der Damm hält! ", "Der Damm hält!"), ("大坝没有问题。", "大坝没有问题。"),
  ])
  func textWithoutATitleIsCalledByItsFirstSentence(_ first: String, _ title: String) throws {
    let rest = String(repeating: "This is a paragraph of text that goes on and on without a title above it. ", count: 6)
    let reading = try Reading(source: Array("\(first)\(rest)\n\n\(rest)\n".utf8), name: "story.txt")
    #expect(reading.article.title == title)
    #expect(reading.article.paragraphs.first?.hasPrefix(title) == true)
    let kept = reading.kept.first
    #expect(kept?.role == .title && kept?.text == title && kept?.from == 1 && kept?.to == 1)
  }

  @Test func textWithAnEndlessFirstSentenceAndNoTitleIsRefused() {
    let text = "It goes on, " + String(repeating: "and on, and on, ", count: 60) + "and ends."
    #expect(problem(Array("\(text)\n\n\(text)\n".utf8))?.contains("no line reads as a title") == true)
  }

  @Test func aSubheadingBelowTextIsNoTitle() throws {
    let text = String(repeating: "Four towns agreed on Thursday to share the winter water of the dam. ", count: 5)
    let reading = try Reading(source: Array("\(text)\n\nWhat comes next\n\n\(text)\n".utf8), name: "story.txt")
    #expect(reading.article.title == "Four towns agreed on Thursday to share the winter water of the dam.")
    #expect(reading.article.paragraphs.contains("What comes next"))
  }

  /// Sizes at which anything worse than linear would not come back.
  static let adversarial: [(name: String, text: @Sendable () -> String)] = [
    ("newlines", { String(repeating: "\n", count: 5_000_000) + "Title\n\nText of it.\n" }),
    ("one line", { "Title\n\n" + String(repeating: "word ", count: 1_999_000) }),
    ("bullets", { "Title\n\n" + String(repeating: "* a\n", count: 100_000) }),
    ("brackets", { "# Title\n\n" + String(repeating: "[", count: 2_000_000) }),
    ("links", { "# Title\n\n" + String(repeating: "[a](b) ", count: 300_000) }),
    ("tags", { "# Title\n\n" + String(repeating: "<a", count: 1_000_000) }),
    ("comments", { "# Title\n\n" + String(repeating: "<!-- \n", count: 100_000) }),
    ("fences", { "# Title\n\n" + String(repeating: "```\n~~~\n", count: 100_000) }),
    ("short lines", { "Title\n\n" + String(repeating: "a b\n\n", count: 100_000) }),
    (
      "briefs headings",
      {
        "---\ntitle: Title\n---\nShare this:\n\nLike this:\n\n"
          + String(repeating: "In brief\n\na b\n\nThe ferry runs.\n\n", count: 20_000)
      }
    ),
    ("bare points", { "Title\n\nIn brief\n\n" + String(repeating: "* a\n\nThe ferry runs again.\n\n", count: 20_000) }),
    ("dates", { "Title\n\nIn brief\n\n" + String(repeating: "12 May\n\nThe ferry runs again.\n\n", count: 20_000) }),
    ("accents", { "Title\n\na" + String(repeating: "\u{301}", count: 200_000) }),
  ]

  @Test(arguments: adversarial.indices)
  func anyInputUpToTheLimitEnds(_ index: Int) throws {
    let source = SourceTests.adversarial[index].text()
    let reading = try reading(source)
    #expect(reading.article.title == "Title")
  }

  @Test func randomBytesNeverCrash() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let pieces = [
      "# ", "- ", "* ", "1. ", "\n", "\n\n", "---\n", "title: ", "[a](", ")", "<!--", "-->", "News Briefs:",
      "Leave a Reply", "Share this:",
      "by ", "By Jane Doe", "17 May 2026", "“", "”", " | ", "word ", "A sentence that ends here. ", "\u{202E}", "é",
      "@a@b.c", "```", "====", "    ",
    ]
    for _ in 0..<400 {
      let text = (0..<Int(next() % 60)).map { _ in pieces[Int(next() % UInt64(pieces.count))] }.joined()
      do throws(ReadingProblem) {
        let reading = try Reading(source: Array(text.utf8), name: "x.md")
        #expect(!reading.article.title.isEmpty)
        #expect(reading.article.paragraphs.allSatisfy { !$0.isEmpty && !$0.contains("\n") })
      } catch { #expect(error.description.hasPrefix("x.md")) }
    }
  }
}
