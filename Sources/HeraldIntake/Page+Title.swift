import Foundation

extension Page {
  /// The block that reads most like the title of the text in `region`; nil when none does.
  ///
  /// Every short line before the text, and shortly after its beginning, is a candidate. For it speak: a heading's mark, a
  /// sentence's length, a date or byline beside it, its words again elsewhere on the page; against it: a single word, a
  /// full stop, other lines between it and the text, text before it.
  func titleIndex(in region: Range<Int>) -> Int? {
    if let subject { return subject }
    var candidates: [Int] = []
    var skipped = 0
    var opener: Int?
    var below: Set<Int> = []
    for index in blocks.indices.prefix(region.isEmpty ? 40 : region.upperBound) {
      if candidates.isEmpty, skipped == 0, isCandidate(index) { opener = index }
      if skipped >= 200 { below.insert(index) }
      if index >= region.lowerBound { skipped += Page.prose(blocks[index], labels[index]) }
      if skipped > 900 { break }
      if isCandidate(index) { candidates.append(index) }
    }
    let echoes = echoCounts(of: candidates.suffix(60))
    let subject = stems(ofTextIn: region)
    var best: (index: Int, score: Int)?
    for index in candidates.suffix(60) {
      // Text that came without a page around it has its title above its first paragraph: in its first line, but for a
      // paper's name or a kicker, which says little of the text; what stands below a paragraph is a subheading.
      let opening =
        isFurnished
        ? 0 : index == opener ? (speaks(index, of: subject) ? 40 : 14) : below.contains(index) ? -40 : 0
      let score = titleScore(index, region) + (echoes[index] ?? 0) + opening + worth(of: index, about: subject)
      if best == nil || score > best!.score { best = (index, score) }
    }
    guard let best, best.score > -60 else { return qualifiedHeading() }
    return best.index
  }

  /// `Police briefs` above nothing but briefs: their heading names the article too.
  private func qualifiedHeading() -> Int? {
    let first = labels.firstIndex { $0.isText || $0.role == .briefsHeading }
    return first.flatMap { labels[$0].isText || isKnownBriefsHeading(labels[$0].words) ? nil : $0 }
  }

  /// The title is no furniture, so nothing below it belongs to a section that it opens. Returns whether it was taken for one.
  mutating func takeAsTitle(_ index: Int) -> Bool {
    guard labels[index].phrase != nil else { return false }
    labels[index].doubtPhrase(of: blocks[index])
    update()
    return true
  }

  /// The beginnings of the longer words that the text opens with.
  private func stems(ofTextIn region: Range<Int>) -> Set<Substring> {
    var stems: Set<Substring> = []
    var length = 0
    for index in region where Page.prose(blocks[index], labels[index]) > 0 {
      for word in phraseWords(blocks[index].text, limit: 400) where word.count >= 4 { stems.insert(word.prefix(5)) }
      length += blocks[index].length
      if length > 3_000 { break }
    }
    return stems
  }

  /// Whether two words of a line at least, and half of its longer ones, are the text's.
  private func speaks(_ index: Int, of subject: Set<Substring>) -> Bool {
    let stems = stems(of: index)
    let shared = stems.count(where: subject.contains)
    return shared >= 2 && shared * 2 >= stems.count
  }

  private func stems(of index: Int) -> Set<Substring> {
    Set(labels[index].words.lazy.filter { $0.count >= 4 }.map { $0.prefix(5) })
  }

  /// A title speaks of what its text speaks of; a site’s name, a button and a teaser do not.
  private func worth(of index: Int, about subject: Set<Substring>) -> Int {
    let stems = stems(of: index)
    guard !stems.isEmpty else { return 0 }
    // One word of the text’s more than the line has makes a short line, which agrees with any text by chance, worth less.
    return 30 * stems.count(where: subject.contains) / (stems.count + 1)
  }

  private func isCandidate(_ index: Int) -> Bool {
    let block = blocks[index]
    guard briefs[index] == nil, block.kind != .bullet, block.length <= 250, block.length >= 2 else { return false }
    switch labels[index].role {
    case .short, .heading, .sentence: return true
    case .prose: return block.length <= 200
    case .chrome(.relatedLinks, _), .chrome(.caption, _), .chrome(.promoLine, _), .chrome(.subscribeBox, _),
      .chrome(.newsletterGreeting, _):
      if case .heading = block.kind { return labels[index].words.count >= 4 }
      return isHeadline(index)
    case .chrome: return isHeadline(index)
    case .bullet: return isNumberedHeadline(index)
    case .byline(let author): return author == nil && labels[index].words.count >= 5
    default: return false
    }
  }

  /// True for a line that would be furniture for a phrase in it, but has more words than that and stands where a title
  /// does: `Search for missing hikers enters third day` above a byline, a date or text.
  private func isHeadline(_ index: Int) -> Bool {
    let label = labels[index]
    guard let phrase = label.phrase, phrase.place != .whole, label.words.count >= max(3, phrase.words.count + 1),
      isFurnished ? label.isDoubtful(blocks[index]) : !namesNetwork(blocks[index].text), index + 1 < blocks.count
    else { return false }
    switch labels[index + 1].role {
    case .date, .byline: return true
    case .prose, .sentence: return !isFurnished
    default: return false
    }
  }

