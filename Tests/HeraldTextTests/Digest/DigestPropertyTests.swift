import Herald
import HeraldText
import Testing

/// What holds for every edition, over editions of random articles.
@Suite struct DigestPropertyTests {
  private let composer: DigestComposer

  init() throws { composer = try DigestComposer(templates: Templates(folder: nil)) }

  @Test func noLineIsTooWideAndNothingOfABriefIsLost() throws {
    var generator = SeededGenerator(seed: 20_261_123)
    for number in 0..<400 {
      var draft = try draft(number, &generator)
      if number % 3 == 0 { draft.form.format = .flowed }
      let content = try composer.compose(draft)
      let place = "edition \(number)"
      #expect(content.isFlowed == (number % 3 == 0))
      try expectFits(content.text, place)
      let words = Array(content.text.split(whereSeparator: \.isWhitespace))
      var from = words.startIndex
      for group in draft.articles where !group.briefs.isEmpty {
        for brief in group.briefs {
          let wanted = brief.text.split(whereSeparator: \.isWhitespace)
          let found = index(of: wanted, in: words[from...])
          #expect(found != nil, "\(place): “\(brief.text)” is not in it, whole and in its place")
          from = found ?? from
        }
      }
      #expect(content.text.hasSuffix("\n") && !content.text.contains("\n\n\n"), "\(place)")
    }
  }

  @Test(arguments: DigestSamples.languages) func everyAddressStandsAloneAndWhole(_ language: String) throws {
    for links in EditionDraft.Form.Links.allCases {
      var draft = try DigestSamples.edition(language)
      draft.articles[0].url = WebURL("https://courier.example/" + String(repeating: "long/", count: 30) + "end")
      draft.form.links = links
      let text = try composer.compose(draft).text
      try expectFits(text, "\(language), \(links)")
      let lines = text.split(separator: "\n")
      for group in draft.articles {
        guard let url = group.url?.text else { continue }
        let isAlone = lines.contains { $0 == url } || lines.contains { $0.hasPrefix("[") && $0.hasSuffix("] \(url)") }
        #expect(isAlone, "\(language): \(url)")
      }
    }
  }

  /// A person who changes nothing changes nothing.
  @Test(arguments: DigestSamples.languages, EditionDraft.Form.Format.allCases)
  func whatAPersonGetsToChangeComesBackAsItWas(_ language: String, _ format: EditionDraft.Form.Format) throws {
    var draft = try DigestSamples.edition(language)
    draft.form.format = format
    draft.digest = "From Narkol"
    let content = try composer.compose(draft)
    #expect(content.subject.hasPrefix("From Narkol 12"))
    let text = DigestComposer.editable(content)
    #expect(text.hasPrefix("From Narkol 12"))
    #expect(try composer.compose(text: text, form: draft.form) == content)
    #expect(try composer.compose(text: text + "\n\n\n", form: draft.form) == content)
    if format == .flowed {
      let brief = try #require(draft.articles.first?.briefs.first)
      #expect(text.split(separator: "\n").contains("* " + brief.text), "a paragraph is on one line")
    }
  }

  /// One long article does not make another long, and the same edition is the same text.
  @Test func theSameEditionIsTheSameText() throws {
    for language in DigestSamples.languages {
      let draft = try DigestSamples.edition(language)
      #expect(try composer.compose(draft) == composer.compose(draft))
    }
  }

  private func expectFits(_ text: String, _ place: String) throws {
    for line in text.split(separator: "\n") where DisplayWidth.of(line) > 72 {
      let words = line.split(separator: " ")
      let isAddress = words.count == 1 && (words[0].hasPrefix("https://") || words[0].hasPrefix("http://"))
      #expect(isAddress, "\(place): “\(line)” is \(DisplayWidth.of(line)) columns wide")
    }
  }

  /// Behind the first place where these words stand one after the other.
  private func index(of wanted: [Substring], in words: ArraySlice<Substring>) -> Int? {
    guard let first = wanted.first else { return words.startIndex }
    for index in words.indices where words[index] == first {
      if words[index...].prefix(wanted.count).elementsEqual(wanted) { return index + wanted.count }
    }
    return nil
  }

  private static let languages = ["en", "ru", "kk", "de", "fr", "es", "it", nil]
  private static let pieces = [
    "Паром", "снова", "ходит", "—", "каждые", "полчаса:", "The", "ferry", "to", "Tarbun,", "again.", "№", "12",
    "(three)",
    "«Мы", "ждали»,", "dit-elle\u{A0}:", "Straßenbahn", "Қазақстан", "👨‍👩‍👧", "e\u{301}té", "10\u{202F}000", "--", "*", "-",
    "From", ">", "https://courier.example/a/b?c=d&e=f",
  ]

  private func draft(_ number: Int, _ generator: inout SeededGenerator) throws -> EditionDraft {
    func words(_ range: ClosedRange<Int>) -> String {
      (0..<Int.random(in: range, using: &generator)).map { _ in
        Self.pieces.randomElement(using: &generator) ?? ""
      }.joined(separator: " ")
    }
    let groups = (0...Int.random(in: 0...12, using: &generator)).map { index in
      EditionDraft.Group(
        title: "Story \(index) " + words(0...14),
        url: Bool.random(using: &generator) ? WebURL("https://courier.example/\(index)") : nil,
        published: Bool.random(using: &generator) ? PublicationDate("2026-11-20") : nil,
        briefs: (0...Int.random(in: 0...4, using: &generator)).map { "Brief \($0) " + words(0...60) })
    }
    return EditionDraft(
      newsroom: "The Courier", digest: "Digest", number: number + 1, date: CalendarDay("2026-11-23"),
      language: Self.languages.randomElement(using: &generator) ?? nil, articles: groups, leave: "Leave: write.",
      opening: words(0...30), note: words(0...30))
  }
}
