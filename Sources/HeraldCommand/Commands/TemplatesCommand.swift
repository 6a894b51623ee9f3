import ArgumentParser
import Herald
import HeraldText

struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Lists the templates, and the names that each kind may use.",
    discussion: """
      herald templates
      herald templates thread

      A template is a file of Templates/ whose name says what it is for: KIND, or
      KIND-NETWORK for one network, or KIND-anything for channels that name it. Of
      a kind that has no file there, the default in the binary is used.
      """)

  @Argument(help: ArgumentHelp("Only this kind: post, thread, brief, link or digest.", valueName: "kind"))
  var kind: TemplateKind?

  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() throws {
    let newsroom = try options.newsroomOrDefaults()
    let kinds = kind.map { [$0] } ?? TemplateKind.allCases
    if json {
      return try Terminal.sayJSON(["kinds": kinds.map { TemplateKindReport($0, newsroom.templates) }])
    }
    for kind in kinds {
      let report = TemplateKindReport(kind, newsroom.templates)
      Terminal.say(Terminal.heading("\(kind.rawValue): \(report.templates.joined(separator: ", "))"))
      let rows = report.names.map { ["  \($0.name)", $0.type, $0.means] }
      for line in Terminal.table(rows) { Terminal.say(line) }
      Terminal.say()
    }
  }
}

/// What `templates --json` prints of one kind. Fields are added, never renamed.
struct TemplateKindReport: Encodable {
  struct Name: Encodable {
    /// Inside a group with the group's name in front: `articles.title`.
    let name: String
    let type: String
    let means: String
  }

  let kind: String
  /// In alphabetical order.
  let templates: [String]
  let names: [Name]

  init(_ kind: TemplateKind, _ templates: Templates) {
    self.kind = kind.rawValue
    self.templates = templates.names(of: kind)
    names = Self.names(kind.names)
  }

  private static func names(_ names: [TemplateName], in group: String = "") -> [Name] {
    names.flatMap { name -> [Name] in
      let own = Name(name: group + name.name, type: name.shape.word, means: name.summary)
      guard case .groups(let inner) = name.shape else { return [own] }
      return [own] + Self.names(inner, in: name.name + ".")
    }
  }
}

extension TemplateName.Shape {
  /// What the documentation calls it.
  var word: String {
    switch self {
    case .text: "text"
    case .flag: "flag"
    case .texts: "list"
    case .groups: "groups"
    }
  }
}

extension TemplateKind: ExpressibleByArgument {}
