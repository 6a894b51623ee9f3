/// The marks at a possible end of a sentence: `.`, `?!`, `…`, `. . . .`, with the closing marks after them.
struct EndMark {
  let start: Int
  /// After the last closing mark, and after a note's number (`.[12]`, `.²`).
  let end: Int
  let dots: Int
  /// The last closing mark, if there is one.
  let closer: Unicode.Scalar?
  /// One full stop, with or without closing marks.
  let isSingleDot: Bool
  /// Dots with spaces between, with a space before the first; or three dots between spaces.
  let isSpacedEllipsis: Bool

  init(at start: Int, in line: ScannedLine) {
    let kinds = line.kinds
    self.start = start
    var end = start
    var dots = 0
    while end < kinds.count, kinds[end].has(.terminator) {
      if line.scalars[end] == "." { dots += 1 }
      end += 1
    }
    let run = end - start
    let spaceBefore = start == 0 || kinds[start - 1].has(.space)
    var spaced = false
    if run == 1, dots == 1, end < kinds.count, kinds[end].has(.space) {
      // `. . .`: each further dot after one space. Attached to a word, the first dot is the full stop.
      var last = end
      var count = 1
      while last + 1 < kinds.count, kinds[last].has(.space), line.scalars[last + 1] == "." {
        last += 2
        count += 1
      }
      let restIsEnd = kinds.count - last < 8 && !kinds[last...].contains { $0.has(.word) }
      if spaceBefore || restIsEnd, count > 1 {
        end = last
        dots = count
        spaced = spaceBefore
      }
    }
    self.dots = dots
    isSingleDot = run == 1 && dots == 1
    isSpacedEllipsis = spaced || (dots == 3 && run == 3 && spaceBefore)
    let afterMarks = end
    end = line.afterClosers(from: end)
    closer = end > afterMarks ? line.scalars[end - 1] : nil
    self.end = line.afterNote(from: end)
  }
}

extension ScannedLine {
  /// After the closing marks that begin at an offset: those that stand directly there, and a `»` after a space, as French
  /// writes it.
  fileprivate func afterClosers(from offset: Int) -> Int {
    var end = offset
    while end < scalars.count {
      if kinds[end].has(.closing) {
        // A bracket or quote that a word follows without a space opens the next sentence.
        if "“\"'".unicodeScalars.contains(scalars[end]), end + 1 < scalars.count, kinds[end + 1].has(.letter) {
          break
        }
        end += 1
      } else if "«‹‘".unicodeScalars.contains(scalars[end]),
        end + 1 == scalars.count || !kinds[end + 1].has(.word)
      {
        end += 1
      } else if kinds[end].has(.space), end + 1 < scalars.count, "»›".unicodeScalars.contains(scalars[end + 1]),
        end + 2 == scalars.count || !kinds[end + 2].has(.word)
      {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  /// After a note's number: `[12]`, or a raised `²`.
  fileprivate func afterNote(from offset: Int) -> Int {
    var end = offset
    while end < scalars.count {
      if isRaised(scalars[end]) {
        end += 1
      } else if scalars[end] == "[", let close = scalars[end..<min(end + 5, scalars.count)].firstIndex(of: "]"),
        close > end + 1, kinds[end + 1..<close].allSatisfy({ $0.has(.digit) })
      {
        end = close + 1
      } else {
        break
      }
    }
    return end == offset || end == scalars.count || kinds[end].has(.space) ? end : offset
  }

  private func isRaised(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB2, 0xB3, 0xB9, 0x2070...0x2079: true
    default: false
    }
  }
}
