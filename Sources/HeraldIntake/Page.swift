/// A source on its way to an article: its blocks, what each is by itself, and what became of each.
struct Page {
  enum Fate: Equatable {
    case dropped(Rule)
    case kept(Kept.Role)
    /// It is a part of the brief that began above it.
    case joined
    /// A handle was kept from it; the line itself is dropped by the rule.
    case handles([String], Rule)
  }

  var blocks: [Block]
  var labels: [Label]
  var fates: [Fate?]
  /// For each block the rule of the section of page furniture that it stands in.
  var sections: [Rule?]
  /// Everything from here on is no longer the article.
  var end: Int
  /// True when the source came from a web page, with menus, buttons or forms around the article.
  var isFurnished: Bool
  /// For each block of a brief below a briefs heading what it is there.
  var briefs: [Int: BriefPart]
  /// The block with the subject of the mail that the text was pasted from, which is its title.
  var subject: Int?

  init(_ blocks: [Block]) {
    var blocks = blocks
    labels = blocks.map { Label($0) }
    subject = Page.markMailHeader(&blocks, &labels)
    self.blocks = blocks
    Page.doubtPhrases(blocks, &labels)
    Page.markAuthorBoxes(blocks, &labels)
    Page.markHeadings(blocks, &labels)
    fates = Array(repeating: nil, count: blocks.count)
    sections = []
    end = 0
    isFurnished = false
    briefs = [:]
    update()
  }

  /// Finds again what follows from the labels.
  mutating func update() {
    sections = Page.sections(blocks, labels)
    end = Page.end(blocks, labels)
    isFurnished = labels.lazy.filter(\.isFurniture).prefix(2).count == 2
    briefs = headedBriefs()
  }

  /// A short line such as “About Jane Doe”, under some text, opens a box about the author when the page named her before.
  private static func markAuthorBoxes(_ blocks: [Block], _ labels: inout [Label]) {
    var named: Set<[String]> = []
    var hasText = false
    for index in blocks.indices {
      let words = labels[index].words
      if prose(blocks[index], labels[index]) >= 70 { hasText = true }
      if hasText, (3...6).contains(words.count), labels[index].role != .prose, let count = aboutOpenings[words[0]],
        words.count > count, named.contains(Array(words.dropFirst(count))),
        blocks[index].text.split(separator: " ").dropFirst(count).allSatisfy({ $0.first?.isUppercase == true }),
        !articles.contains(words[count])
      {
        labels[index].role = .chrome(.authorBox, .section)
      }
      // Names stand in short lines, so only those are remembered.
      guard words.count <= 24, named.count < 5_000 else { continue }
      for length in 2...4 where words.count >= length {
        for start in 0...(words.count - length) { named.insert(Array(words[start..<(start + length)])) }
      }
    }
  }

  private static let articles: Set<String> = [
    "the", "a", "an", "der", "die", "das", "la", "le", "les", "el", "los", "il",
  ]

  /// A heading such as “Comments” with running text under it, and no comment's date, name or form, is one of the article's;
  /// so is “Five answers to …”, which names no article between quotation marks, where nobody answers below it.
  private static func markHeadings(_ blocks: [Block], _ labels: inout [Label]) {
    var textAfter = 0
    var isDiscussed = false
    var isAnswered = false
    for index in blocks.indices.reversed() {
      switch labels[index].role {
      case .chrome(.comments, .end) where labels[index].words.count == 1 && textAfter >= 100 && !isDiscussed:
        labels[index].role = .heading
      case .chrome(.comments, .end) where labels[index].isDoubtful(blocks[index]) && textAfter >= 100 && !isAnswered:
        labels[index].doubtPhrase(of: blocks[index])
      case .chrome(.comments, _), .chrome(.commentForm, _):
        isDiscussed = true
        isAnswered = true
      case .date, .byline: isDiscussed = true
      default:
        textAfter += prose(blocks[index], labels[index])
        let words = labels[index].words
        if words.count <= 8, let last = words.last, replies.contains(last) {
          isDiscussed = true
          isAnswered = true
        }
      }
    }
  }

  private static let replies: Set<String> = [
    "says", "said", "reply", "wrote", "ago", "sagt", "schreibt", "antworten", "dit", "répondre", "dice", "responder",
    "пишет", "ответить", "rispondi", "permalink",
  ]

