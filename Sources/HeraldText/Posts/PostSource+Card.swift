import Herald

extension PostSource {
  /// The most characters of a card's summary; networks show about so many.
  private static let longestSummary = 300

  /// The card of the article's link, where the network wants it with the post and a part has that link; else nil. Its
  /// summary is the first sentence of the text that stands alone, cut at a clause when it is long.
  func card(for parts: [String], on network: Network) throws(ContentProblem) -> LinkCard? {
    guard network.wantsLinkCard, let address = WebURL(url), parts.contains(where: { $0.contains(url) }) else {
      return nil
    }
    let plain = String(String.UnicodeScalarView(title.unicodeScalars.filter { !$0.isHidden }))
    guard !plain.isEmpty else { return nil }
    return try LinkCard(url: address, title: plain, summary: cardSummary)
  }

  private var cardSummary: String {
    let sentences = LeadSentence.all(in: Array(paragraphs.prefix(3)), tongue: tongue)
    guard let first = sentences.first(where: { $0.isWhole && !$0.isDangling }) else { return "" }
    let text = String(String.UnicodeScalarView(first.text.unicodeScalars.filter { !$0.isHidden }))
    if text.count <= Self.longestSummary { return text }
    return ClauseCut.clauses(of: text, leastWords: 8).first { $0.count <= Self.longestSummary } ?? ""
  }
}
