import Herald

/// Whether every tag of a template is one that its kind has, in a place where it means something.
struct TemplateCheck {
  /// A section that is open: what stands inside it may use its names, or `{{.}}`.
  private struct Frame {
    let tag: TemplateTag
    var names: [TemplateName] = []
    var hasDot = false
  }

  /// Deeper than any template needs; swift-mustache parses by recursion.
  static let deepest = 16

  private let kind: TemplateKind
  private let file: String
  private var frames: [Frame] = []
  /// Names whose value the template shows somewhere, and groups that it goes through.
  private(set) var shown: Set<String> = []
  private(set) var problems: [TemplateProblem]

  /// Checks the whole text, whose lines end in `\n`.
  init(_ text: String, kind: TemplateKind, file: String) {
    self.kind = kind
    self.file = file
    let scanner = TemplateScanner(text, file: file, known: Set(Self.everyName(of: kind.names)))
    problems = scanner.problems
    for tag in scanner.tags {
      check(tag)
      if frames.count > Self.deepest { break }
    }
    if frames.count > Self.deepest {
      frames.removeAll()
    } else {
      for frame in frames { reportUnclosed(frame.tag) }
    }
    if problems.isEmpty, scanner.isEmpty {
      let what = "the template renders nothing"
      problems.append(TemplateProblem(file: file, what: what, remedy: "write it, or remove the file"))
    }
    if problems.isEmpty, let needed = kind.neededName, !shown.contains(needed) {
      problems.append(
        kind == .digest
          ? TemplateProblem(
            file: file, what: "the digest would show no brief",
            remedy: "write {{#articles}}…{{#briefs}}{{.}}{{/briefs}}…{{/articles}}")
          : TemplateProblem(
            file: file, what: "the \(kind.rawValue) would not show its \(needed)", remedy: "write {{\(needed)}}"))
    }
    problems.sort { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }

  private mutating func check(_ tag: TemplateTag) {
    switch tag.action {
    case .variable: checkVariable(tag)
    case .section, .inverted: open(tag)
    case .end: close(tag)
    }
  }

  private mutating func checkVariable(_ tag: TemplateTag) {
    if tag.name == "." {
      guard let frame = frames.last, frame.hasDot else {
        return report(tag, "{{.}} stands for nothing here", "write a name")
      }
      shown.insert(frame.tag.name)
      return
    }
    guard let name = find(tag) else { return }
    switch name.shape {
    case .text: shown.insert(name.name)
    case .flag: report(tag, "“\(name.name)” is not a text", "write {{#\(name.name)}}…{{/\(name.name)}}")
    case .texts: report(tag, "“\(name.name)” is a list", "write {{#\(name.name)}}{{.}}{{/\(name.name)}}")
    case .groups(let inner):
      let example = inner.first { $0.name == "title" }?.name ?? "."
      report(tag, "“\(name.name)” is a list", "write {{#\(name.name)}}{{\(example)}}{{/\(name.name)}}")
    }
  }

  private mutating func open(_ tag: TemplateTag) {
    var frame = Frame(tag: tag)
    if tag.name == "." {
      report(tag, "a section of {{.}}", "write the name of a value")
    } else if frames.count >= Self.deepest {
      report(tag, "sections inside each other deeper than \(Self.deepest)", "close one first")
    } else if let name = find(tag) {
      let repeated = frames.contains { $0.tag.name == tag.name && $0.tag.action == .section }
      switch name.shape {
      case .text: frame.hasDot = tag.action == .section || frames.last?.hasDot == true
      case _ where repeated && tag.action == .section:
        report(tag, "“\(tag.name)” inside itself", "close the first {{#\(tag.name)}} before")
      case .flag: break
      case .texts: frame.hasDot = tag.action == .section
      case .groups(let inner):
        if tag.action == .section {
          frame.names = inner
          shown.insert(name.name)
        }
      }
    } else {
      // The section is reported; what stands inside it is not reported for the same reason again.
      frame.hasDot = true
    }
    frames.append(frame)
  }

  private mutating func close(_ tag: TemplateTag) {
    guard let index = frames.lastIndex(where: { $0.tag.name == tag.name }) else {
      return report(tag, "\(tag.text) closes nothing", "write {{#\(tag.name)}} before it, or remove it")
    }
    for frame in frames[(index + 1)...] { reportUnclosed(frame.tag) }
    frames.removeSubrange(index...)
  }

  private mutating func reportUnclosed(_ tag: TemplateTag) {
    report(tag, "\(tag.text) is not closed", "write {{/\(tag.name)}}")
  }

  /// The name as it is known here; nil, with the reason reported, when it is not.
  private mutating func find(_ tag: TemplateTag) -> TemplateName? {
    let tables = frames.reversed().map(\.names) + [kind.names]
    let visible = tables.flatMap { $0 }
    if let name = visible.first(where: { $0.name == tag.name }) { return name }
    let names = visible.map(\.name)
    let remedy: String
    if let section = Self.section(having: tag.name, in: kind.names) {
      remedy = "write it inside {{#\(section)}}…{{/\(section)}}"
    } else if let nearest = Herald.nearest(to: tag.name, in: names) {
      remedy = "did you mean “\(nearest)”?"
    } else {
      remedy = "known here: " + Set(names).sorted().joined(separator: ", ")
    }
    report(tag, "unknown name “\(tag.name.prefix(40))”", remedy)
    return nil
  }

  private mutating func report(_ tag: TemplateTag, _ what: String, _ remedy: String) {
    problems.append(TemplateProblem(file: file, line: tag.line, column: tag.column, what: what, remedy: remedy))
  }

  private static func section(having name: String, in names: [TemplateName]) -> String? {
    for outer in names {
      if case .groups(let inner) = outer.shape, inner.contains(where: { $0.name == name }) { return outer.name }
    }
    return nil
  }

  private static func everyName(of names: [TemplateName]) -> [String] {
    names.flatMap { name -> [String] in
      if case .groups(let inner) = name.shape { return [name.name] + everyName(of: inner) }
      return [name.name]
    }
  }
}