  /// `3. Mai: Was geschlossen ist` and `1. FC Lorn steigt ab` at the top of all: a point that no other follows.
  private func isNumberedHeadline(_ index: Int) -> Bool {
    let block = blocks[index]
    guard index == 0, block.kind == .numbered, !block.endsAsSentence, labels[index].words.count >= 3 else {
      return false
    }
    return blocks.count > 1 && blocks[1].kind != .numbered && !isFirstOfNumbered(index)
  }

  private func titleScore(_ index: Int, _ region: Range<Int>) -> Int {
    let block = blocks[index]
    let words = labels[index].words.count
    var score = 0
    switch block.kind {
    case .heading(1): score += 45
    case .heading(2): score += 22
    case .heading: score += 8
    case .numbered: score -= 6
    default: break
    }
    switch words {
    case 0, 1: score -= 22
    case 2: score -= 8
    case 3: score += 2
    case 4...20: score += 12
    default: score -= 10
    }
    if block.length > 160 { score -= 25 } else if block.length > 100 { score -= 6 }
    if labels[index].phrase != nil { score -= 6 }
    if words <= 8, isPaperWithDate(block.text) { score -= 20 }
    if isFirstOfNumbered(index) { score -= 60 }
    if labels[index].role == .prose { score -= 15 }
    if block.text.hasSuffix(".") && !block.text.hasSuffix("...") { score -= isFurnished ? 18 : 30 }
    // What is longer than the headline above it is its standfirst.
    if !isFurnished, index > 0, labels[index - 1].role == .short, labels[index - 1].words.count >= 4,
      block.length > blocks[index - 1].length
    {
      score -= 6
    }
    if block.text.hasSuffix(":") { score -= 25 }
    if block.text.contains("@") || block.text.contains("://") || block.text.contains(" | ") { score -= 15 }
    if sections[index] != nil, labels[index].phrase == nil { score -= 12 }
    score += neighbours(index)
    if index > 0, labels[index - 1].role == .date { score += 6 }
    // What stands between the line and the text, and the text that it would leave above itself.
    var distance = 0
    for between in (index + 1)..<max(index + 1, region.lowerBound) {
      switch labels[between].role {
      case .short, .heading, .bullet, .sentence, .prose: distance += 4
      default: distance += 1
      }
      if distance > 400 { break }
    }
    score -= isFurnished ? distance : min(distance, 8)
    if index > region.lowerBound {
      for above in region.lowerBound..<index { score -= Page.prose(blocks[above], labels[above]) / 6 }
    }
    return score
  }

  /// A date or a byline below the title, or buttons to share it.
  private func neighbours(_ index: Int) -> Int {
    var score = 0
    for next in (index + 1)..<min(index + 5, max(index + 1, blocks.count)) {
      switch labels[next].role {
      case .date, .byline:
        let isNear = isFurnished || next == index + 1
        score = max(score, (20 - 4 * (next - index)) / (isNear ? 1 : 2))
      case .chrome(.shareButtons, _), .chrome(.comments, _), .chrome(.tagsLine, _):
        score = max(score, 10 - 2 * (next - index))
      case .prose: return score + (next == index + 1 ? 6 : 0)
      default: break
      }
    }
    return score
  }

  /// What the page says again, in another block or between quotes in a comment's heading, is likely its title.
  private func echoCounts(of candidates: some Collection<Int>) -> [Int: Int] {
    var byText: [String: [Int]] = [:]
    for index in candidates where labels[index].words.count >= 2 {
      byText[labels[index].words.joined(separator: " "), default: []].append(index)
    }
    var echoes: [Int: Int] = [:]
    func echo(_ words: some Collection<String>, from source: Int, worth: Int) {
      for index in byText[words.joined(separator: " ")] ?? [] where index != source {
        echoes[index] = max(echoes[index] ?? 0, worth)
      }
    }
    for (index, block) in blocks.enumerated() where block.length <= 400 {
      let text = block.text
      if (4...40).contains(labels[index].words.count), index < 400 { echo(labels[index].words, from: index, worth: 14) }
      for quotes in [("“", "”"), ("„", "“"), ("«", "»"), ("\"", "\""), ("»", "«"), ("“", "“"), ("‘", "’"), ("“", "")] {
        guard let open = text.firstIndex(of: Character(quotes.0)) else { continue }
        let inner = text[text.index(after: open)...]
        let close = quotes.1.isEmpty ? inner.endIndex : (inner.lastIndex(of: Character(quotes.1)) ?? inner.startIndex)
        if close > inner.startIndex { echo(phraseWords(inner[..<close], limit: 60), from: index, worth: 30) }
      }
      for sign in [" | ", " - ", " – ", " — ", " » ", " › ", " « ", ": "] {
        guard let cut = text.range(of: sign) else { continue }
        echo(phraseWords(text[..<cut.lowerBound], limit: 60), from: index, worth: 14)
        if let last = text.range(of: sign, options: .backwards) {
          echo(phraseWords(text[last.upperBound...], limit: 60), from: index, worth: 10)
          echo(phraseWords(text[..<last.lowerBound], limit: 60), from: index, worth: 16)
        }
      }
    }
    return echoes
  }
}

/// `The Kegen Courier, March 5, 2026`: a name, a sign that separates, and a date.
private func isPaperWithDate(_ text: String) -> Bool {
  [", ", " | ", " – ", " — ", " - ", " · "].contains { sign in
    guard let cut = text.range(of: sign) else { return false }
    let rest = String(text[cut.upperBound...])
    return DateLine(rest, words: phraseWords(rest, limit: 60))?.date != nil
  }
}
