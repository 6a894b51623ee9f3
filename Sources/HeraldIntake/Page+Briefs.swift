/// What a block is in the briefs below a briefs heading.
enum BriefPart: Equatable {
  /// It begins a brief: the whole text, and the last block that belongs to it.
  case brief(text: String, last: Int)
  /// It belongs to the brief that began above it.
  case rest
  /// It is a heading between the briefs, above points that are briefs of their own.
  case heading
  /// It says below the heading who wrote the briefs.
  case byline
}

extension Page {
  /// The briefs below every briefs heading of the page.
  ///
  /// What stands first below the heading decides how they are written: points; paragraphs, each a brief; headings or dates with
  /// their paragraphs; or short lines only, each a brief.
  func headedBriefs() -> [Int: BriefPart] {
    var parts: [Int: BriefPart] = [:]
    let text = labels.firstIndex { $0.role == .prose } ?? end
    for heading in 0..<end where labels[heading].role == .briefsHeading {
      var first = heading + 1
      if first + 1 < end, isBriefsByline(first) {
        parts[first] = .byline
        first += 1
      }
      let limit = briefsLimit(below: heading)
      while first < limit, ownRule(first) != nil, !isDated(first, limit) { first += 1 }
      guard first < limit else { continue }
      let briefs =
        blocks[first].isPoint
        ? points(from: first, to: limit)
        : isParagraph(first)
          ? paragraphs(from: first, to: limit)
          : isHeaded(first, limit, hasTextAbove: text < heading)
            ? headed(from: first, to: limit) : headlines(from: first, to: limit)
      for brief in briefs {
        guard !brief.isHeadingOnly else {
          parts[brief.blocks[0]] = .heading
          continue
        }
        for block in brief.blocks.dropFirst() { parts[block] = .rest }
        parts[brief.blocks[0]] = .brief(text: brief.text, last: brief.blocks[brief.blocks.count - 1])
      }
    }
    return parts
  }

  /// Where briefs end at the latest: at the next briefs heading, a Markdown heading of the level of their own or above it, a
  /// section of furniture, the end of the article.
  private func briefsLimit(below heading: Int) -> Int {
    let level = if case .heading(let level) = blocks[heading].kind { level } else { 1 }
    return (heading + 1..<end).first { index in
      if case .heading(let other) = blocks[index].kind, other <= level { return true }
      switch labels[index].role {
      case .briefsHeading: return true
      // A point may begin like a section and is a brief still.
      case .chrome(_, .section), .chrome(_, .end): return !blocks[index].isPoint
      default: return false
      }
    } ?? end
  }

  /// Points; a paragraph between two of them belongs to the one above it, unless it introduces a list with a colon, and so does
  /// the paragraph below a point of a word or two.
  private func points(from first: Int, to limit: Int) -> [HeadedBrief] {
    var briefs = [HeadedBrief(first, blocks[first].text)]
    var index = first + 1
    while index < limit {
      let last = briefs.count - 1
      if blocks[index].isPoint {
        briefs.append(HeadedBrief(index, blocks[index].text))
      } else if isAddress(index) {
        briefs[last].append(index, blocks[index].text)
      } else if isParagraph(index) {
        var next = index
        while next < limit, isParagraph(next) || isAddress(next) || ownRule(next) != nil, next - index < 4 { next += 1 }
        let isBetween = next < limit && blocks[next].kind == blocks[first].kind && !blocks[next - 1].text.hasSuffix(":")
        let isNamed = briefs[last].isBare && (last == 0 || briefs.dropLast().contains { $0.blocks.count > 1 })
        guard isBetween || isNamed else { return briefs }
        briefs[last].append(index, blocks[index].text)
      } else if ownRule(index) == nil {
        return briefs
      }
      index += 1
    }
    return briefs
  }

  /// Paragraphs, until anything else comes.
  private func paragraphs(from first: Int, to limit: Int) -> [HeadedBrief] {
    var briefs: [HeadedBrief] = []
    for index in first..<limit {
      if isParagraph(index) {
        briefs.append(HeadedBrief(index, blocks[index].text))
      } else if isAddress(index) {
        briefs[briefs.count - 1].append(index, blocks[index].text)
      } else if ownRule(index) == nil {
        break
      }
    }
    return briefs
  }

