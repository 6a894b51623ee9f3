/// What became of one sentence of an article in its post, and why.
public struct SentenceChoice: Sendable, Hashable {
  public enum Fate: String, Sendable, Codable, CaseIterable {
    /// In the post as it is in the article.
    case taken
    /// In the post, with something left out inside it.
    case cut
    /// Not in the post.
    case left
  }

  /// Its place in the text, 1 is the first.
  public var place: Int
  /// As the article has it.
  public var text: String
  public var fate: Fate
  /// The part of the thread where it stands, 1 is the first; nil when it is left, and in a post of one part.
  public var part: Int?
  /// What it was worth to the post (see <doc:HowAPostIsChosen>); nil where every sentence is taken in its order.
  public var points: Int?
  /// Each a few words, without a full stop: `the lead (15)`, `leans on the sentence before it`.
  public var reasons: [String]

  public init(
    place: Int, text: String, fate: Fate, part: Int? = nil, points: Int? = nil, reasons: [String]
  ) {
    self.place = place
    self.text = text
    self.fate = fate
    self.part = part
    self.points = points
    self.reasons = reasons
  }
}
