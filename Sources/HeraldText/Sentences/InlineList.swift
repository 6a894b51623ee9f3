/// A list whose items stand one after another on one line: `1. … 2. …`, `1) … 2) …`, `a. … b. …`, `• … • …`.
struct InlineList {
  /// Where items after the first begin, in order.
  private(set) var starts: [Int] = []
  /// Offsets of full stops that belong to the items' numbers.
  private(set) var markers: Set<Int> = []

  init(of text: [Unicode.Scalar]) {
    if let first = text.first, "•⁃‣◦".unicodeScalars.contains(first) {
      for (offset, scalar) in text.enumerated() where scalar == first {
        if offset > 0 { starts.append(offset) }
        if let marker = Marker(at: offset + 1, in: text) { markers.formUnion(marker.dots) }
      }
      return
    }
    guard let first = Marker(at: 0, in: text) else { return }
    markers.formUnion(first.dots)
    var expected = first.value + 1
    for offset in text.indices.dropFirst() where text[offset - 1].properties.isWhitespace {
      guard text[offset].isASCIIWord, let marker = Marker(at: offset, in: text), marker.value == expected,
        marker.style == first.style
      else { continue }
      starts.append(offset)
      markers.formUnion(marker.dots)
      expected += 1
    }
    // One letter and a full stop at the beginning is an initial unless a second item follows.
    if starts.isEmpty, first.style.hasPrefix("a") { markers = [] }
  }

  /// A number of at most three digits or one lower-case letter, then `.`, `)` or `.)`, then a space and something.
  private struct Marker {
    let value: Int
    let style: String
    let dots: Set<Int>

    init?(at start: Int, in text: [Unicode.Scalar]) {
      var index = start
      while index < text.count, text[index] == " ", index < start + 2 { index += 1 }
      let first = index
      while index < text.count, index - first < 3, text[index].isDigit { index += 1 }
      let isLetter = index == first
      if isLetter {
        guard index < text.count, (0x61...0x7A).contains(text[index].value) else { return nil }
        index += 1
      }
      var value = 0
      for scalar in text[first..<index] { value = value * 10 + Int(scalar.value) - (isLetter ? 0x60 : 0x30) }
      var dots: Set<Int> = []
      var style = isLetter ? "a" : "1"
      if index < text.count, text[index] == "." {
        dots.insert(index)
        style += "."
        index += 1
      }
      if index < text.count, text[index] == ")" {
        style += ")"
        index += 1
      }
      guard style.count > 1, index + 1 < text.count, text[index].properties.isWhitespace,
        !text[index + 1].properties.isWhitespace
      else { return nil }
      self.value = value
      self.style = style
      self.dots = dots
    }
  }
}
