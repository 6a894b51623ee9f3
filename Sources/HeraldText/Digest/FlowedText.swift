/// Writes plain text as `text/plain; format=flowed; delsp=no` (RFC 3676): a reader that knows the format fills its window,
/// however narrow or wide; every other one shows lines of at most 72 columns.
///
/// Each line of the text is a paragraph. It is broken at spaces, and the space stays at the line's end as the sign that the
/// paragraph goes on (section 4.2). Between Chinese and Japanese characters, where there is no space to leave, a line
/// ends for good: with `delsp=no` a reader would put a space there. A word is never broken: an address, or a word wider
/// than the line, is the only thing that may be too wide. A line that begins with a space, `>` or `From` gets one more
/// space before it (section 4.4), which the reader takes away again.
///
/// What is read back is the text, but for: spaces at line ends, which go (they would join the next line); a run of spaces
/// where a line was broken, which is one; tabs, which are spaces; an indent, which is at most 24 columns.
public struct FlowedText: Sendable {
  /// The widest line, in columns of `DisplayWidth`, with the space at its end and the one before it.
  public let columns: Int

  /// 72 columns by default, at least 40; RFC 3676 allows 78 and wants room for a level or two of quoting.
  public init(columns: Int = 72) { self.columns = max(columns, 40) }

  /// The text with every paragraph flowed; lines end in `\n`. The signature separator `-- ` stays as it is and is never
  /// made by breaking a line (section 4.3).
  public func encode(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0 == "-- " ? "-- " : flowed(paragraph: $0.withoutTabs) }
      .joined(separator: "\n")
  }

  private func flowed(paragraph: Substring) -> String {
    let words = paragraph.split(separator: " ")
    guard let first = words.first else { return "" }
    let indent = String(repeating: " ", count: min(LineWrap.widestIndent, paragraph.prefix { $0 == " " }.count))
    let text = paragraph.dropFirst(paragraph.prefix { $0 == " " }.count)
    // Runs of spaces inside a line stay: each word with the spaces after it.
    var flow = FlowedLines(columns: columns)
    flow.add(indent + first, spaces: 0, isFirst: true)
    var rest = text[first.endIndex...]
    while let start = rest.firstIndex(where: { $0 != " " }) {
      let spaces = rest.distance(from: rest.startIndex, to: start)
      let end = rest[start...].firstIndex(of: " ") ?? rest.endIndex
      flow.add(rest[start..<end], spaces: spaces, isFirst: false)
      rest = rest[end...]
    }
    return flow.text
  }
}

/// The lines of one paragraph as they fill.
private struct FlowedLines {
  let columns: Int
  private var lines: [String] = []
  private var row: [(piece: WrapPiece, spaces: Int)] = []
  private var width = 0

  init(columns: Int) { self.columns = columns }

  var text: String { (lines + [line(of: row)]).joined(separator: "\n") }

  mutating func add(_ word: some StringProtocol, spaces: Int, isFirst: Bool) {
    for (offset, piece) in WrapPiece.pieces(ofWord: Substring(word)).enumerated() {
      take(piece, spaces: offset == 0 ? spaces : 0, mayBreak: !isFirst || offset > 0)
    }
  }

  private mutating func take(_ piece: WrapPiece, spaces: Int, mayBreak: Bool) {
    // One column for the space at the end.
    if mayBreak, width + spaces + piece.width >= columns, line(of: row) != "--" {
      let moved = breakOff(before: piece, spaces: spaces)
      lines.append(line(of: row) + (moved[0].spaces > 0 ? " " : ""))
      row = moved
      row[0].spaces = 0
      width = stuffing(of: row).count + row.reduce(0) { $0 + $1.spaces + $1.piece.width }
    } else {
      row.append((piece, spaces))
      if row.count == 1 { width = stuffing(of: row).count }
      width += spaces + piece.width
    }
  }

  /// What the next line begins with: the piece, and before it those of this line that must not be parted from it.
  private mutating func breakOff(before piece: WrapPiece, spaces: Int) -> [(piece: WrapPiece, spaces: Int)] {
    var moved = [(piece: piece, spaces: spaces)]
    var movedWidth = spaces + piece.width
    while moved.count < 4, row.count > 1, let last = row.last, line(of: row.dropLast()) != "--" {
      movedWidth += last.spaces + last.piece.width
      guard moved[0].piece.belongsToWordBefore || last.piece.mustNotEndALine, movedWidth < columns else { break }
      moved.insert(last, at: 0)
      row.removeLast()
    }
    return moved
  }

  private func line(of row: some Collection<(piece: WrapPiece, spaces: Int)>) -> String {
    row.reduce(into: stuffing(of: row)) { $0 += String(repeating: " ", count: $1.spaces) + $1.piece.text }
  }

  private func stuffing(of row: some Collection<(piece: WrapPiece, spaces: Int)>) -> String {
    guard let first = row.first?.piece.text else { return "" }
    return first.hasPrefix(" ") || first.hasPrefix(">") || first.hasPrefix("From") ? " " : ""
  }
}
