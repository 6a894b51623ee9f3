import Herald

/// How one channel wants its posts.
public struct PostStyle: Sendable, Hashable {
  /// What the channel's network counts, and how much of it a post may have.
  public var rules: PostRules
  /// Default `single`.
  public var shape: PostShape
  /// The name of a template of the shape's kind, without `.mustache`; nil is `KIND-NETWORK` where the newsroom has one,
  /// else `KIND`.
  public var template: String?
  /// The most parts that a thread may have, 1 to 50; default 5.
  public var parts: Int
  /// The most hashtags that a post may have; nil is as many as take a fifth of it.
  public var hashtags: Int?

  /// Who is who on which network, for the `@name`s of an article; default nobody.
  public var handles: HandleMap
  /// The newsroom's own handles, the first of a network before any other; those that the article names come after.
  public var ownHandles: [Handle]
  /// What marks the article's address for statistics; nil leaves it as it is.
  public var campaign: CampaignLink?

  public static let defaultParts = 5
  /// Longer threads are articles.
  public static let mostParts = 50

  public init(
    rules: PostRules, shape: PostShape = .single, template: String? = nil, parts: Int = defaultParts,
    hashtags: Int? = nil, handles: HandleMap = HandleMap(), ownHandles: [Handle] = [], campaign: CampaignLink? = nil
  ) {
    self.rules = rules
    self.shape = shape
    self.template = template
    self.parts = min(max(parts, 1), Self.mostParts)
    self.hashtags = hashtags
    self.handles = handles
    self.ownHandles = ownHandles
    self.campaign = campaign
  }
}
