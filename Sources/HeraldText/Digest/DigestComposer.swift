import Herald

/// Writes an edition as the plain text that its readers get: the subject, an empty line, the body.
///
/// The words around the briefs come from the template `digest`, or the one that is named. Values are put in on one line
/// each, so that nothing in an article makes a line of its own; then every line is wrapped to 72 columns. The same
/// edition and templates give the same bytes, on every machine and every day.
public struct DigestComposer: Sendable {
  private let templates: Templates

  public init(templates: Templates) { self.templates = templates }

  /// The edition as content. `template` is named without `.mustache`; nil is `digest`. Throws when there is no brief and
  /// the edition may not be empty, a title or brief has no visible text, or the template is missing, not a digest's,
  /// renders nothing, or leaves out what this edition has to say: the opening, the note, that there is nothing new, the
  /// list of addresses.
  public func compose(_ edition: EditionDraft, template: String? = nil) throws(CompositionProblem) -> Content {
    let name = template ?? TemplateKind.digest.rawValue
    let values = try edition.values()
    let rendered: String
    let isAiry: Bool
    do throws(TemplateProblem) {
      let loaded = try templates.find(name, kind: .digest)
      isAiry = loaded.isAiry
      try Self.check(values, areShownBy: loaded)
      rendered = try templates.render(name, values)
    } catch {
      throw CompositionProblem(error)
    }
    let text = DigestText(rendered, emptyLines: isAiry ? 2 : 1, format: edition.form.format).text
    do throws(ContentProblem) {
      return try .digest(text, isFlowed: edition.form.format == .flowed)
    } catch {
      throw CompositionProblem(
        what: error.description, place: "template \(name)", remedy: "let its first line be {{subject}}")
    }
  }
  /// A text that somebody wrote, and a list of addresses that the text refers to, must not vanish in a template that
  /// was made before there were such.
  private static func check(_ values: TemplateValues, areShownBy template: Templates.Loaded) throws(TemplateProblem) {
    for (name, remedy) in [
      ("opening", "write {{#opening}}{{.}}{{/opening}}"), ("note", "write {{#note}}{{.}}{{/note}}"),
      ("nothing", "write {{#nothing}}{{.}}{{/nothing}}"),
      ("links", "write {{#links}}{{reference}} {{url}}{{/links}}, and {{reference}} in {{#articles}}"),
    ] where values.hasSomething(for: name) && !template.shown.contains(name) {
      throw TemplateProblem(
        file: template.file, what: "it has no place for “\(name)”, of which this edition has some", remedy: remedy)
    }
  }
}

extension TemplateValues {
  fileprivate func hasSomething(for name: String) -> Bool {
    switch self[name] {
    case .texts(let texts): !texts.isEmpty
    case .groups(let groups): !groups.isEmpty
    case .text(let text): !text.isEmpty
    case nil: false
    }
  }
}