  /// Headings or dates, each with the paragraphs below it; points below one are briefs of their own.
  private func headed(from first: Int, to limit: Int) -> [HeadedBrief] {
    var briefs: [HeadedBrief] = []
    let byDates = isDated(first, limit)
    for index in first..<limit {
      if blocks[index].isPoint {
        briefs.append(HeadedBrief(index, blocks[index].text))
      } else if isParagraph(index) {
        if briefs.isEmpty { return [] }
        briefs[briefs.count - 1].append(index, blocks[index].text)
      } else if isAddress(index) {
        if !briefs.isEmpty { briefs[briefs.count - 1].append(index, blocks[index].text) }
      } else if ownRule(index) == nil || byDates && labels[index].role == .date {
        briefs.append(HeadedBrief(heading: index, blocks[index].textWithMarker))
      }
    }
    if let last = briefs.last, last.isHeadingOnly { briefs.removeLast() }
    return briefs
  }

  /// Short lines and nothing else, on a page without furniture: there they may be links.
  private func headlines(from first: Int, to limit: Int) -> [HeadedBrief] {
    guard !isFurnished else { return [] }
    var lines = Array((first..<limit).prefix { labels[$0].role == .short })
    // The last line above a paragraph is its heading.
    if let last = lines.last, last + 1 < limit, labels[last + 1].isText { lines.removeLast() }
    guard lines.count >= 2, lines.allSatisfy({ labels[$0].words.count >= 2 }) else { return [] }
    return lines.map { HeadedBrief($0, blocks[$0].text) }
  }

  private func isParagraph(_ index: Int) -> Bool { !blocks[index].isPoint && labels[index].isText }

  private func isAddress(_ index: Int) -> Bool {
    labels[index].role == .chrome(.linkDefinition, .line) && blocks[index].kind == .text
  }

  /// A heading with text below it. On a page that has furniture a plain line and the text below it may be the headline of
  /// the article, below a menu that names its briefs: there must be text above, and a second such line.
  private func isHeaded(_ first: Int, _ limit: Int, hasTextAbove: Bool) -> Bool {
    func opens(_ index: Int) -> Bool {
      index + 1 < limit && !isParagraph(index) && (isParagraph(index + 1) || blocks[index + 1].isPoint)
    }
    guard opens(first) else { return false }
    if case .heading = blocks[first].kind { return true }
    guard isFurnished else { return true }
    return hasTextAbove && (first + 2..<max(first + 2, limit)).contains { opens($0) && ownRule($0) == nil }
  }

  /// True for a date with text below it where another date with text follows: they are the headings of briefs.
  private func isDated(_ first: Int, _ limit: Int) -> Bool {
    func opens(_ index: Int) -> Bool {
      labels[index].role == .date && index + 1 < limit && (isParagraph(index + 1) || blocks[index + 1].isPoint)
    }
    return opens(first) && (first + 2..<max(first + 2, limit)).contains(where: opens)
  }

  /// `By our reporters`, right below the heading.
  private func isBriefsByline(_ index: Int) -> Bool {
    let words = labels[index].words
    guard labels[index].role == .short, (2...6).contains(words.count) else { return false }
    return bylineOpenings.contains(words[0]) && (labels[index + 1].isText || blocks[index + 1].isPoint)
  }
}

private let bylineOpenings: Set<String> = ["by", "von", "par", "por", "от", "compiled", "zusammengestellt"]

/// A brief while its blocks are put together.
private struct HeadedBrief {
  var blocks: [Int]
  var text: String
  /// True while it is a heading without its text.
  var isHeadingOnly = false
  /// True while it is a point of a few words that say no more than a heading does.
  var isBare: Bool

  init(_ block: Int, _ text: String) {
    blocks = [block]
    self.text = text
    isBare = text.split(separator: " ").count <= 6 && !".!?…".contains(text.last ?? ".")
  }

  init(heading block: Int, _ text: String) {
    self.init(block, text)
    isHeadingOnly = true
  }

  /// A heading and a bare point have a colon between them and their text.
  mutating func append(_ block: Int, _ more: String) {
    let isName = (isHeadingOnly || isBare) && !".!?…:".contains(text.last ?? ".")
    text += (isName ? ": " : " ") + more
    blocks.append(block)
    isHeadingOnly = false
    isBare = false
  }
}
