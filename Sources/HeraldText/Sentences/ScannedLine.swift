/// One line of a text as the rules of sentences look at it: its scalars, and what each of them is.
struct ScannedLine {
  let scalars: [Unicode.Scalar]
  let kinds: [ScalarKind]

  /// The word that ends just before an offset: its letters, digits, dots and hyphens, at most 40. Single letters that
  /// spaces part belong together (`т. д` is `т.д`, `z. B` is `z.B`). Nothing before `lowest` is looked at.
  func word(before offset: Int, from lowest: Int = 0) -> (text: String, start: Int) {
    let last = wordStart(before: offset, from: lowest)
    var first = last
    let isShort = offset - last <= 2 || scalars[min(last + 1, offset - 1)] == "."
    while isShort, first >= lowest + 3, offset - first < 12, kinds[first - 1].has(.space), scalars[first - 2] == ".",
      kinds[first - 3].has(.letter), first - 3 == lowest || !kinds[first - 4].has(.word)
    {
      first -= 3
    }
    if first == last { return (string(first..<offset), first) }
    var text = ""
    for index in first..<offset where !kinds[index].has(.space) { text.unicodeScalars.append(scalars[index]) }
    return (text, first)
  }

  private func wordStart(before offset: Int, from lowest: Int) -> Int {
    var first = offset
    while first > lowest, offset - first < 40 {
      guard kinds[first - 1].has(.word | .joint) else { break }
      first -= 1
    }
    while first < offset, kinds[first].has(.apostrophe) { first += 1 }
    return first
  }

  /// The word before the white space before an offset, without the stop after it; empty when a mark stands there.
  func previousWord(before offset: Int) -> String {
    guard let last = lastInk(before: offset) else { return "" }
    return word(before: scalars[last] == "." ? last : last + 1).text
  }

  /// The first word at or after an offset, past opening marks, and where it begins: its letters only, at most 40.
  func word(from offset: Int) -> (text: String, start: Int) {
    var start = offset
    while start < scalars.count, start < offset + 6,
      kinds[start].has(.opening) || start > offset && kinds[start].has(.space)
    {
      start += 1
    }
    var end = start
    while end < scalars.count, end - start < 40, kinds[end].has(.word | .apostrophe) {
      end += 1
    }
    return (string(start..<end), start)
  }

  /// The first offset at or after `offset` that holds no white space; nil at the end.
  func firstInk(from offset: Int) -> Int? {
    var index = offset
    while index < kinds.count, kinds[index].has(.space) { index += 1 }
    return index < kinds.count ? index : nil
  }

  /// The last offset before `offset` that holds no white space; nil at the beginning.
  func lastInk(before offset: Int) -> Int? {
    var index = offset - 1
    while index >= 0, kinds[index].has(.space) { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// Whether the stretch without white space around an offset, at most 100 scalars to each side, looks like an address or
  /// a path.
  func isInAddress(_ offset: Int) -> Bool {
    var index = offset
    while index > 0, offset - index < 100, !kinds[index - 1].has(.space) {
      index -= 1
      if scalars[index].isOfAddresses { return true }
    }
    index = offset
    while index < scalars.count, index - offset < 100, !kinds[index].has(.space) {
      if scalars[index].isOfAddresses { return true }
      index += 1
    }
    return false
  }

  func string(_ range: Range<Int>) -> String {
    var text = ""
    for scalar in scalars[range] { text.unicodeScalars.append(scalar) }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var isOfAddresses: Bool {
    switch self {
    case "@", "/", ":", "_", "=", "&", "#", "\\": true
    default: false
    }
  }
}
