/// What a network shows below a post for its link, where the sender has to say it: Bluesky (`app.bsky.embed.external`) and
/// LinkedIn (`content.article`) fetch nothing themselves. Part of the content: frozen, hashed and previewed with it.
public struct LinkCard: Hashable, Sendable, Codable {
  /// The page that the card opens.
  public let url: WebURL
  /// One line, never empty.
  public let title: String
  /// One line; empty where the article says nothing.
  public let summary: String
  /// A picture to fetch when the post is sent; nil for none. Networks take different sizes: Bluesky 1,000,000 bytes.
  public let picture: WebURL?

  /// Throws when the title is empty, or a line holds a control character.
  public init(url: WebURL, title: String, summary: String = "", picture: WebURL? = nil) throws(ContentProblem) {
    guard !title.isEmpty else { throw .empty }
    for scalar in (title + summary).unicodeScalars where scalar.isHidden { throw .control(scalar) }
    self.url = url
    self.title = title
    self.summary = summary
    self.picture = picture
  }

  /// Checked as ``init(url:title:summary:picture:)`` checks.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      url: try container.decode(WebURL.self, forKey: .url), title: try container.decode(String.self, forKey: .title),
      summary: try container.decodeIfPresent(String.self, forKey: .summary) ?? "",
      picture: try container.decodeIfPresent(WebURL.self, forKey: .picture))
  }

  /// The fields as the hash of a content takes them in: one after the other, each behind U+001D.
  var hashed: String {
    [url.text, title, summary, picture?.text ?? ""].map { "\u{1D}" + $0 }.joined()
  }
}

extension Network {
  /// Whether a post's card has to come with the post, because the network does not read the page itself.
  public var wantsLinkCard: Bool { self == .bluesky || self == .linkedin }
}
