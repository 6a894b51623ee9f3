/// The word that someone who wrote `word` most likely meant: at most two edits away (one for a word of up to four
/// letters), the first in the order of `words` among equals; nil when none is that near, and for a
/// word of more than 64 letters.
public func nearest(to word: String, in words: [String]) -> String? {
  guard word.count <= 64 else { return nil }
  let limit = word.count <= 4 ? 1 : 2
  return words.map { (word: $0, distance: editDistance(word.lowercased(), $0.lowercased())) }
    .filter { $0.distance <= limit }
    .min { $0.distance < $1.distance }?.word
}

/// Edits of one letter (insert, delete, replace, swap neighbours) from one word to the other.
private func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left)
  let right = Array(right.prefix(128))
  var before = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for (i, letter) in left.enumerated() {
    var row = [i + 1]
    for (j, other) in right.enumerated() {
      var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (letter == other ? 0 : 1))
      if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    before = last
    last = row
  }
  return last[right.count]
}
