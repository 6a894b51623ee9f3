/// A rendered digest brought into its final form: the subject on the first line, an empty line, the wrapped body, one
/// line end at the end.
struct DigestText {
  let text: String

  /// At most `emptyLines` empty lines stay in a row: what an empty value leaves behind is closed up.
  init(_ rendered: String, emptyLines: Int, format: EditionDraft.Form.Format) {
    let lines = rendered.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.allSatisfy(\.isWhitespace) ? "" : line
    }
    let written = lines.drop(while: \.isEmpty)
    guard let first = written.first else {
      text = ""
      return
    }
    var body: [Substring] = []
    var empty = 0
    for line in written.dropFirst().drop(while: \.isEmpty) {
      empty = line.isEmpty ? empty + 1 : 0
      if empty <= emptyLines { body.append(line) }
    }
    while body.last?.isEmpty == true { body.removeLast() }
    var subject = SubjectLine.clipped(String(first).onOneLine)
    let paragraphs = body.joined(separator: "\n")
    let wrapped: String
    switch format {
    case .fixed: wrapped = LineWrap().wrap(paragraphs)
    case .flowed:
      // Not through `encode`, which keeps a column for a space that the subject, one line, does not need.
      if subject.hasPrefix(">") || subject.hasPrefix("From") { subject = " " + subject }
      wrapped = FlowedText().encode(paragraphs)
    }
    text = body.isEmpty ? subject + "\n" : subject + "\n\n" + wrapped + "\n"
  }
}
