import Herald

/// A template with the values of one article, to be filled with different texts until one fits.
struct PostForm {
  let templates: Templates
  /// Its name, without `.mustache`.
  let template: String
  let kind: TemplateKind
  private let values: TemplateValues

  /// `more` are values that only the kind has.
  init(
    templates: Templates, template: String, kind: TemplateKind, source: PostSource, newsroom: String,
    _ more: [String: TemplateValues.Value] = [:]
  ) {
    self.templates = templates
    self.template = template
    self.kind = kind
    var values: TemplateValues = [
      "title": .text(source.title), "url": .text(source.url), "handle": .text(source.handle),
      "tags": .texts(source.tags), "author": .text(source.author), "date": .text(source.date),
      "language": .text(source.language), "newsroom": .text(newsroom),
    ]
    for (name, value) in more { values[name] = value }
    self.values = values
  }

  /// The text with these values in the place of the article's, tidy: no two spaces in a row, none at the ends of a line;
  /// no line of nothing but spaces, which empty values leave; no two empty lines in a row, none at the ends.
  func text(_ changed: [String: TemplateValues.Value] = [:]) throws(CompositionProblem) -> String {
    var values = values
    for (name, value) in changed { values[name] = value }
    do {
      _ = try templates.find(template, kind: kind)
      return Self.tidied(try templates.render(template, values))
    } catch {
      throw CompositionProblem(error)
    }
  }

  /// Whether the template shows a value. `sample` is one that would be seen, `more` what its sections ask for.
  func shows(
    _ name: String, as sample: TemplateValues.Value = "a", with more: [String: TemplateValues.Value] = [:]
  ) throws(CompositionProblem) -> Bool {
    var (with, without) = (more, more)
    with[name] = sample
    without[name] = if case .texts = sample { .texts([]) } else { "" }
    return try text(with) != text(without)
  }

  private static func tidied(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
      if trimmed.isEmpty, !line.isEmpty || lines.last?.isEmpty ?? true { continue }
      lines.append(trimmed)
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
