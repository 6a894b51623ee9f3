import Mustache

/// What a template is filled with: a value for each name that it may use. A name without a value is empty.
public struct TemplateValues: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  public enum Value: Hashable, Sendable {
    /// One line, but for a thread's `text`. Empty means absent: a section of it is not rendered.
    case text(String)
    case texts([String])
    case groups([TemplateValues])
  }

  public private(set) var values: [String: Value]

  public init(_ values: [String: Value] = [:]) { self.values = values }

  public init(dictionaryLiteral elements: (String, Value)...) {
    values = Dictionary(elements, uniquingKeysWith: { _, later in later })
  }

  public subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }
}

extension TemplateValues.Value: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
}

extension TemplateValues {
  /// The first name here that `names` does not have, or has in another shape.
  func stranger(to names: [TemplateName]) -> String? {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      switch (names.first { $0.name == name }?.shape, value) {
      case (.text, .text), (.flag, .text), (.texts, .texts): continue
      case (.groups(let inner), .groups(let groups)):
        for group in groups {
          if let stranger = group.stranger(to: inner) { return "\(name).\(stranger)" }
        }
      default: return name
      }
    }
    return nil
  }

  /// The values as swift-mustache wants them: every name of the table is there, so that an absent one of a group is
  /// empty and not looked up outside of the group.
  func filling(_ names: [TemplateName]) -> [String: Any] {
    var filled: [String: Any] = [:]
    for name in names {
      switch (name.shape, values[name.name]) {
      case (.groups(let inner), .groups(let groups)): filled[name.name] = groups.map { $0.filling(inner) }
      case (_, let value): filled[name.name] = (value ?? "").filled
      }
    }
    return filled
  }
}

extension TemplateValues.Value {
  /// The value as swift-mustache wants it; a list of groups is filled by its names (`filling`).
  var filled: Any {
    switch self {
    case .text(let text): FilledText(renderText: text)
    case .texts(let texts): texts.map(FilledText.init(renderText:))
    case .groups: FilledText(renderText: "")
    }
  }
}

/// A text for which a section is rendered only when it is not empty.
private struct FilledText: MustacheCustomRenderable, MustacheParent {
  let renderText: String
  var isNull: Bool { renderText.isEmpty }
  /// A text has no names of its own: inside `{{#url}}…{{/url}}` the names are those around it.
  func child(named: String) -> Any? { nil }
}
