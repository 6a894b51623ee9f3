/// Walks over a line from mark to mark and notes where sentences end.
enum SentenceWalk {
  /// How often a piece is looked at again by itself: what stood around it may have hidden an end inside it (half of a
  /// quotation, say). So the sentences of a sentence are itself.
  private static let mostLooks = 8

  /// Offsets after which a sentence begins, in order, each after the white space between. Neither 0 nor the end.
  static func ends(of line: ScannedLine, _ tongue: Tongue) -> [Int] { ends(of: line, tongue, looks: mostLooks) }

  private static func ends(of line: ScannedLine, _ tongue: Tongue, looks: Int) -> [Int] {
    guard looks > 0 else { return [] }
    let found = walk(line, tongue)
    guard !found.isEmpty else { return [] }
    var ends: [Int] = []
    var start = 0
    for end in found + [line.scalars.count] {
      if let first = line.firstInk(from: start), let last = line.lastInk(before: end), first < last,
        mayHideAnEnd(line.kinds[first...last])
      {
        let piece = ScannedLine(scalars: Array(line.scalars[first...last]), kinds: Array(line.kinds[first...last]))
        ends += Self.ends(of: piece, tongue, looks: looks - 1).map { $0 + first }
      }
      if end < line.scalars.count { ends.append(end) }
      start = end
    }
    return ends
  }

  /// Whether there is a mark before the marks at the end, or a space between those, or a list may begin.
  private static func mayHideAnEnd(_ kinds: ArraySlice<ScalarKind>) -> Bool {
    guard let first = kinds.first else { return false }
    if !first.has(.letter) { return true }
    let last = kinds.lastIndex { !$0.has(.terminator | .closing | .space) } ?? kinds.startIndex
    return kinds[...last].contains { $0.has(.terminator) } || kinds[last...].contains { $0.has(.space) }
      || kinds.count > 2 && !kinds[kinds.startIndex + 1].has(.word)
  }

  private static func walk(_ line: ScannedLine, _ tongue: Tongue) -> [Int] {
    let rules = SentenceEnd(line: line, tongue: tongue)
    let list = InlineList(of: line, tongue: tongue)
    let nesting = Nesting(of: line.scalars)
    var items = list.starts[...]
    var ends: [Int] = []
    var start = line.firstInk(from: 0) ?? 0
    var index = start
    while index < line.kinds.count {
      if let item = items.first, item <= index {
        items.removeFirst()
        if item > start { ends.append(item) }
        start = max(start, item)
      }
      guard line.kinds[index].has(.terminator) else {
        index += 1
        continue
      }
      let mark = EndMark(at: index, in: line)
      if !nesting.isInside(mark.end), !list.markers.contains(index), let end = rules.end(at: mark, start: start),
        let next = line.firstInk(from: end), next > start
      {
        ends.append(next)
        start = next
      }
      index = mark.end
    }
    return ends
  }
}
