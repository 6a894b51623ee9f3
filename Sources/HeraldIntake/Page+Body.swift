extension Page {
  /// Decides what becomes of every block, given the title's block (nil when the front matter has the title) and the
  /// part of the page with the text.
  mutating func decide(title: Int?, region: Range<Int>, titleWords: [String]) {
    let bodyStart = title.map { $0 + 1 } ?? 0
    let textStart = firstText(from: bodyStart)
    let last = closingSentence(after: lastText(in: bodyStart..<max(bodyStart, region.upperBound)))
    let headed = briefs.contains { $0.key >= bodyStart && $0.value != .byline }
    for index in blocks.indices {
      if index == title {
        fates[index] = .kept(.title)
      } else if index < bodyStart {
        fates[index] = .dropped(ownRule(index) ?? .siteHeader)
      } else if index >= end {
        fates[index] = .dropped(ruleAfterEnd(index))
      } else if index > last {
        fates[index] = .dropped(ownRule(index) ?? sections[index] ?? (isFurnished ? .pageChrome : .shortLine))
      } else if let part = briefs[index] {
        switch part {
        case .brief: fates[index] = .kept(.brief)
        case .rest: fates[index] = .joined
        case .heading: fates[index] = .kept(.heading)
        case .byline: fates[index] = .dropped(.byline)
        }
      } else {
        let repeats = !titleWords.isEmpty && labels[index].words == titleWords && index <= textStart
        fates[index] = repeats ? .dropped(.repeatedTitle) : fate(of: index, textStart: textStart, headed: headed)
      }
    }
  }

  private func fate(of index: Int, textStart: Int, headed: Bool) -> Fate {
    let block = blocks[index]
    if let rule = ownRule(index) { return .dropped(rule) }
    switch labels[index].role {
    case .briefsHeading: return .kept(.heading)
    case .prose: return sections[index] == .authorBox ? .dropped(.authorBox) : .kept(.paragraph)
    case .sentence:
      if let section = sections[index], section == .relatedLinks || section == .authorBox { return .dropped(section) }
      return .kept(.paragraph)
    case .heading:
      return .kept(.heading)
    case .bullet:
      if let section = sections[index] { return .dropped(section) }
      if block.kind == .numbered || headed || ["–", "—"].contains(block.marker) { return .kept(.paragraph) }
      return isListOfText(around: index) ? .kept(.brief) : index < textStart ? .dropped(.menu) : .kept(.paragraph)
    case .short:
      if index < textStart, !isFirstOfNumbered(index) {
        return isFurnished || block.length < 60 ? .dropped(.shortLine) : .kept(.paragraph)
      }
      if let section = sections[index] { return .dropped(section) }
      return .kept(.heading)
    case .date, .byline, .chrome: return .dropped(.pageChrome)
    }
  }

  /// The rule by which the block is dropped wherever it stands.
  func ownRule(_ index: Int) -> Rule? {
    switch labels[index].role {
    case .chrome(let rule, _): rule
    case .date: .dateLine
    case .byline: .byline
    default: nil
    }
  }

  /// After the end a form and the comments take in what stands between their lines.
  private func ruleAfterEnd(_ index: Int) -> Rule {
    if let section = sections[index], section == .commentForm || section == .comments {
      switch ownRule(index) {
      case .caption, .dateLine, .byline, .ornament, .subscribeBox, .promoLine, nil: return section
      case let rule?: return rule
      }
    }
    return ownRule(index) ?? sections[index] ?? .pageChrome
  }

  /// The first block from `start` that is text beyond doubt.
  private func firstText(from start: Int) -> Int {
    for index in start..<max(start, end) {
      switch labels[index].role {
      case .prose, .sentence, .briefsHeading: return index
      case .bullet where sections[index] == nil && isListOfText(around: index): return index
      default: continue
      }
    }
    return end
  }

  /// The last block that is text; on a page without furniture, the last that is anything.
  private func lastText(in range: Range<Int>) -> Int {
    let bound = isFurnished ? range.upperBound : end
    guard bound > range.lowerBound else { return range.lowerBound - 1 }
    for index in (range.lowerBound..<bound).reversed() {
      if briefs[index] != nil { return index }
      switch labels[index].role {
      case .prose, .sentence: if sections[index] != .authorBox { return index }
      case .bullet: if sections[index] == nil { return index }
      case .short where !isFurnished: return index
      default: continue
      }
    }
    return range.lowerBound - 1
  }

  /// The last block of the text, given the one before some furniture: what closes the article below an invitation or two is a
  /// sentence, and nothing but furniture stands below it.
  private func closingSentence(after last: Int) -> Int {
    var closing = last
    for index in (last + 1)..<max(last + 1, end) {
      switch labels[index].role {
      case .sentence where sections[index] == nil && labels[index].words.count >= 4 && index - closing <= 4:
        closing = index
      case .chrome(_, .line), .date, .byline: continue
      case .chrome(_, .section) where closing > last: return closing
      default: return last
      }
    }
    return closing
  }

  /// True for the points of a list that says something: on average at least twenty characters a point.
  private func isListOfText(around index: Int) -> Bool {
    // A point decides with its nearest neighbours only, so that a million points cost no more than a million steps.
    var count = 0
    var length = 0
    var from = index
    while from > 0, index - from < 8, blocks[from - 1].kind == blocks[index].kind { from -= 1 }
    var at = from
    while at < blocks.count, at - from < 16, blocks[at].kind == blocks[index].kind {
      count += 1
      length += blocks[at].length
      at += 1
    }
    return length >= count * 20
  }

  /// `1 big thing: …` or `1. …`, where a block further down begins with `2.`.
  func isFirstOfNumbered(_ index: Int) -> Bool {
    guard labels[index].words.first == "1" || blocks[index].marker == "1." else { return false }
    return blocks[(index + 1)...].contains { $0.marker == "2." || $0.text.hasPrefix("2 ") }
  }
}
