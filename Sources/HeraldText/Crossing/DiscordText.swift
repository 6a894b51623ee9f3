/// A text behind Discord's formatting marks, which it takes out of every message: `2 * 3 * 4` would come out as *3*, and a
/// line that begins with `#` as a heading. https://docs.discord.com/developers/reference#message-formatting and its
/// Markdown, where a backslash keeps the mark.
enum DiscordText {
  /// Marks anywhere: emphasis, underline, strike, spoiler, code, link text, and what stands in angle brackets.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\\", "*", "_", "~", "|", "`", "[", "<": true
    default: false
    }
  }

  /// Every mark behind a backslash, but those in addresses, which would lead elsewhere then.
  static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var isAddress = [Bool](repeating: false, count: scalars.count)
    for entity in Detection.entities(in: text, network: .discord)
    where entity.kind == .url && !scalars[entity.range].contains("\\") {
      for index in entity.range { isAddress[index] = true }
    }
    var escaped = String.UnicodeScalarView()
    var lineStart: Int? = 0
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let opensLine = lineStart.map { opens(scalar, behind: scalars[$0..<index], before: next) } ?? false
      if !isAddress[index], isMark(scalar) || opensLine { escaped.append("\\") }
      escaped.append(scalar)
      if scalar == "\n" {
        lineStart = index + 1
      } else if scalar != " ", !("0"..."9").contains(scalar) {
        lineStart = nil
      }
    }
    return String(escaped)
  }

  /// Whether this makes a quotation, a heading or a list, as the first of its line or behind a number.
  private static func opens(
    _ scalar: Unicode.Scalar, behind start: ArraySlice<Unicode.Scalar>, before next: Unicode.Scalar?
  ) -> Bool {
    let hasNumber = start.contains { $0 != " " }
    switch scalar {
    case ">", "#", "-", "+": return !hasNumber
    case ".": return hasNumber && next == " "
    default: return false
    }
  }

  /// The inverse of ``escaped(_:)``: no backslash stands there for itself.
  static func unescaped(_ wire: String) -> String {
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in wire.unicodeScalars {
      if scalar == "\\", !isEscaped {
        isEscaped = true
      } else {
        text.append(scalar)
        isEscaped = false
      }
    }
    return String(text)
  }
}
