extension Page {
  /// Phrases of furniture are weak signs: news speaks of searches, shares and donations too. Where a source has no other
  /// furniture, a line of several words that was dropped for a phrase in it is judged again without phrases.
  ///
  /// An end is worth more than a line: a sentence that begins like a footer or a heading of comments is text everywhere.
  static func doubtPhrases(_ blocks: [Block], _ labels: inout [Label]) {
    for index in blocks.indices where labels[index].isDoubtful(blocks[index]) && blocks[index].endsAsSentence {
      switch labels[index].role {
      case .chrome(.comments, .end), .chrome(.footer, .end): labels[index].doubtPhrase(of: blocks[index])
      // What reads on like “The author …” may be the box about her, but takes nothing with it.
      case .chrome(.authorBox, .section): labels[index].role = .chrome(.authorBox, .line)
      default: break
      }
    }
    let strong = zip(blocks, labels).lazy.filter { $1.isFurniture && !$1.isDoubtful($0) }.prefix(2).count
    guard strong < 2 else { return }
    for index in blocks.indices where labels[index].isDoubtful(blocks[index]) {
      let block = blocks[index]
      // What is no sentence is a heading where text follows it.
      guard block.endsAsSentence || index + 1 < blocks.count && labels[index + 1].isText else { continue }
      labels[index].doubtPhrase(of: block)
    }
  }
}

extension Label {
  /// True for a line of a page around an article. Pictures and invitations stand in an article without a page too.
  var isFurniture: Bool {
    guard case .chrome(let rule, _) = role else { return false }
    return ![.ornament, .markup, .promoLine, .caption, .mailHeader].contains(rule)
  }

  var isText: Bool { role == .prose || role == .sentence }

  /// True where the phrase that the role comes from is a part of the line only, and may be said of anything.
  func isDoubtful(_ block: Block) -> Bool {
    guard let phrase, phrase.place != .whole, words.count >= max(3, phrase.words.count + 2) else { return false }
    let isSentence = block.endsAsSentence && words.count >= 5
    switch phrase.rule {
    case .caption, .tagsLine: return false
    case .promoLine, .subscribeBox, .newsletterGreeting, .cookieNotice:
      return isSentence && phrase.words.count <= 3 && !starts(with: phrase, at: .anywhere) && !speaksToReader
        && !namesNetwork(block.text) && !words.contains(where: mailWords.contains)
    case .commentForm: return !isSentence && phrase.words.count <= 3
    case .comments where isQuoted(block.text): return false
    case .footer: return isSentence && phrase.place == .start
    default:
      return !block.text.split(separator: " ").prefix(phrase.words.count + 1).contains { $0.hasSuffix(":") }
    }
  }

  private func starts(with phrase: Phrase, at place: Phrase.Place) -> Bool {
    phrase.place == place && words.starts(with: phrase.words)
  }

  /// `3 thoughts on “The bridge is open again”`: the heading of comments names the article.
  private func isQuoted(_ text: String) -> Bool { text.contains { "“„«»\"‘".contains($0) } }
}
