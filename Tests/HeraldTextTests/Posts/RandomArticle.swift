import Herald

/// An article of random words in the scripts of six languages, quotations, brackets, numbers, addresses and mentions, in
/// which every pair is closed; in one of the languages, or in none that is said.
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
      language: ["en", "ru", "kk", "de", "fr", "es", nil].randomElement(using: &random) ?? nil,
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
    let beginnings = [
      "The", "These", "However,", "Mr. Orman", "“Look,”", "It", "Photo:", "Here are", "1.", "When the", "В", "Однако",
      "Когда", "Бұл", "Қазір", "Die", "Er", "Diese", "Wenn", "Cependant,", "Le", "Depuis que", "Sin embargo,", "El",
      "VESTRAND (AP) —",
    ]
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
    case 11: "— \(word()) \(word()) —"
    case 12:
      ["because", ", weil", ", который", ", qui", "porque", "after", "and how", ", said"]
        .randomElement(using: &random) ?? ""
    case 13: ["was", "сказал", "hat", "a", "fue", "деді", "walked"].randomElement(using: &random) ?? ""
    default: word()
    }
  }

  private mutating func number() -> String {
    ["7", "1,500", "12.9", "2014", "$3.5", "10%", "40.000"].randomElement(using: &random) ?? "1"
  }

  private mutating func word() -> String {
    [
      "river", "harvest", "don’t", "ministry", "pipeline", "снег", "Алматы", "решение", "қала", "әкімдік", "үйір",
      "Straße", "Brücke", "élan", "français", "niño", "señal",
      "example.net",
      "👨‍👩‍👧‍👦", "🇰🇿", "e\u{301}cole", "東京", "of", "the", "and", "steppe-wide", "antidisestablishmentarianism",
    ].randomElement(using: &random) ?? "a"
  }
}
