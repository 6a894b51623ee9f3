/// LinkedIn's “little text”, in which a post's commentary is written: a reserved character without a backslash ends the
/// post there, without a word (Microsoft Learn, *little Text Format*).
enum LittleText {
  /// `\ | { } @ [ ] ( ) < > # * _ ~`
  static func isReserved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\\", "|", "{", "}", "@", "[", "]", "(", ")", "<", ">", "#", "*", "_", "~": true
    default: false
    }
  }

  /// Every reserved character behind a backslash; a hashtag as `{hashtag|\#|tag}`, so that it stays one.
  static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var tags = Detection.entities(in: text, network: .linkedin).filter { $0.kind == .hashtag }[...]
    var escaped = String.UnicodeScalarView()
    func append(_ scalars: ArraySlice<Unicode.Scalar>) {
      for scalar in scalars {
        if isReserved(scalar) { escaped.append("\\") }
        escaped.append(scalar)
      }
    }
    var index = 0
    while let tag = tags.popFirst() {
      append(scalars[index..<tag.range.lowerBound])
      escaped.append(contentsOf: "{hashtag|\\#|".unicodeScalars)
      append(scalars[(tag.range.lowerBound + 1)..<tag.range.upperBound])
      escaped.append("}")
      index = tag.range.upperBound
    }
    append(scalars[index...])
    return String(escaped)
  }

  /// The text that a reader sees: the inverse of ``escaped(_:)``.
  static func unescaped(_ little: String) -> String {
    let scalars = Array(little.unicodeScalars)
    let opening = Array("{hashtag|\\#|".unicodeScalars)
    var text = String.UnicodeScalarView()
    var isInsideTag = false
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\\", index + 1 < scalars.count {
        text.append(scalars[index + 1])
        index += 2
      } else if scalars[index...].starts(with: opening) {
        text.append("#")
        isInsideTag = true
        index += opening.count
      } else if isInsideTag, scalars[index] == "}" {
        isInsideTag = false
        index += 1
      } else {
        text.append(scalars[index])
        index += 1
      }
    }
    return String(text)
  }
}
