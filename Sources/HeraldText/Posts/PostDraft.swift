import Herald

/// A post as it would be sent, with its counts and what a person should know about it.
public struct PostDraft: Sendable, Hashable {
  /// The frozen text, of kind `.post`.
  public var content: Content
  /// One for each part, in order.
  public var measures: [Measure]
  /// The brief that it speaks of; nil for a post of the article.
  public var brief: Brief?
  /// What was cut, left out or changed, and what is missing; one sentence each, without a full stop. Empty when there is
  /// nothing to say: `no link: the article has no url; give one with --url or in its front matter`.
  public var notes: [String]
  /// What became of each sentence that was looked at, in reading order; empty unless it was asked for, and for a shape or a
  /// text of a person’s that takes no sentences.
  public var choices: [SentenceChoice]

  public init(
    content: Content, measures: [Measure], brief: Brief? = nil, notes: [String], choices: [SentenceChoice] = []
  ) {
    self.content = content
    self.measures = measures
    self.brief = brief
    self.notes = notes
    self.choices = choices
  }
}
