/// A sentence of the article as a candidate for its post.
struct LeadSentence: Hashable, Sendable {
  let text: String
  /// 0 is the first of the article.
  let place: Int
  let leaning: Leaning
  /// Ends as a sentence, every quotation and bracket has both its marks, and it is no point of a list of less than
  /// sentences.
  let isClosed: Bool
  let isQuestion: Bool
  /// Nothing but a quotation, whose speaker another sentence names.
  let isBareQuotation: Bool
  /// Announces what follows it, which a post does not show: `Here are five reasons.`
  let isAnnouncement: Bool
  /// Of a paragraph that is a caption or a note of the house.
  let isNote: Bool
  let words: Int
  /// The first of its paragraph.
  let opensParagraph: Bool
  private let isLong: Bool

  init(
    _ text: String, place: Int, opensParagraph: Bool = false, isNote: Bool = false, isPoint: Bool = false,
    tongue: Tongue
  ) {
    self.text = text
    self.place = place
    self.opensParagraph = opensParagraph
    let scalars = Array(text.unicodeScalars)
    leaning = Leaning(of: text, tongue)
    let end = scalars.last { !$0.isClosing && !$0.isEmojiPart }
    isQuestion = end == "?" || end == "？"
    words = text.split(whereSeparator: \.isWhitespace).count
    isLong = words >= 4 || scalars.contains { $0.isWideTerminator } && scalars.count >= 8
    // A paragraph that ends with a picture ends there.
    let ends = end.map(\.isTerminator) ?? false || isLong && scalars.last?.isEmojiPart ?? false
    let nesting = Nesting(of: scalars)
    isClosed = ends && !nesting.unpaired && !isPoint
    isBareQuotation = Self.isBareQuotation(scalars, nesting)
    self.isNote = isNote
    isAnnouncement = isNote || Announcement.isOne(text, tongue)
  }

  /// Leans on the sentence before it, firmly or, where there is one, softly.
  var isDangling: Bool { leaning == .firmly || leaning == .adding || leaning == .softly && place > 0 }

  /// Closed, with its speaker when it is a quotation, and of at least four words.
  var isWhole: Bool { isClosed && !isBareQuotation && isLong }

  /// Nothing but where the sentence before it comes from: `Об этом сообщила её дочь.`
  var namesSourceOnly: Bool {
    guard words <= 9 else { return false }
    let lower = text.lowercased().split { !$0.isLetter }.map(String.init)
    guard lower.count > 2, ["das", "dies", "об", "это", "бұл", "c", "así", "that"].contains(lower[0]) else {
      return false
    }
    return lower.dropFirst().prefix(3).contains { ClauseWords.saying.contains($0) }
  }

  var opensWithQuotation: Bool {
    text.unicodeScalars.first.map { "\"“„«‘'‹「『".unicodeScalars.contains($0) } ?? false
  }

  /// Nothing but a quotation: it begins with an opening mark and ends with a closing one, and no speaker stands between
  /// two halves of it.
  private static func isBareQuotation(_ text: [Unicode.Scalar], _ nesting: Nesting) -> Bool {
    guard let first = text.first, let last = text.last(where: { !$0.isTerminator }) else { return true }
    guard "\"“„«‘'‹「『".unicodeScalars.contains(first), "\"”“»’'›」』".unicodeScalars.contains(last) else { return false }
    return text.indices.count { text[$0].properties.isAlphabetic && !nesting.isInside($0) } < 4
  }

  /// The sentences of an article that its post may be made of, in reading order: those of its first paragraphs, or of
  /// its briefs when it has no other text. At most `most`, from the first 4,000 characters of each of 24 paragraphs, so
  /// that a long article costs no more than a short one.
  static func all(in paragraphs: [String], tongue: Tongue, most: Int = 60) -> [LeadSentence] {
    var sentences: [LeadSentence] = []
    let points = OpenPoints.places(in: paragraphs.prefix(24))
    for (index, paragraph) in paragraphs.prefix(24).enumerated() where sentences.count < most {
      let head = NoteMarks.removed(from: String(paragraph.prefix(4_000)))
      var parts = Sentences.of(index < 3 ? Dateline.removed(from: head) : head, language: tongue.rawValue)
      if paragraph.utf8.count > 4_000, paragraph.count > 4_000, parts.count > 0 { parts.removeLast() }
      let isNote = parts.first.map { Announcement.opensNote($0, tongue) } ?? false
      for (offset, part) in parts.enumerated() where sentences.count < most {
        sentences.append(
          LeadSentence(
            part, place: sentences.count, opensParagraph: offset == 0, isNote: isNote, isPoint: points.contains(index),
            tongue: tongue))
      }
    }
    return sentences
  }
}

extension Unicode.Scalar {
  /// A picture, or what joins or varies one, or a space.
  fileprivate var isEmojiPart: Bool {
    properties.isEmojiPresentation || properties.isEmojiModifier || value == 0xFE0F || value == 0x200D
      || (0x1F000...0x1FAFF).contains(value)
  }
}
