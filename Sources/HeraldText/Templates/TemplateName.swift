/// A name that a template may use, with what it stands for. The table below is closed: every other name is an error
/// when the template is loaded, because a misspelt one would be left out silently.
public struct TemplateName: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// One line of text: `{{title}}`. As a section (`{{#url}}…{{/url}}`) it is rendered only when the text is not empty.
    case text
    /// Only a section: `{{#first}}…{{/first}}` is rendered where it holds.
    case flag
    /// Several texts: `{{#tags}}{{.}} {{/tags}}`, once for each.
    case texts
    /// Several groups of further names: `{{#articles}}{{title}}{{/articles}}`, once for each.
    case groups([TemplateName])
  }

  public let name: String
  public let shape: Shape
  /// One line for the person who writes the template.
  public let summary: String

  init(_ name: String, _ shape: Shape, _ summary: String) {
    self.name = name
    self.shape = shape
    self.summary = summary
  }

  init(_ name: String, _ summary: String) { self.init(name, .text, summary) }
}

extension TemplateKind {
  /// Every name that a template of this kind may use.
  public var names: [TemplateName] {
    switch self {
    case .post: [articleNames[0], summaryName] + articleNames.dropFirst()
    case .thread: threadNames + articleNames
    case .brief: briefNames + articleNames
    case .link: articleNames
    case .digest: Self.digestNames
    }
  }
}

/// What every post may say of its article.
private let articleNames = [
  TemplateName("title", "the article's title"),
  TemplateName("url", "the article's address; empty where none is known"),
  TemplateName("handle", "the newsroom's handle on this network, with its @"),
  TemplateName("author", "who wrote the article"),
  TemplateName("date", "the day of publication in words"),
  TemplateName("language", "the article's language as a code (en, kk, pt-BR)"),
  TemplateName("newsroom", "the newsroom's name"),
  TemplateName("tags", .texts, "the article's tags as hashtags, each with its #"),
]

private let summaryName = TemplateName("summary", "the sentences chosen from the article, as many as fit")

private let threadNames = [
  TemplateName("text", "the sentences of this part; an empty line between paragraphs"),
  TemplateName("first", .flag, "holds in the first part"),
  TemplateName("last", .flag, "holds in the last part"),
  TemplateName("place", "2/5, the part's place; empty when there is one part only"),
  TemplateName("number", "the number of the part, 1 first; empty when there is one part only"),
  TemplateName("count", "how many parts there are; empty when there is one part only"),
]

private let briefNames = [
  TemplateName("brief", "the brief, whole, or as many of its sentences as fit"),
  TemplateName("number", "the place of the brief in its article, 1 first"),
  TemplateName("count", "how many briefs the article has"),
]
