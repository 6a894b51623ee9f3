/// A name that a template may use, with what it stands for. The table below is closed: every other name is an error
/// when the template is loaded, because a misspelt one would be left out silently.
public struct TemplateName: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// One line of text: `{{title}}`. As a section (`{{#url}}…{{/url}}`) it is rendered only when the text is not empty.
    case text
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
    case .post: postNames
    case .digest: digestNames
    }
  }
}

private let postNames = [
  TemplateName("title", "the article's title"),
  TemplateName("summary", "the sentences chosen from the article, as many as fit"),
  TemplateName("url", "the article's address; empty where none is known"),
  TemplateName("handle", "the newsroom's handle on this network, with its @"),
  TemplateName("author", "who wrote the article"),
  TemplateName("date", "the day of publication in words"),
  TemplateName("language", "the article's language as a code (en, kk, pt-BR)"),
  TemplateName("newsroom", "the newsroom's name"),
  TemplateName("tags", .texts, "the article's tags as hashtags, each with its #"),
]

private let digestNames = [
  TemplateName("subject", "newsroom, digest, number and the first story, in at most 72 columns"),
  TemplateName("newsroom", "the newsroom's name"),
  TemplateName("site", "the newsroom's address; empty where none is configured"),
  TemplateName("digest", "the digest's title, such as Weekly digest"),
  TemplateName("number", "the number of the edition; empty in a preview"),
  TemplateName("date", "the day of the edition in words"),
  TemplateName("language", "the digest's language as a code (en, kk, pt-BR)"),
  TemplateName("count", "how many briefs there are in all"),
  TemplateName("note", .texts, "the paragraphs of the editor's note; none without a note"),
  TemplateName("leave", "how to leave the list, one sentence"),
  TemplateName("contents", .groups(contentsNames), "the list of contents, one group for each article"),
  TemplateName("articles", .groups(articleNames), "the articles whose briefs this edition has"),
]

private let contentsNames = [
  TemplateName("number", "the place of the article, 1 first, padded so that all numbers end in one column"),
  TemplateName("title", "the article's title"),
  TemplateName("count", "how many of its briefs this edition has"),
]

private let articleNames = [
  TemplateName("number", "the place of the article, 1 first"),
  TemplateName("title", "the article's title"),
  TemplateName("url", "the article's address; empty where none is known"),
  TemplateName("date", "the day of its publication in words; empty where it is not known"),
  TemplateName("count", "how many of its briefs this edition has"),
  TemplateName("briefs", .texts, "its briefs, each whole"),
]
