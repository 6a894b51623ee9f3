/// A list whose items stand one after another on one line: `1. … 2. …`, `1) … 2) …`, `a. … b. …`, `• … • …`.
struct InlineList {
  /// Where items after the first begin, in order.
  private(set) var starts: [Int] = []
  /// Offsets of full stops that belong to the items' numbers.
  private(set) var markers: Set<Int> = []

  init(of line: ScannedLine, tongue: Tongue) {
    guard let first = line.scalars.first else { return }
    let text = line.scalars
    if !line.kinds[0].has(.word), "•⁃‣◦▪●■✓✅☑➤➜👉🔹🔸".unicodeScalars.contains(first) {
      for (offset, scalar) in text.enumerated() where scalar == first {
        if offset > 0 { starts.append(offset) }
        if let marker = Marker(at: offset + 1, in: text) { markers.formUnion(marker.dots) }
      }
      return
    }
    guard line.kinds[0].has(.word) || first == " ", let first = Marker(at: 0, in: text) else { return }
    markers.formUnion(first.dots)
    var expected = first.value + 1
    for offset in text.indices.dropFirst() where line.kinds[offset - 1].has(.space) {
      guard line.kinds[offset].has(.word), let marker = Marker(at: offset, in: text), marker.value == expected,
        marker.style == first.style, isClear(first, at: offset, in: line, tongue)
      else { continue }
      starts.append(offset)
      markers.formUnion(marker.dots)
      expected += 1
    }
    // One letter and a full stop at the beginning is an initial unless a second item follows.
    if starts.isEmpty, first.style.hasPrefix("a") { markers = [] }
  }

  /// `2. Mannschaft` in German is the second team: there an item follows a stop.
  private func isClear(_ first: Marker, at offset: Int, in line: ScannedLine, _ tongue: Tongue) -> Bool {
    guard tongue == .de, first.style == "1.", let last = line.lastInk(before: offset) else { return true }
    return !line.kinds[last].has(.word) && line.scalars[last] != ","
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
        guard index < text.count, let number = Self.number(ofLetter: text[index]) else { return nil }
        value = number
        index += 1
      } else {
        value = text[first..<index].reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
      }
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
      self.style = style
      self.dots = dots
    }

    /// `a` is 1; so is `а`, its Cyrillic look-alike, counted in its own alphabet.
    private static func number(ofLetter letter: Unicode.Scalar) -> Int? {
      switch letter.value {
      case 0x61...0x7A: Int(letter.value) - 0x60
      case 0x430...0x44F: Int(letter.value) - 0x42F
      default: nil
      }
    }
  }
}
