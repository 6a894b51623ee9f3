/// Words by which a line of page furniture gives itself away.
struct Phrase {
  enum Place { case whole, start, anywhere }

  /// What a found phrase says of the lines after its own.
  enum Reach {
    /// Nothing.
    case line
    /// They belong to it until running text begins again.
    case section
    /// The article is over.
    case end
  }

  var words: [String]
  var place: Place
  var rule: Rule
  var reach: Reach

  /// All phrases, by their first word.
  static let all: [String: [Phrase]] = {
    var all: [String: [Phrase]] = [:]
    for (rule, reach, text) in attachedPhraseTables + furniturePhraseTables {
      for line in text.split(separator: "\n") {
        // Each line: places and phrases, `= whole line`, `^ start of line`, `~ anywhere`, separated by ` / `.
        for entry in line.split(separator: "/") {
          let trimmed = entry.drop { $0 == " " }
          guard let sign = trimmed.first else { continue }
          let place: Place = sign == "=" ? .whole : sign == "^" ? .start : .anywhere
          let words = phraseWords(trimmed.dropFirst(), limit: 20)
          guard let first = words.first else { continue }
          all[first, default: []].append(Phrase(words: words, place: place, rule: rule, reach: reach))
        }
      }
    }
    return all
  }()

  /// Of the phrases in a line of these words that fit it, the one that says most: the one that reaches farthest, then the longest.
  static func match(_ words: [String], where fits: (Phrase) -> Bool) -> Phrase? {
    var best: Phrase?
    for (index, word) in words.enumerated() {
      guard let candidates = all[word] else { continue }
      for phrase in candidates {
        let end = index + phrase.words.count
        switch phrase.place {
        case .whole: guard index == 0, end == words.count else { continue }
        case .start: guard index == 0 else { continue }
        case .anywhere: break
        }
        guard end <= words.count, words[index..<end].elementsEqual(phrase.words) else { continue }
        if let best, best.reach.order > phrase.reach.order { continue }
        if let best, best.reach.order == phrase.reach.order, best.words.count >= phrase.words.count { continue }
        if fits(phrase) { best = phrase }
      }
    }
    return best
  }
}

extension Phrase.Reach {
  fileprivate var order: Int {
    switch self {
    case .line: 0
    case .section: 1
    case .end: 2
    }
  }
}

/// The first `limit` words of a text in lower case; a word is letters and digits, everything else separates.
func phraseWords(_ text: some StringProtocol, limit: Int) -> [String] {
  var words: [String] = []
  var word = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.isWord {
      word.append(scalar)
      if word.count > 60 { break }
    } else if !word.isEmpty {
      words.append(String(word).lowercased())
      word = String.UnicodeScalarView()
      if words.count == limit { return words }
    }
  }
  if !word.isEmpty { words.append(String(word).lowercased()) }
  return words
}
