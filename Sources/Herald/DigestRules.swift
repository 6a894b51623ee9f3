import Foundation

/// Which briefs a digest takes, and in what order it shows their articles.
///
/// | rule | takes | order of the reasons |
/// | --- | --- | --- |
/// | `tags` | articles with at least one of them; all where none is named | 1 |
/// | `without` | articles with none of them | 2 |
/// | `languages` | articles in one of them (RFC 4647, basic filtering: `pt` also takes `pt-BR`) | 3 |
/// | `briefsOfEach` | the first so many briefs of each article | 4 |
/// | `maximum` | at most so many briefs in one edition; what is over waits for the next | 5 |
///
/// Tags are compared without regard to case, spacing, width and a leading `#`.
public struct DigestRules: Hashable, Sendable {
  /// How the articles of an edition follow each other. Their briefs keep the order that they have in the article.
  public enum Order: String, Sendable, CaseIterable {
    /// As the newsroom stored them, the first first.
    case stored
    /// By the day of publication, the latest first; where an article has none, the day it was stored (UTC). Those of
    /// one day: the one stored last first.
    case newest
    /// The same from the other end.
    case oldest
  }

  public var tags: [String]
  public var without: [String]
  public var languages: [String]
  /// Of an article that does not say in which language it is; nil when nobody knows.
  public var homeLanguage: String?
  public var briefsOfEach: Int?
  public var maximum: Int?
  public var order: Order

  public init(
    tags: [String] = [], without: [String] = [], languages: [String] = [], homeLanguage: String? = nil,
    briefsOfEach: Int? = nil, maximum: Int? = nil, order: Order = .stored
  ) {
    self.tags = tags
    self.without = without
    self.languages = languages
    self.homeLanguage = homeLanguage
    self.briefsOfEach = briefsOfEach
    self.maximum = maximum
    self.order = order
  }

  /// Why no brief of an article is taken; nil when they are.
  public func exclusion(tags own: [String], language: String?) -> Exclusion? {
    let folded = Set(own.map(Self.folded))
    if !tags.isEmpty, !tags.contains(where: { folded.contains(Self.folded($0)) }) { return .tags(tags) }
    if let tag = without.first(where: { folded.contains(Self.folded($0)) }) { return .without(tag) }
    let language = language ?? homeLanguage
    if !languages.isEmpty, !languages.contains(where: { Self.takes($0, language) }) { return .language(language) }
    return nil
  }

  /// Why the brief in this place of its article, 0 is the first, is not taken; nil when it is.
  public func exclusion(place: Int) -> Exclusion? {
    briefsOfEach.flatMap { place >= $0 ? .place(place + 1, of: $0) : nil }
  }

  /// How many briefs of each article one edition takes, where the articles have so many, in the order in which they
  /// were stored. An article stays whole: the first that would go over `maximum` waits for the next edition, and those
  /// after it with it. Only the very first, when it alone has more, is parted.
  public func share(of counts: [Int]) -> [Int] {
    guard let maximum else { return counts }
    var left = maximum
    var isFull = false
    return counts.map { count in
      guard !isFull else { return 0 }
      if count > left {
        isFull = true
        return left == maximum ? left : 0
      }
      left -= count
      return count
    }
  }

  /// Whether the first of two articles comes before the second. `stored` is when each was stored.
  public func isBefore(
    _ left: (published: CalendarDay?, stored: Instant, id: Int64),
    _ right: (published: CalendarDay?, stored: Instant, id: Int64)
  ) -> Bool {
    func key(_ article: (published: CalendarDay?, stored: Instant, id: Int64)) -> (Int, Int64, Int64) {
      let day = order == .stored ? 0 : (article.published ?? CalendarDay(article.stored, in: .gmt)).dayNumber
      return (day, article.stored.microseconds, article.id)
    }
    return order == .newest ? key(left) > key(right) : key(left) < key(right)
  }

  private static func takes(_ range: String, _ language: String?) -> Bool {
    guard let language = language?.lowercased() else { return false }
    let range = range.lowercased()
    return language == range || language.hasPrefix(range + "-")
  }

  private static func folded(_ tag: String) -> String {
    let tag = normalised(tag)
    return tag.hasPrefix("#") ? String(tag.dropFirst()) : tag
  }
}
