import Herald

extension PostComposer {
  /// A text that a person wrote, in the place of the composed one: counted and held to the network's limit as any other.
  ///
  /// Lines of `---` part it. Nothing is shortened, and nothing added; control characters, spaces beyond one and empty
  /// lines at the ends of parts are gone. Throws every part that is over the limit, and by how much; a text
  /// without a word; more than 50 parts.
  public func compose(
    text: String, for article: Article, channel: String, style: PostStyle
  ) throws(CompositionProblem) -> PostDraft {
    let place = "channel \(channel): \(article.title.onOneLine)"
    var crossing = PostCrossing(article, style: style)
    let parts = Self.parts(of: text).map { crossing.lines($0) }
    guard parts.contains(where: { !$0.isEmpty }) else {
      throw CompositionProblem(what: "the text is empty", place: place, remedy: "write it, or leave --text out")
    }
    if let empty = parts.firstIndex(of: "") {
      throw CompositionProblem(
        what: "part \(empty + 1) of the text is empty", place: place, remedy: "write it, or remove the line ---")
    }
    guard parts.count <= PostStyle.mostParts else {
      throw CompositionProblem(
        what: "the text has \(parts.count) parts, more than \(PostStyle.mostParts)", place: place,
        remedy: "remove some lines of ---")
    }
    let over = parts.enumerated().compactMap { index, part -> String? in
      let measure = style.rules.measure(part)
      guard !measure.fits else { return nil }
      let by = measure.limit.map { measure.count - $0 }.flatMap { $0 > 0 ? "\($0) too many" : nil }
      return (parts.count > 1 ? "part \(index + 1) " : "") + "has \(measure.explanation)" + (by.map { ": \($0)" } ?? "")
    }
    guard over.isEmpty else {
      throw CompositionProblem(
        what: "the text is too long: " + over.joined(separator: "; "), place: place,
        remedy: parts.count > 1 ? "shorten it" : "shorten it, or part it with a line of ---")
    }
    let source = PostSource(article, style: style)
    return try draft(parts, of: source, notes: crossing.notes, channel: channel, style: style)
  }

  /// The parts between lines of `---`, each without empty lines at its ends.
  private static func parts(of text: String) -> [String] {
    let text = CleanText.of(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line).withoutOuterSpace == "---" ? nil : line
    }
    return lines.split(separator: nil, omittingEmptySubsequences: false).map { part in
      let lines = part.compactMap { $0 }.map { line in
        let last = line.lastIndex { !$0.isWhitespace }
        return last.map { String(line[...$0]) } ?? ""
      }
      let first = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
      let last = lines.lastIndex { !$0.isEmpty } ?? lines.startIndex
      return first <= last && first < lines.endIndex ? lines[first...last].joined(separator: "\n") : ""
    }
  }
}
