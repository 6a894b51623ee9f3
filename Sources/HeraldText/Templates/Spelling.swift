/// What a misspelt name was meant for.
enum Spelling {
  /// The word of `words` that is nearest to `word`: the same but for case, or at most two letters (one in a word of up
  /// to four) wrong, missing, too many or swapped. Nil when none is that near.
  static func nearest(to word: String, among words: [String]) -> String? {
    guard word.count <= 64 else { return nil }
    let allowed = word.count <= 4 ? 1 : 2
    return
      words
      .map { (word: $0, distance: distance(Array(word.lowercased()), Array($0.lowercased()))) }
      .filter { $0.distance <= allowed }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// The number of changed, added, removed or swapped letters (optimal string alignment).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
