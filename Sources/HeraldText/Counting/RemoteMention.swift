import Herald

/// A mention of an account on another server: `@user@domain`, of which the domain is not counted.
enum RemoteMention {
  /// The ranges of `@domain` in a text, as scalar offsets.
  static func domains(in text: [Unicode.Scalar]) -> [Range<Int>] {
    all(in: text).map { mention in
      let at = text[mention.range].lastIndex(of: "@") ?? mention.range.lowerBound
      return at..<mention.range.upperBound
    }
  }

  /// Every `@user@domain` whose domain may exist.
  static func all(in text: [Unicode.Scalar]) -> [TextEntity] {
    var found: [TextEntity] = []
    var index = 0
    while index < text.count {
      guard text[index] == "@", index == 0 || text[index - 1].mayPrecedeMention else {
        index += 1
        continue
      }
      let name = index + 1
      var end = name
      while end < text.count, text[end].isASCIIWord || text[end] == "_" || text[end] == "." || text[end] == "-" {
        end += 1
      }
      guard end > name, end < text.count, text[end] == "@" else {
        index = max(end, index + 1)
        continue
      }
      var last = end + 1
      while last < text.count, text[last].isNameCharacter || text[last] == "." || text[last] == "-" { last += 1 }
      let next = last
      while last > end + 1, text[last - 1] == "." || text[last - 1] == "-" { last -= 1 }
      if isDomain(text[(end + 1)..<last]) {
        let value = Detection.string(text[name..<last])
        found.append(TextEntity(kind: .mention, range: index..<last, value: value))
      }
      index = max(next, index + 1)
    }
    return found
  }

  private static func isDomain(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard text.count <= 253 else { return false }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last else { return false }
    return labels.allSatisfy { Punycode.encodedLength(of: $0).map { $0 <= 63 } ?? false }
      && (TopLevelDomains.contains(String(String.UnicodeScalarView(last))) || last.starts(with: ["x", "n", "-", "-"]))
  }
}

extension Unicode.Scalar {
  fileprivate var mayPrecedeMention: Bool { !(isNameCharacter || self == "/" || self == "=") }

  /// A letter, digit, mark or underscore.
  var isNameCharacter: Bool {
    isASCII
      ? isASCIIWord || self == "_"
      : properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
  }
}
