import Herald

/// Turns an article into a post that fits its network and reads whole.
///
/// A post has the article's title, then as many sentences of its beginning as fit, each whole, then its address; which of
/// these, and in what order, is the template's. Every word comes from the article or the template. The same article,
/// template and rules always give the same bytes.
public struct PostComposer: Sendable {
  let templates: Templates
  let newsroom: String

  /// `newsroom` is the name that templates may use; empty leaves it out.
  public init(templates: Templates, newsroom: String = "") {
    self.templates = templates
    self.newsroom = newsroom.onOneLine
  }

  /// Composes the post of an article for one channel.
  ///
  /// `template` is the name of a post template without `.mustache`; by default `post-NETWORK` where the newsroom has one,
  /// else `post`. `channel` is named in problems only. Throws when there is no such template, or when not even the
  /// address and one word of the title fit.
  public func compose(
    _ article: Article, channel: String, rules: PostRules, template: String? = nil
  ) throws(CompositionProblem) -> PostDraft {
    let fallback = templates.has("post-" + rules.network.rawValue) ? "post-" + rules.network.rawValue : "post"
    let source = PostSource(article, network: rules.network)
    var fitting = PostFitting(
      templates: templates, template: template ?? fallback, rules: rules, source: source, newsroom: newsroom)
    let text = try fitting.fit(channel: channel)
    let content: Content
    do {
      content = try Content.post([text])
    } catch {
      throw CompositionProblem(
        what: "the post cannot be sent: \(error)", place: "channel \(channel): \(source.title)",
        remedy: "look at the template “\(template ?? fallback)” and the article")
    }
    return PostDraft(content: content, measures: [rules.measure(text)], notes: fitting.notes)
  }
}
