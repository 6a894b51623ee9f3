import Foundation
import Herald
import Mustache

/// The templates that posts and digests are written from: those that travel in the binary, and a newsroom's own, which
/// win file by file.
///
/// Every template is checked before any is used: its tags against the names of its kind (`TemplateKind.names`), its
/// size, its text. Nothing is escaped in what they render: both posts and digests are plain text.
public struct Templates: Sendable {
  /// By name, without `.mustache`.
  private let templates: [String: Loaded]

  struct Loaded: Sendable {
    let kind: TemplateKind
    let file: String
    let template: MustacheTemplate
    /// Whether its author wrote two empty lines in a row somewhere.
    let isAiry: Bool
    /// The names whose value it shows somewhere, and the groups that it goes through.
    let shown: Set<String>
  }

  /// The default templates, with the files of `folder` (`post.mustache`, `digest-monthly.mustache`) in the place of
  /// defaults of the same name and beside them. Files that do not end in `.mustache`, hidden ones and subfolders are
  /// passed over; nil is a newsroom without templates of its own. Throws everything that is wrong, at once.
  public init(folder: URL?) throws(TemplateProblems) {
    var texts: [String: (file: String, text: String)] = [:]
    for (name, text) in Self.defaults { texts[name] = (name + Self.suffix, text) }
    var problems: [TemplateProblem] = []
    if let folder {
      let found = Self.read(folder: folder)
      problems += found.problems
      for (name, source) in found.texts { texts[name] = source }
    }
    var loaded: [String: Loaded] = [:]
    for (name, source) in texts.sorted(by: { $0.key < $1.key }) {
      do {
        loaded[name] = try Self.load(source.text, name: name, file: source.file)
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw TemplateProblems(problems: problems) }
    templates = loaded
  }

  /// Whether there is a template of this name, written without `.mustache`.
  public func has(_ name: String) -> Bool { templates[name] != nil }

  /// The names of all templates of one kind, in alphabetical order.
  public func names(of kind: TemplateKind) -> [String] {
    templates.filter { $0.value.kind == kind }.keys.sorted()
  }

  /// Fills a template. Values are put in as they are: the caller has them on one line and free of control characters.
  /// Throws when there is no such template, or `values` has a name that templates of its kind do not.
  public func render(_ name: String, _ values: TemplateValues) throws(TemplateProblem) -> String {
    let loaded = try find(name)
    if let stranger = values.stranger(to: loaded.kind.names) {
      throw TemplateProblem(
        file: loaded.file, what: "a value for “\(stranger)”, which \(loaded.kind.rawValue) templates do not have",
        remedy: "add it to the names of TemplateKind.\(loaded.kind.rawValue)")
    }
    return loaded.template.render(values.filling(loaded.kind.names))
  }

  /// The template of this name and, where one is given, kind; or the error that says which there are.
  func find(_ name: String, kind: TemplateKind? = nil) throws(TemplateProblem) -> Loaded {
    if let loaded = templates[name] {
      if let kind, loaded.kind != kind {
        throw TemplateProblem(
          file: loaded.file, what: "a \(loaded.kind.rawValue) template where one for a \(kind.rawValue) is wanted",
          remedy: "there are: " + names(of: kind).joined(separator: ", "))
      }
      return loaded
    }
    let remedy =
      if let nearest = Herald.nearest(to: name, in: templates.keys.sorted()) {
        "did you mean “\(nearest)”?"
      } else {
        "there are: " + templates.keys.sorted().joined(separator: ", ")
      }
    throw TemplateProblem(file: name + Self.suffix, what: "there is no template “\(name)”", remedy: remedy)
  }
}
