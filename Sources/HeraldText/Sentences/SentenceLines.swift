/// The lines that a text is parted in before its sentences are: what stands between two line breaks that end sentences.
///
/// A break does not end one where a line goes on: the line does not end on a stop or a colon, the next begins in lower
/// case, and either a space stands before the break or the line is as long as hard-wrapped ones are (50 characters); or a
/// space stands before the break of such a long line and no bullet follows it.
struct SentenceLines {
  static let leastWrapped = 50

  let scalars: [Unicode.Scalar]
  let kinds: [ScalarKind]
  /// Together all scalars, in order; line breaks belong to the line before them.
  private(set) var ranges: [Range<Int>] = []

  init(of text: String) {
    scalars = Array(text.unicodeScalars)
    kinds = ScalarKind.all(of: scalars)
    var start = 0
    var lineStart = 0
    var index = 0
    while index < kinds.count {
      guard kinds[index].has(.lineEnd) else {
        index += 1
        continue
      }
      let isPair = scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      let next = index + (isPair ? 2 : 1)
      if !goesOn(lineStart..<index, next: next) {
        ranges.append(start..<next)
        start = next
      }
      lineStart = next
      index = next
    }
    if start < scalars.count { ranges.append(start..<scalars.count) }
  }

  func line(_ range: Range<Int>) -> ScannedLine {
    if range.count == scalars.count { return ScannedLine(scalars: scalars, kinds: kinds) }
    return ScannedLine(scalars: Array(scalars[range]), kinds: Array(kinds[range]))
  }

  private func goesOn(_ line: Range<Int>, next: Int) -> Bool {
    guard next < kinds.count, !line.isEmpty else { return false }
    let spaceBefore = kinds[line.upperBound - 1].has(.space)
    guard spaceBefore || line.count >= Self.leastWrapped, !kinds[next].has(.space) else { return false }
    if kinds[next].has(.lower) {
      guard let last = kinds[line].lastIndex(where: { !$0.has(.space) }) else { return false }
      return !kinds[last].has(.terminator) && scalars[last] != ":"
    }
    return spaceBefore && line.count >= Self.leastWrapped && kinds[next].has(.letter)
  }

  /// Each line break, with the white space around it, as one space.
  static func joined(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var space: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if ScalarKind.of(scalar).has(.space) {
        space.append(scalar)
      } else {
        scalars.append(contentsOf: space.contains { ScalarKind.of($0).has(.lineEnd) } ? [" "] : space)
        space.removeAll()
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
