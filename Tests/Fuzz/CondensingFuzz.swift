import Herald

/// One text through condensing: its first line is the title, the others are paragraphs. What must hold for any text is a
/// `precondition`.
func checkCondensing(_ text: String) {
  let lines = CleanText.of(text).split(separator: "\n").map { String($0).onOneLine }
  let title = lines.first ?? ""
  let tongue = Tongue(language: nil, text: text)
  let limit = 20 + text.utf8.count % 300
  let sentences = LeadSentence.all(in: Array(lines.dropFirst()), tongue: tongue, most: 16)
  for isBrief in [false, true] {
    let choice = SummaryChoice(
      sentences: sentences, title: TitleWords(title), tongue: tongue, titleIsSaid: !isBrief, beginsWithFirst: isBrief,
      fits: { $0.count <= limit })
    let summary = choice.best()
    precondition(summary == choice.best())
    precondition(summary.text.count <= limit && summary.places == summary.places.sorted())
    precondition(summary.text.isEmpty == summary.places.isEmpty)
    // Every word is the article’s, and in its order.
    var rest = summary.places.flatMap { words(sentences[$0].text) }[...]
    for word in words(summary.text) {
      guard let place = rest.firstIndex(of: word) else { preconditionFailure("“\(word)” is not in the article") }
      rest = rest[(place + 1)...]
    }
    precondition(choice.choices(for: summary).count == sentences.count)
  }
  for cut in ClauseCut.words(of: title) + ClauseCut.clauses(of: title, leastWords: 2) {
    // By scalars: a mark that goes with what follows it (U+0600) makes one character with the ellipsis.
    precondition(cut.unicodeScalars.last == "…" && title.unicodeScalars.starts(with: cut.unicodeScalars.dropLast()))
  }
  if let aside = Aside.removed(from: title) { precondition(aside.text.count < title.count && !aside.asides.isEmpty) }
  for sentence in sentences {
    let pieces = SentencePieces.of(sentence.text) { $0.count <= 60 }
    precondition(pieces.allSatisfy { $0.count <= 60 })
  }
}

/// Words without the marks that a cut leaves out or adds; what is nothing else is none.
private func words(_ text: String) -> [[Unicode.Scalar]] {
  text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map { word in
    var word = Array(word)
    while let last = word.last, ",;:—–-&/(+.…".unicodeScalars.contains(last) { word.removeLast() }
    return word
  }.filter { !$0.isEmpty }
}
