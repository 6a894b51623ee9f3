/// Text as a single value of YAML, quoted where it has to be: on a line of its own and within braces and brackets alike.
enum YAMLValue {
  static func of(_ text: String) -> String {
    let isPlain =
      text.wholeMatch(of: /[A-Za-z0-9\/](?:[A-Za-z0-9_.\/@+-]|:\/\/)*/) != nil
      && !["null", "true", "false", "yes", "no", "on", "off"].contains(text.lowercased())
    if isPlain { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A list on one line.
  static func list(_ words: [String]) -> String { "[" + words.map(of).joined(separator: ", ") + "]" }
}
