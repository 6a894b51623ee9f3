/// Why a part of the page is not in the article. The raw value is the stable name that `parse --explain` and `--json`
/// show; names are added, never changed.
public enum Rule: String, CaseIterable, Sendable, Codable {
  case advertisement
  case authorBox = "author-box"
  case breadcrumb
  case byline
  case caption
  case codeBlock = "code-block"
  case commentForm = "comment-form"
  case comments
  case cookieNotice = "cookie-notice"
  case dateLine = "date-line"
  case footer
  case frontMatterKey = "front-matter-key"
  case likeThis = "like-this"
  case linkDefinition = "link-definition"
  case mailHeader = "mail-header"
  case markup
  case menu
  case newsletterGreeting = "newsletter-greeting"
  case ornament
  case pageChrome = "page-chrome"
  case postNavigation = "post-navigation"
  case promoLine = "promo-line"
  case relatedLinks = "related-links"
  case repeatedTitle = "repeated-title"
  case searchForm = "search-form"
  case shareButtons = "share-buttons"
  case shortLine = "short-line"
  case siteHeader = "site-header"
  case subscribeBox = "subscribe-box"
  case table
  case tagsLine = "tags-line"

  /// One sentence for a person who wonders where a line went.
  public var explanation: String {
    switch self {
    case .advertisement: "an advertisement, or the label above one"
    case .authorBox: "the box about the author under the article"
    case .breadcrumb: "the path to the page (Home » News » …)"
    case .byline: "who wrote it; the name became the article's author where it is one"
    case .caption: "a picture's caption or credit"
    case .codeBlock: "a fenced code block, which no post or digest can show"
    case .commentForm: "the form under the article that asks for a comment"
    case .comments: "readers' comments, or their count"
    case .cookieNotice: "a notice about cookies or privacy"
    case .dateLine: "a date; it became the article's date where it stands by the title and can be read only one way"
    case .footer: "the foot of the page: copyright, address, maker"
    case .frontMatterKey: "a front matter field that Herald does not use"
    case .likeThis: "a like button"
    case .linkDefinition: "a list of link targets"
    case .mailHeader: "a header line of the mail that the text was pasted from; its subject became the title"
    case .markup: "a comment, rule, table or picture of the markup, without words to keep"
    case .menu: "a menu or a list of links"
    case .newsletterGreeting: "a newsletter's words to its subscribers"
    case .ornament: "a line without words"
    case .pageChrome: "after the end of the article"
    case .postNavigation: "links to the previous and next article"
    case .promoLine: "an invitation to follow the newsroom; handles in it are kept"
    case .relatedLinks: "links to other articles"
    case .repeatedTitle: "the title again"
    case .searchForm: "a search form"
    case .shareButtons: "share buttons"
    case .shortLine: "a short line by the title or under the last paragraph that is no sentence"
    case .siteHeader: "above the title: the site's name, motto or teasers"
    case .subscribeBox: "an invitation to subscribe"
    case .table: "a table, which no post or digest can show"
    case .tagsLine: "categories and tags"
    }
  }
}
