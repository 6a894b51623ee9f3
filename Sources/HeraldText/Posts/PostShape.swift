/// What form an article takes on a channel.
///
/// | shape | posts | made of |
/// | --- | --- | --- |
/// | `single` | one, of one part | title, the sentences that fit, address |
/// | `thread` | one, of several parts | title, the article's text parted at sentence ends, address |
/// | `briefs` | one for each brief | the brief, as much of it as fits, address |
/// | `link` | one, of one part | title, address, hashtags |
public enum PostShape: String, Sendable, Codable, CaseIterable {
  case single
  case thread
  case briefs
  case link

  /// The templates that posts of this shape are written from.
  public var templates: TemplateKind {
    switch self {
    case .single: .post
    case .thread: .thread
    case .briefs: .brief
    case .link: .link
    }
  }
}
