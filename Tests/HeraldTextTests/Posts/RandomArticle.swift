import Herald

/// An article of random words, quotations, brackets, numbers, addresses and mentions, in which every pair is closed.
struct RandomArticle {
  private var random: SeededGenerator

  /// The most paragraphs.
  private let paragraphs: Int

  init(seed: UInt64, paragraphs: Int = 5) {
    random = SeededGenerator(seed: seed)
    self.paragraphs = paragraphs
  }

  mutating func next() -> Article {
    let briefs = (0..<Int.random(in: 0...3, using: &random)).map { _ in Brief(text: sentence()) }
    return Article(
      title: title(), url: Bool.random(using: &random) ? WebURL("https://news.example.org/\(number())/story") : nil,
      tags: (0..<Int.random(in: 0...4, using: &random)).map { _ in word() },
      handles: [Handle(network: .x, name: "@SteppePaper")],
      paragraphs: (0..<Int.random(in: 0...paragraphs, using: &random)).map { _ in
        (0..<Int.random(in: 1...(paragraphs + 1), using: &random)).map { _ in sentence() }.joined(separator: " ")
      },
      briefs: briefs)
  }

  private mutating func title() -> String {
    ((0..<Int.random(in: 1...14, using: &random)).map { _ in word() }).joined(separator: " ")
  }

  private mutating func sentence() -> String {
    let beginnings = ["The", "These", "However,", "Mr. Orman", "В", "Die", "Er", "“Look,”"]
    var pieces = [beginnings.randomElement(using: &random) ?? ""]
    for _ in 0..<Int.random(in: 2...30, using: &random) { pieces.append(piece()) }
    let end = [".", ".", ".", "!", "?", "…", ":", ""].randomElement(using: &random) ?? ""
    return pieces.joined(separator: " ") + end
  }

  private mutating func piece() -> String {
    switch Int.random(in: 0..<24, using: &random) {
    case 0: "“\(word()) \(word()), \(word()).”"
    case 1: "(\(word()) \(number()))"
    case 2: "https://example.com/\(number())/a_(b)?c=\(number())"
    case 3: "@\(["SteppePaper", "stranger", "news@social.example"].randomElement(using: &random) ?? "a")"
    case 4: number()
    case 5: word() + ","
    case 6: word() + ", which"
    case 7: word() + ";"
    case 8: "U.S."
    case 9: "«\(word()) \(word())»"
    case 10: "— \(word())"
    default: word()
    }
  }

  private mutating func number() -> String {
    ["7", "1,500", "12.9", "2014", "$3.5", "10%", "40.000"].randomElement(using: &random) ?? "1"
  }

  private mutating func word() -> String {
    [
      "river", "harvest", "don’t", "ministry", "pipeline", "снег", "Алматы", "қала", "Straße", "élan", "niño",
      "example.net",
      "👨‍👩‍👧‍👦", "🇰🇿", "e\u{301}cole", "東京", "of", "the", "and", "steppe-wide", "antidisestablishmentarianism",
    ].randomElement(using: &random) ?? "a"
  }
}
