import Herald

/// Turns an article into posts that fit their network and read whole.
///
/// Which of an article's title, sentences, briefs, address and tags a post has is its shape's; in what order, and with
/// what words between, is the template's. Every word comes from the article or the template. The same article,
/// template and style always give the same bytes.
public struct PostComposer: Sendable {
  let templates: Templates
  let newsroom: String

  /// `newsroom` is the name that templates may use; empty leaves it out.
  public init(templates: Templates, newsroom: String = "") {
    self.templates = templates
    self.newsroom = newsroom.onOneLine
  }

  /// Composes the posts of an article for one channel: one, or one for each brief. None only for the shape `briefs` and
  /// an article without briefs.
  ///
  /// `channel` is named in problems only; `explaining` fills the drafts’ ``PostDraft/choices``. Throws when there is no such template, or when not even the address and one
  /// word of the title fit.
  public func compose(
    _ article: Article, channel: String, style: PostStyle, explaining: Bool = false
  ) throws(CompositionProblem) -> [PostDraft] {
    switch style.shape {
    case .single, .link: [try post(of: article, channel: channel, style: style, explaining)]
    case .thread: [try thread(of: article, channel: channel, style: style, explaining)]
    case .briefs: try briefs(of: article, channel: channel, style: style, explaining)
    }
  }

  private func post(
    of article: Article, channel: String, style: PostStyle, _ explaining: Bool
  ) throws(CompositionProblem) -> PostDraft {
    let source = PostSource(article, style: style)
    var fitting = PostFitting(form: try form(of: source, style), style: style, source: source)
    fitting.isExplaining = explaining
    let text = try fitting.fit(channel: channel)
    var draft = try draft([text], of: source, notes: fitting.notes, channel: channel, style: style)
    draft.choices = fitting.choices
    return draft
  }

  private func thread(
    of article: Article, channel: String, style: PostStyle, _ explaining: Bool
  ) throws(CompositionProblem) -> PostDraft {
    let source = PostSource(article, style: style)
    var thread = ThreadFitting(form: try form(of: source, style), style: style, source: source)
    thread.isExplaining = explaining
    let parts = try thread.fit(channel: channel)
    var draft = try draft(parts, of: source, notes: thread.notes, channel: channel, style: style)
    draft.choices = thread.choices
    return draft
  }

  private func briefs(
    of article: Article, channel: String, style: PostStyle, _ explaining: Bool
  ) throws(CompositionProblem) -> [PostDraft] {
    var drafts: [PostDraft] = []
    for (index, brief) in article.briefs.enumerated() {
      let source = PostSource(article, brief: brief, style: style)
      let form = try form(
        of: source, style, ["number": .text("\(index + 1)"), "count": .text("\(article.briefs.count)")])
      var fitting = PostFitting(form: form, style: style, source: source)
      fitting.isExplaining = explaining
      let text = try fitting.fit(channel: channel)
      var draft = try draft([text], of: source, notes: fitting.notes, channel: channel, style: style)
      draft.brief = brief
      draft.choices = fitting.choices
      drafts.append(draft)
    }
    return drafts
  }

  private func form(
    of source: PostSource, _ style: PostStyle, _ more: [String: TemplateValues.Value] = [:]
  ) throws(CompositionProblem) -> PostForm {
    try PostForm(
      templates: templates, template: templates.name(for: style), kind: style.shape.templates, source: source,
      newsroom: newsroom, more)
  }

  func draft(
    _ parts: [String], of source: PostSource, notes: [String], channel: String, style: PostStyle
  ) throws(CompositionProblem) -> PostDraft {
    do {
      let card = try source.card(for: parts, on: style.rules.network)
      return PostDraft(
        content: try .post(parts, card: card), measures: parts.map(style.rules.measure), notes: notes)
    } catch {
      throw CompositionProblem(
        what: "the post cannot be sent: \(error)", place: "channel \(channel): \(source.title)",
        remedy: "look at the template “\(templates.name(for: style))” and the article")
    }
  }
}

extension Templates {
  /// The template that a style names, else `KIND-NETWORK` where there is one, else `KIND`.
  func name(for style: PostStyle) -> String {
    let kind = style.shape.templates.rawValue
    let own = "\(kind)-\(style.rules.network.rawValue)"
    return style.template ?? (has(own) ? own : kind)
  }
}
