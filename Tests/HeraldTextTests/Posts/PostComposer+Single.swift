import Herald
import HeraldText

extension PostComposer {
  /// The single post of an article.
  func compose(
    _ article: Article, channel: String, rules: PostRules, template: String? = nil
  ) throws(CompositionProblem) -> PostDraft {
    try compose(article, channel: channel, style: PostStyle(rules: rules, template: template))[0]
  }
}
