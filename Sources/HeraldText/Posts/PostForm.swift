import Herald

/// A template with the values of one article, to be filled with different texts until one fits.
struct PostForm {
  let kind: TemplateKind
  private let loaded: Templates.Loaded
  private let names: Set<String>
  private let values: [String: Any]

  /// `more` are values that only the kind has. Throws when there is no such template, or it is of another kind.
  init(
    templates: Templates, template: String, kind: TemplateKind, source: PostSource, newsroom: String,
    _ more: [String: TemplateValues.Value] = [:]
  ) throws(CompositionProblem) {
    do {
      loaded = try templates.find(template, kind: kind)
    } catch {
      throw CompositionProblem(error)
    }
    self.kind = kind
    var values: TemplateValues = [
      "title": .text(source.title), "url": .text(source.url), "handle": .text(source.handle),
      "tags": .texts(source.tags), "author": .text(source.author), "date": .text(source.date),
      "language": .text(source.language), "newsroom": .text(newsroom),
    ]
    for (name, value) in more { values[name] = value }
    names = Set(kind.names.map(\.name))
    self.values = values.filling(kind.names)
  }

  /// The text with these values in the place of the article's, tidy: no two spaces in a row, none at the ends of a line;
  /// no line of nothing but spaces, which empty values leave; no two empty lines in a row, none at the ends.
  func text(_ changed: [String: TemplateValues.Value]) -> String {
    var values = values
    for (name, value) in changed where names.contains(name) { values[name] = value.filled }
    return Self.tidied(loaded.template.render(values))
  }

  /// Whether the template shows a value somewhere.
  func shows(_ name: String) -> Bool { loaded.shown.contains(name) }

  private static func tidied(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = tidiedLine(line)
      if trimmed.isEmpty, !line.isEmpty || lines.last?.isEmpty ?? true { continue }
      lines.append(trimmed)
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private static func tidiedLine(_ line: Substring) -> Substring {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var wasSpace = true
    var isTidy = true
    for byte in line.utf8 {
      if isSpace(byte), wasSpace || byte == 0x09 { isTidy = false }
      wasSpace = isSpace(byte)
    }
    if isTidy, !wasSpace { return line }
    return Substring(line.utf8.split(whereSeparator: isSpace).map { Substring($0) }.joined(separator: " "))
  }
}
