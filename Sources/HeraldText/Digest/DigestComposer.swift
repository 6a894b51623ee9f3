import Herald

/// Writes an edition as the plain text that its readers get: the subject, an empty line, the body.
///
/// The words around the briefs come from the template `digest`, or the one that is named. Values are put in on one line
/// each, so that nothing in an article makes a line of its own; then every line is wrapped to 72 columns. The same
/// edition and templates give the same bytes, on every machine and every day.
public struct DigestComposer: Sendable {
  private let templates: Templates

  public init(templates: Templates) { self.templates = templates }

  /// The edition as content. `template` is named without `.mustache`; nil is `digest`. Throws when there is no brief, a
  /// title or brief has no visible text, or the template is missing, not a digest's, or renders nothing.
  public func compose(_ edition: EditionDraft, template: String? = nil) throws(CompositionProblem) -> Content {
    let name = template ?? TemplateKind.digest.rawValue
    let values = try edition.values()
    let rendered: String
    let isAiry: Bool
    do throws(TemplateProblem) {
      isAiry = try templates.find(name, kind: .digest).isAiry
      rendered = try templates.render(name, values)
    } catch {
      throw CompositionProblem(error)
    }
    let text = DigestText(rendered, emptyLines: isAiry ? 2 : 1).text
    do throws(ContentProblem) {
      return try .digest(text)
    } catch {
      throw CompositionProblem(
        what: error.description, place: "template \(name)", remedy: "let its first line be {{subject}}")
    }
  }
}
