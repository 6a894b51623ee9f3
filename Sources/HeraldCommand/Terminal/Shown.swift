import Herald

extension String {
  /// This text as it may be shown on a terminal or in a log: control, bidi and invisible characters as `\u{1B}`, so that
  /// no article, address or server reply moves the cursor, forges a line or hides what it says (CWE-150).
  func shown(keepingLines: Bool = false) -> String {
    guard unicodeScalars.contains(where: { isDangerous($0) && !(keepingLines && $0 == "\n") }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if !isDangerous(scalar) || (keepingLines && scalar == "\n") {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return text
  }
}

private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}
