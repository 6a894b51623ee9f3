/// Breaks the lines of a plain text so that none is wider than `columns`.
///
/// A line that fits stays as it is, so wrapping twice is wrapping once. A longer one is broken at spaces, and between
/// Chinese and Japanese characters where their rules allow it; what follows hangs under the text of the first line,
/// after its indent and its bullet or number. A word is never broken: an address, or a word wider than the line, stands
/// on a line of its own and is the only thing that may be too wide. Hyphens and no-break spaces are part of their word.
/// Spaces at line ends go, except those of `-- `, the signature separator (RFC 3676, section 4.3); tabs become spaces up to
/// the next multiple of eight columns. The time is linear in the length of the text.
public struct LineWrap: Sendable {
  /// The widest line, in columns of `DisplayWidth`.
  public let columns: Int
  /// An indent wider than this is cut to it, so that there is always room for text.
  static let widestIndent = 24
  /// That indent with the widest bullet (`100.`) and the widest gap after it.
  static let widestHang = widestIndent + 8

  /// 72 columns is what mail has room for with a level or two of quoting.
  public init(columns: Int = 72) { self.columns = max(columns, Self.widestHang + 8) }

  /// The text with every line wrapped; whatever ended a line (CR, CRLF, U+2028 …), `\n` does now.
  public func wrap(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { wrapped(line: $0.withoutTabs) }
      .joined(separator: "\n")
  }

  private func wrapped(line: Substring) -> String {
    if line == "-- " { return "-- " }
    var line = line
    while line.last?.isBreakingSpace == true { line.removeLast() }
    guard DisplayWidth.of(line) > columns else { return String(line) }
    var lead = Lead(of: line, widest: Self.widestIndent)
    let pieces = WrapPiece.pieces(of: lead.rest)
    // A word too wide for its line may already hang under a bullet: it stays there.
    if pieces.count == 1, lead.first == lead.next { lead = Lead(of: line, widest: Self.widestHang) }
    var result = lead.first
    var row = Row(room: columns - lead.width)
    for piece in pieces where !row.take(piece) {
      let moved = row.breakOff(before: piece)
      result += row.text + "\n" + lead.next
      row = Row(room: columns - lead.width, pieces: moved)
    }
    return result + row.text
  }
}

/// What stands before the text of a line, and what the lines under it begin with.
private struct Lead {
  let first: String
  let next: String
  let width: Int
  let rest: Substring

  init(of line: Substring, widest: Int) {
    let body = line.drop { $0.isBreakingSpace }
    let indent = String(repeating: " ", count: min(widest, line.distance(from: line.startIndex, to: body.startIndex)))
    let bullet = body.prefix { !$0.isBreakingSpace }
    let text = body.dropFirst(bullet.count).drop { $0.isBreakingSpace }
    guard Self.isBullet(bullet), !text.isEmpty else {
      (first, next, width, rest) = (indent, indent, indent.count, body)
      return
    }
    let gap = body.distance(from: bullet.endIndex, to: text.startIndex)
    first = indent + bullet + String(repeating: " ", count: min(gap, 4))
    width = DisplayWidth.of(first)
    next = String(repeating: " ", count: width)
    rest = text
  }

  private static func isBullet(_ word: Substring) -> Bool {
    if ["*", "-", "+", "•", "·", "–", "—", "▪", "◦", "‣"].contains(word) { return true }
    guard let last = word.last, last == "." || last == ")" else { return false }
    return (2...4).contains(word.count) && word.dropLast().allSatisfy { ("0"..."9").contains($0) }
  }
}

/// One line as it fills.
private struct Row {
  let room: Int
  var pieces: [WrapPiece] = []
  var width = 0

  init(room: Int, pieces: [WrapPiece] = []) {
    self.room = room
    self.pieces = pieces
    width = pieces.enumerated().reduce(0) { $0 + $1.element.width + ($1.offset > 0 && $1.element.afterSpace ? 1 : 0) }
  }

  var text: String {
    pieces.enumerated().map { ($0 > 0 && $1.afterSpace ? " " : "") + $1.text }.joined()
  }

  /// Takes the piece if there is room, or if it would be the first.
  mutating func take(_ piece: WrapPiece) -> Bool {
    let added = piece.width + (!pieces.isEmpty && piece.afterSpace ? 1 : 0)
    guard pieces.isEmpty || width + added <= room else { return false }
    pieces.append(piece)
    width += added
    return true
  }

  /// What the next line begins with: the piece, and before it those of this line that must not be parted from it, as
  /// far as a text needs it (`word – (`); a chain of nothing but marks is broken like words.
  mutating func breakOff(before piece: WrapPiece) -> [WrapPiece] {
    var moved = [piece]
    while moved.count < 4, pieces.count > 1, let last = pieces.last {
      guard moved[0].mustNotBeginALine || last.mustNotEndALine,
        Row(room: room, pieces: [last] + moved).width <= room
      else { break }
      moved.insert(last, at: 0)
      pieces.removeLast()
    }
    return moved
  }
}
