extension TemplateKind {
  /// Every name that a digest's template may use.
  static let digestNames = [
    TemplateName("subject", "digest, number and the first story, in at most 72 columns"),
    TemplateName("newsroom", "the newsroom's name"),
    TemplateName("site", "the newsroom's address; empty where none is configured"),
    TemplateName("digest", "the digest's title, such as Weekly digest"),
    TemplateName("number", "the number of the edition; empty in `herald preview`"),
    TemplateName("issue", "the number in words, such as issue 12; empty in `herald preview`"),
    TemplateName("date", "the day of the edition in words"),
    TemplateName("language", "the digest's language as a code (en, kk, pt-BR)"),
    TemplateName("count", "how many briefs there are in all"),
    TemplateName("opening", .texts, "the paragraphs that the configuration opens every edition with"),
    TemplateName("note", .texts, "the paragraphs of the editor's note; none without a note"),
    TemplateName("nothing", .texts, "the paragraphs of an edition without a brief; none in all others"),
    TemplateName("heading", "what stands over the list of contents; empty where the edition is too short for one"),
    TemplateName("contents", .groups(contentsNames), "the list of contents, one group for each article"),
    TemplateName("articles", .groups(articleNames), "the articles whose briefs this edition has"),
    TemplateName("linksHeading", "what stands over the list of addresses; empty without links: references"),
    TemplateName("links", .groups(linkNames), "the addresses, with links: references; none without"),
    TemplateName("leave", "how to leave the list, one sentence"),
  ]

  private static let contentsNames = [
    TemplateName("number", "the place of the article, 1 first, padded so that all numbers end in one column"),
    TemplateName("title", "the article's title"),
    TemplateName("count", "how many of its briefs this edition has"),
  ]

  private static let articleNames = [
    TemplateName("number", "the place of the article, 1 first"),
    TemplateName("title", "the article's title"),
    TemplateName("story", "what stands before its address: Full story, and the day of its publication"),
    TemplateName("url", "the article's address; empty where none is known, and with links: references"),
    TemplateName("reference", "[1], its place in the list of addresses; empty without links: references"),
    TemplateName("date", "the day of its publication in words; empty where it is not known"),
    TemplateName("count", "how many of its briefs this edition has"),
    TemplateName("briefs", .texts, "its briefs, each whole; a correction says so"),
  ]

  private static let linkNames = [
    TemplateName("reference", "[1], by which the text names it"),
    TemplateName("url", "the address"),
  ]
}
