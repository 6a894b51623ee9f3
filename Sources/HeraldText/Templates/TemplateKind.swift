/// What a template is for, which its file name says: `post.mustache` and `post-….mustache` make posts,
/// `digest.mustache` and `digest-….mustache` make digests. Which names it may use follows from that.
public enum TemplateKind: String, Sendable, CaseIterable {
  case post
  case digest

  /// The kind of the template of this name, written without `.mustache`; nil for every other name.
  public init?(templateName name: String) {
    for kind in Self.allCases where name == kind.rawValue || name.hasPrefix(kind.rawValue + "-") {
      self = kind
      return
    }
    return nil
  }
}
