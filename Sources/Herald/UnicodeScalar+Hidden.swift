extension Unicode.Scalar {
  /// What no line of text may hold, because it ends the line, moves the cursor or reorders what is read: C0 (with TAB, LF, CR
  /// and NUL), DEL and C1, line and paragraph separator, bidi overrides and isolates, byte-order mark, noncharacters.
  public var isHidden: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
