extension Unicode.Scalar {
  /// What no content may hold: control characters, line and paragraph separators, bidi overrides and isolates, the byte
  /// order mark and noncharacters. `Content` refuses them; `\n` is the one exception there.
  var isNeverSent: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}

extension String {
  /// Without white space at both ends.
  var withoutOuterSpace: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
