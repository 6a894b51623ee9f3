extension FlowedText {
  /// The paragraphs of a flowed text, one on each line: what a reader that knows the format has before it fills its
  /// window (RFC 3676, section 4.1, with `delsp=no`). Quotation marks (`>`) are not looked at: Herald writes none.
  public static func decode(_ text: String) -> String {
    var lines: [String] = []
    var open = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = line.hasPrefix(" ") ? line.dropFirst() : line
      // The signature separator ends what comes before it, and is whole.
      if line == "-- " {
        if !open.isEmpty { lines.append(open) }
        lines.append("-- ")
        open = ""
      } else if line.hasSuffix(" ") {
        open += line
      } else {
        lines.append(open + line)
        open = ""
      }
    }
    if !open.isEmpty { lines.append(open) }
    return lines.joined(separator: "\n")
  }
}
