extension SummaryChoice {
  /// Why each sentence is in `summary`, which is the best, or is not.
  func choices(for summary: Summary) -> [SentenceChoice] {
    sentences.map { sentence in
      guard let index = summary.places.firstIndex(of: sentence.place) else {
        let isRanked = sentence.isWhole && !repeats[sentence.place]
        return SentenceChoice(
          place: sentence.place + 1, text: sentence.text, fate: .left,
          points: isRanked ? worth(of: sentence).points : nil, reasons: [reasonAgainst(sentence, in: summary)])
      }
      let cut = cutReason(for: sentence, in: summary, isLast: index == summary.places.count - 1)
      return SentenceChoice(
        place: sentence.place + 1, text: sentence.text, fate: cut == nil ? .taken : .cut,
        points: worth(of: sentence).points,
        reasons: reasonsFor(sentence, at: index, in: summary) + (cut.map { [$0] } ?? []))
    }
  }

  private func reasonsFor(_ sentence: LeadSentence, at index: Int, in summary: Summary) -> [String] {
    let worth = worth(of: sentence)
    guard index == 0 else {
      let before = summary.places[index - 1]
      return [
        sentence.place == before + 1
          ? "follows sentence \(before + 1)" : "stands alone, and speaks of what sentence \(before + 1) speaks of"
      ]
    }
    var reasons = sentence.place == lead ? ["the lead (\(worth.position))"] : ["near the lead (\(worth.position))"]
    if !worth.shared.isEmpty {
      reasons.append("says of the title: \(worth.shared.joined(separator: ", ")) (\(min(worth.shared.count, 3) * 2))")
    }
    return reasons + worth.traits.map { "\($0.inWords) (\($0.points))" }
  }

  private func cutReason(for sentence: LeadSentence, in summary: Summary, isLast: Bool) -> String? {
    switch summary.cut {
    case .none: return nil
    case .asides(let asides):
      return sentence.place == summary.places.first ? "without “\(asides.joined(separator: "”, “"))”, to fit" : nil
    case .end:
      guard isLast else { return nil }
      let rest = sentence.text.unicodeScalars.dropFirst(summary.text.unicodeScalars.count - 1).drop {
        $0.properties.isWhitespace || ",;:".unicodeScalars.contains($0)
      }
      return "cut to fit, without “\(String(String.UnicodeScalarView(rest)).onOneLine)”"
    }
  }

  private func reasonAgainst(_ sentence: LeadSentence, in summary: Summary) -> String {
    if repeats[sentence.place] { return "says only what the title says" }
    if let reason = sentence.whyNot { return reason }
    guard let first = summary.places.first, let last = summary.places.last else {
      if sentence.isDangling { return "leans on the sentence before it" }
      return worth(of: sentence).points < SentenceWorth.least ? "is worth too little" : "does not fit"
    }
    if sentence.place == last + 1, summary.cut != .end {
      if summary.places.count == Summary.mostSentences {
        return "the post has \(Summary.mostSentences) sentences already"
      }
      return "does not fit beside the others"
    }
    if sentence.place > last, summary.cut != .end { return "the post ends before it" }
    if sentence.place > first, sentence.place < last { return "does not fit beside the others" }
    if sentence.isDangling { return "leans on the sentence before it" }
    return fits(sentence.text) ? "is worth less than sentence \(first + 1)" : "does not fit"
  }
}

extension LeadSentence {
  /// Why no post has the sentence, whatever else it has; nil where one may.
  var whyNot: String? {
    if isAnnouncement { return "announces what a post does not show, or is a point of a list" }
    if !isClosed {
      return """
        does not end as a sentence, or has half of a quotation or bracket: a heading, a caption or a point of a list
        """
    }
    if isBareQuotation { return "is a quotation whose speaker another sentence names" }
    if isQuestion { return "asks a question" }
    return isWhole ? nil : "is too short to stand alone"
  }
}

extension SentenceWorth.Trait {
  fileprivate var inWords: String {
    switch self {
    case .number: "has a number"
    case .name: "has a name"
    case .short: "is short"
    case .personal: "speaks of the writer or the reader"
    case .unnamed: "begins with what nothing has named yet"
    case .quotation: "begins with a quotation"
    case .exclamation: "exclaims"
    }
  }
}
