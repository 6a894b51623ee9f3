import Herald

extension DigestComposer {
  /// A digest's text as a person changes it: the subject, an empty line, the body; a flowed one with each paragraph on
  /// one line. Without a line end at its end.
  public static func editable(_ content: Content) -> String {
    var text = content.isFlowed ? FlowedText.decode(content.text) : content.text
    while text.last == "\n" { text.removeLast() }
    return text
  }

  /// A text that a person wrote, brought into the form of a digest: its first line is the subject, what nobody can see
  /// is gone, every line is wrapped, and at most two empty lines follow each other.
  ///
  /// Throws when there is nothing to read, when there is no more than a subject, and when the subject is wider than a
  /// list of mails shows (72 columns).
  public func compose(text: String, form: EditionDraft.Form) throws(CompositionProblem) -> Content {
    let lines = CleanText.of(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.allSatisfy(\.isWhitespace) ? "" : $0 }.drop(while: \.isEmpty)
    let subject = String(lines.first ?? "").onOneLine
    guard !subject.isEmpty else {
      throw CompositionProblem(what: "the text is empty", remedy: "write a subject, an empty line, and the text")
    }
    guard lines.dropFirst().contains(where: { !$0.isEmpty }) else {
      throw CompositionProblem(
        what: "there is a subject and no text", remedy: "write an empty line and the text below it")
    }
    let width = DisplayWidth.of(subject)
    guard width <= SubjectLine.columns else {
      throw CompositionProblem(
        what: "the subject is \(width) columns wide, more than \(SubjectLine.columns)", remedy: "shorten it")
    }
    let text = DigestText(lines.joined(separator: "\n"), emptyLines: 2, format: form.format).text
    do throws(ContentProblem) {
      return try .digest(text, isFlowed: form.format == .flowed)
    } catch {
      throw CompositionProblem(what: error.description, remedy: "write the text without it")
    }
  }
}