  /// How a box about a person begins, and how many words of it come before the name.
  private static let aboutOpenings = [
    "about": 1, "über": 1, "à": 3, "sobre": 1, "acerca": 2, "su": 1, "over": 1, "об": 1, "о": 1, "o": 1, "om": 1,
  ]

  /// How much running text a block has, in characters.
  static func prose(_ block: Block, _ label: Label) -> Int {
    switch label.role {
    case .prose: min(block.length, 600)
    case .bullet: block.isProse ? min(block.length, 300) : 0
    case .sentence: block.length / 2
    default: 0
    }
  }

  /// A section begins with a line such as “Related” and lasts until running text or a heading of its own.
  private static func sections(_ blocks: [Block], _ labels: [Label]) -> [Rule?] {
    var sections: [Rule?] = []
    sections.reserveCapacity(blocks.count)
    var current: Rule?
    // A box about the author has a paragraph or two.
    var paragraphs = 0
    for (block, label) in zip(blocks, labels) {
      switch label.role {
      case .chrome(let rule, .section), .chrome(let rule, .end):
        current = rule
        paragraphs = 0
      case .chrome: break
      case .prose:
        paragraphs += 1
        if current == .relatedLinks { freeSentences(above: &sections, blocks, labels) }
        if current != .authorBox || paragraphs > 2 { current = nil }
      case .briefsHeading, .heading: current = nil
      case .sentence where block.length >= 60 && current != .relatedLinks && current != .authorBox: current = nil
      case .short where current == .shareButtons || current == .menu || current == .searchForm:
        if label.words.count > 3 { current = nil }
      default: break
      }
      sections.append(current)
    }
    return sections
  }

  /// The sentences right above the paragraph that ends a list of links belong to the paragraph: links end without a full stop.
  private static func freeSentences(above sections: inout [Rule?], _ blocks: [Block], _ labels: [Label]) {
    for index in sections.indices.reversed() {
      guard labels[index].role == .sentence, sections[index] == .relatedLinks,
        ".”»".contains(blocks[index].text.last ?? " ")
      else { return }
      sections[index] = nil
    }
  }

  /// The first sign that the article is over: a comment form, comments, the foot of the page. It must have text before
  /// it, because menus name such things too; and more text than after it, unless it is a comment form.
  private static func end(_ blocks: [Block], _ labels: [Label]) -> Int {
    var total = 0
    for (block, label) in zip(blocks, labels) { total += prose(block, label) }
    var before = 0
    for (index, label) in labels.enumerated() {
      if case .chrome(let rule, .end) = label.role, before >= 80 {
        if rule == .commentForm || before * 3 >= total - before { return index }
      }
      before += prose(blocks[index], label)
    }
    return blocks.count
  }

  /// The part of the page, up to its end, that has the most running text for the least furniture: the run of blocks
  /// with the greatest sum (Kadane).
  func region() -> Range<Int> {
    var best = 0..<0
    var bestSum = 0
    var start = 0
    var sum = 0
    for index in 0..<end {
      if sum <= 0 {
        sum = 0
        start = index
      }
      let isBrief = labels[index].role == .briefsHeading || briefs[index] != nil
      sum += isBrief ? max(60, blocks[index].length) : weight(index)
      if sum > bestSum {
        bestSum = sum
        best = start..<(index + 1)
      }
    }
    return best
  }

  private func weight(_ index: Int) -> Int {
    let block = blocks[index]
    if sections[index] != nil {
      switch labels[index].role {
      case .chrome(_, .section), .chrome(_, .end): return -70
      case .prose where sections[index] == .authorBox: return -60
      default: return -40
      }
    }
    switch labels[index].role {
    case .prose: return min(block.length, 500)
    case .sentence: return block.length
    case .briefsHeading: return 60
    case .bullet: return block.length >= 60 || block.endsAsSentence ? min(block.length, 300) : -25
    case .heading: return -15
    case .short: return block.length < 25 ? -25 : -35
    case .date, .byline: return -20
    case .chrome(.ornament, _), .chrome(.markup, _), .chrome(.caption, _): return -8
    case .chrome: return -40
    }
  }
}
