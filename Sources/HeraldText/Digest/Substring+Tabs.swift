extension Substring {
  /// The line with each tab as the spaces that a terminal or a mail reader shows for it: up to the next multiple of eight
  /// columns.
  var withoutTabs: Substring {
    guard utf8.contains(0x09) else { return self }
    var line = ""
    var width = 0
    for (offset, part) in split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
      if offset > 0 {
        let spaces = 8 - width % 8
        line += String(repeating: " ", count: spaces)
        width += spaces
      }
      line += part
      width += DisplayWidth.of(part)
    }
    return Substring(line)
  }
}
