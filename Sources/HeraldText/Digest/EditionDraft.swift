import Herald

/// What an edition of a digest is composed from: all that its reader gets to see, and nothing that differs from reader
/// to reader.
public struct EditionDraft: Hashable, Sendable {
  /// The newsroom's name, as readers know it.
  public var newsroom: String
  /// Its address, or nil.
  public var site: String?
  /// The digest's title: `Weekly digest`.
  public var digest: String
  /// 1 is the first edition; nil for one that is only looked at.
  public var number: Int?
  /// The day on which it opens, in the newsroom's zone.
  public var date: CalendarDay?
  /// BCP 47; decides how dates are written. Nil: as ISO 8601.
  public var language: String?
  /// In the order in which they are shown. One without briefs is left out.
  public var articles: [Group]
  /// How to leave, one sentence.
  public var leave: String
  /// From the editor; an empty line parts paragraphs.
  public var note: String?

  /// One article and those of its briefs that this edition takes.
  public struct Group: Hashable, Sendable {
    public var title: String
    public var url: WebURL?
    public var published: PublicationDate?
    public var briefs: [String]

    public init(title: String, url: WebURL? = nil, published: PublicationDate? = nil, briefs: [String]) {
      self.title = title
      self.url = url
      self.published = published
      self.briefs = briefs
    }
  }

  public init(
    newsroom: String, site: String? = nil, digest: String, number: Int? = nil, date: CalendarDay? = nil,
    language: String? = nil, articles: [Group], leave: String, note: String? = nil
  ) {
    self.newsroom = newsroom
    self.site = site
    self.digest = digest
    self.number = number
    self.date = date
    self.language = language
    self.articles = articles
    self.leave = leave
    self.note = note
  }
}
