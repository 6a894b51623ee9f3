/// Why a digest's next edition does not take a brief. Of several reasons the first of the table is given.
///
/// | code | means | later? |
/// | --- | --- | --- |
/// | `mailed` | an edition of this digest had it | never again |
/// | `withdrawn` | a correction of its article took it away | no, unless the article gets it back |
/// | `since` | it was stored before the digest's `since` | when `since` moves back |
/// | `tags` | its article has none of the tags that the digest takes | when either changes |
/// | `without` | its article has a tag that the digest leaves out | when either changes |
/// | `language` | its article is in another language, or in one that nobody named | when either changes |
/// | `place` | the digest takes only the first briefs of each article | when either changes |
/// | `maximum` | the edition is full | in the next edition |
public enum Exclusion: Hashable, Sendable {
  case mailed(edition: Int, opened: Instant)
  case withdrawn(Instant)
  /// When the digest began; nil when it has not yet.
  case since(Instant?)
  /// The tags of which its article has none.
  case tags([String])
  /// The tag that it has.
  case without(String)
  /// The article's; nil when it is not known.
  case language(String?)
  /// 1 is the article's first brief.
  case place(Int, of: Int)
  case maximum(Int)

  /// The word of the table.
  public var code: String {
    switch self {
    case .mailed: "mailed"
    case .withdrawn: "withdrawn"
    case .since: "since"
    case .tags: "tags"
    case .without: "without"
    case .language: "language"
    case .place: "place"
    case .maximum: "maximum"
    }
  }
}
