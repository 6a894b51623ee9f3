/// One tag of a template, where it stands and what it does.
struct TemplateTag: Hashable {
  enum Action: Hashable { case variable, section, inverted, end }

  let action: Action
  let name: String
  /// Both count from 1, in characters.
  let line: Int
  let column: Int

  /// As it is written: `{{#tags}}`.
  var text: String {
    switch action {
    case .variable: "{{\(name)}}"
    case .section: "{{#\(name)}}"
    case .inverted: "{{^\(name)}}"
    case .end: "{{/\(name)}}"
    }
  }
}
