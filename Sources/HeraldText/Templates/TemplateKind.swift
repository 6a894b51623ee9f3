/// What a template is for, which its file name says: `post.mustache` and `post-….mustache` make posts, and so on. Which
/// names it may use follows from that (`names`).
///
/// | kind | file | makes |
/// | --- | --- | --- |
/// | `post` | `post.mustache` | a single post |
/// | `thread` | `thread.mustache` | one part of a thread |
/// | `brief` | `brief.mustache` | the post of one brief |
/// | `link` | `link.mustache` | a post of title and address |
/// | `digest` | `digest.mustache` | an edition of a digest |
public enum TemplateKind: String, Sendable, CaseIterable {
  case post
  case thread
  case brief
  case link
  case digest

  /// The kind of the template of this name, written without `.mustache`; nil for every other name.
  public init?(templateName name: String) {
    for kind in Self.allCases where name == kind.rawValue || name.hasPrefix(kind.rawValue + "-") {
      self = kind
      return
    }
    return nil
  }

  /// What a template of this kind must show, because nothing else would say what it is for; nil for none.
  var neededName: String? {
    switch self {
    case .post, .link: nil
    case .thread: "text"
    case .brief: "brief"
    case .digest: "briefs"
    }
  }
}
