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
  /// BCP 47; decides the words of the digest and how dates are written. Nil: English, and dates as ISO 8601.
  public var language: String?
  /// In the order in which they are shown. One without briefs is left out.
  public var articles: [Group]
  /// How to leave, one sentence.
  public var leave: String
  /// What every edition opens with; an empty line parts paragraphs.
  public var opening: String?
  /// From the editor; an empty line parts paragraphs.
  public var note: String?
  /// Whether it may go out without a brief: then it says `nothing`, or, when that is nil, that there is nothing new.
  public var mayBeEmpty = false
  public var nothing: String?
  public var form = Form()

  /// How the text of a digest is laid out.
  public struct Form: Hashable, Sendable {
    /// Where addresses stand.
    public enum Links: String, Sendable, CaseIterable {
      /// Below the article, on a line of their own; those of a brief where it has them, those of its words behind it.
      case inline
      /// In a list at the end; the text names them by number, `[1]`.
      case references
    }

    public enum Format: String, Sendable, CaseIterable {
      /// Every line stays as it is.
      case fixed
      /// `format=flowed` (RFC 3676): a mail reader may wrap paragraphs anew for its window.
      case flowed
    }

    public var links: Links
    public var format: Format

    public init(links: Links = .inline, format: Format = .fixed) {
      self.links = links
      self.format = format
    }
  }

  /// One article and those of its briefs that this edition takes.
  public struct Group: Hashable, Sendable {
    public var title: String
    public var url: WebURL?
    public var published: PublicationDate?
    public var briefs: [Brief]

    public init(title: String, url: WebURL? = nil, published: PublicationDate? = nil, briefs: [Brief]) {
      self.title = title
      self.url = url
      self.published = published
      self.briefs = briefs
    }

    /// All of them new.
    public init(title: String, url: WebURL? = nil, published: PublicationDate? = nil, briefs: [String]) {
      self.init(title: title, url: url, published: published, briefs: briefs.map { Brief(text: $0) })
    }
  }

  public struct Brief: Hashable, Sendable {
    public var text: String
    /// Shown behind the text.
    public var links: [WebURL]
    /// What an earlier edition said in its place.
    public var corrects: Said?

    public init(text: String, links: [WebURL] = [], corrects: Said? = nil) {
      self.text = text
      self.links = links
      self.corrects = corrects
    }
  }

  public struct Said: Hashable, Sendable {
    public var text: String
    public var number: Int
    public var day: CalendarDay

    public init(text: String, number: Int, day: CalendarDay) {
      self.text = text
      self.number = number
      self.day = day
    }
  }

  public init(
    newsroom: String, site: String? = nil, digest: String, number: Int? = nil, date: CalendarDay? = nil,
    language: String? = nil, articles: [Group], leave: String, opening: String? = nil, note: String? = nil
  ) {
    self.newsroom = newsroom
    self.site = site
    self.digest = digest
    self.number = number
    self.date = date
    self.language = language
    self.articles = articles
    self.leave = leave
    self.opening = opening
    self.note = note
  }
}
