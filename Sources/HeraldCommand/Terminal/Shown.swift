extension String {
  /// This text as it may be shown on a terminal or in a log: control, bidi and invisible characters as `\u{1B}`, so that
  /// no article, address or server reply moves the cursor, forges a line or hides what it says (CWE-150).
  func shown(keepingLines: Bool = false) -> String {
    replacingDangerous(keepingLines: keepingLines) { "\\u{" + String($0.value, radix: 16, uppercase: true) + "}" }
  }

  /// This JSON document with the same characters as JSON escapes, so that it means the same. They can stand nowhere but
  /// in its strings.
  func shownAsJSON() -> String {
    replacingDangerous(keepingLines: true) { scalar in
      String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
  }

  private func replacingDangerous(keepingLines: Bool, with escape: (Unicode.Scalar) -> String) -> String {
    // Most texts, and every line of the log goes through here.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    guard unicodeScalars.contains(where: { isDangerous($0) && !(keepingLines && $0 == "\n") }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if !isDangerous(scalar) || (keepingLines && scalar == "\n") {
        text.unicodeScalars.append(scalar)
      } else {
        text += escape(scalar)
      }
    }
    return text
  }
}

/// Joiners that scripts and pictures need (U+200C, U+200D) are not among them.
private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
    0xFFF9...0xFFFB, 0xE0000...0xE007F:
    true
  default: false
  }
}
