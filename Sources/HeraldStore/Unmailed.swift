import Herald

/// What the next edition of a digest takes: briefs that it has not mailed yet, by article, both in the order in which
/// they are shown.
public struct Unmailed: Sendable {
  public struct Group: Sendable {
    public var article: Article
    public var briefs: [Brief]
  }

  public struct Brief: Hashable, Sendable {
    public var id: Int64
    public var text: String
    /// As its article has them.
    public var links: [WebURL]
    /// What an earlier edition said in its place; nil for news.
    public var correction: Correction?
  }

  /// The number that the edition will have.
  public var number: Int
  public var groups: [Group]
  /// How many more wait than one edition takes.
  public var left = 0

  public var count: Int { groups.reduce(0) { $0 + $1.briefs.count } }
}

/// What an edition needs to know of its digest to open.
public struct EditionPlan: Sendable {
  public var digest: String
  public var channel: String
  public var list: String
  public var sending: EditionSending
  /// Which briefs it takes.
  public var rules: DigestRules
  /// Whether it opens without a brief too, and says that there is nothing new.
  public var mayBeEmpty: Bool
  /// The local time of its schedule, nil when a person opens it.
  public var nominal: String?
  /// Not sent any more from then on.
  public var expiresAfter: Seconds?
  /// Whether a person has to approve its text before it goes out.
  public var needsApproval: Bool

  public init(
    digest: String, channel: String, list: String, sending: EditionSending, rules: DigestRules = DigestRules(),
    mayBeEmpty: Bool = false, nominal: String? = nil, expiresAfter: Seconds? = nil,
    needsApproval: Bool = false
  ) {
    self.digest = digest
    self.channel = channel
    self.list = list
    self.sending = sending
    self.rules = rules
    self.mayBeEmpty = mayBeEmpty
    self.nominal = nominal
    self.expiresAfter = expiresAfter
    self.needsApproval = needsApproval
  }
}
