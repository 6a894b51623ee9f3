import Foundation

/// Which brief of a corrected article stands in the place of which that it had before.
///
/// Two are one brief in two versions when they share at least half of their words (twice the common words over all
/// words of both, a word as often as it is there). Each has one partner, the most alike first; of equals those that
/// stand nearest to each other. What has no partner is a new brief, or one that was taken away: an unrelated text is
/// never called a correction.
public enum Replacement {
  static let leastAlike = 0.5
  /// Of more briefs than this only those are compared that stand at most so far from each other.
  static let reach = 200

  /// For each of `new` the index in `old` of what it replaces. The time grows with the words of `new`.
  public static func pairs(old: [Brief], new: [Brief]) -> [Int: Int] {
    var numbers: [String: Int] = [:]
    let oldWords = old.map { words(of: $0.text, &numbers) }
    let newWords = new.map { words(of: $0.text, &numbers) }
    var candidates: [(new: Int, old: Int, alike: Double)] = []
    for (index, words) in newWords.enumerated() {
      for other in min(old.count, max(0, index - reach))..<min(old.count, index + reach + 1) {
        let alike = alike(words, oldWords[other])
        if alike >= leastAlike { candidates.append((index, other, alike)) }
      }
    }
    candidates.sort {
      if $0.alike != $1.alike { return $0.alike > $1.alike }
      return (abs($0.new - $0.old), $0.new, $0.old) < (abs($1.new - $1.old), $1.new, $1.old)
    }
    var pairs: [Int: Int] = [:]
    var taken: Set<Int> = []
    for candidate in candidates where pairs[candidate.new] == nil && !taken.contains(candidate.old) {
      pairs[candidate.new] = candidate.old
      taken.insert(candidate.old)
    }
    return pairs
  }

  /// From 0, no word in common, to 1, the same words in some order.
  private static func alike(_ left: [Int], _ right: [Int]) -> Double {
    let all = Double(left.count + right.count)
    if 2 * Double(min(left.count, right.count)) < leastAlike * all { return 0 }
    var (common, l, r) = (0, 0, 0)
    while l < left.count, r < right.count {
      if left[l] == right[r] {
        (common, l, r) = (common + 1, l + 1, r + 1)
      } else if left[l] < right[r] {
        l += 1
      } else {
        r += 1
      }
    }
    return 2 * Double(common) / all
  }

  /// Its words as numbers, in their order, without case and marks around them; a text of marks alone is one word.
  private static func words(of text: String, _ numbers: inout [String: Int]) -> [Int] {
    let split = normalised(text).split { !($0.isLetter || $0.isNumber) }.map(String.init)
    return (split.isEmpty ? [text] : split).map { word in
      let number = numbers[word] ?? numbers.count
      numbers[word] = number
      return number
    }.sorted()
  }
}
