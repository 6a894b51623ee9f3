import Herald

/// One source as it was read: the article, and what became of every line of the source that has words.
public struct Reading: Sendable {
  public var article: Article
  /// In the order of the source.
  public var kept: [Kept]
  /// In the order of the source; neighbours with one rule are one entry.
  public var dropped: [Dropped]
}

/// A part of the source that is in the article.
public struct Kept: Hashable, Sendable, Codable {
  public enum Role: String, Sendable, Codable {
    case title, author, date, url, language, tags, handle, heading, paragraph, brief
  }

  /// Lines of the source, counted from 1; `to` is included.
  public var from: Int
  public var to: Int
  public var role: Role
  /// As the article has it.
  public var text: String
}

/// A part of the source that is not in the article.
public struct Dropped: Hashable, Sendable, Codable {
  /// Lines of the source, counted from 1; `to` is included.
  public var from: Int
  public var to: Int
  /// The stable name of a `Rule`.
  public var rule: String
  /// What stood there, blocks separated by `\n`; after 400 characters `…` stands for the rest.
  public var text: String
}

/// Why a source cannot be read as an article: where, what, and what to do about it.
public struct ReadingProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name, or `standard input`.
  public var file: String
  /// Counted from 1; nil when it concerns the whole source.
  public var line: Int?
  /// What is wrong and how to mend it.
  public var reason: String

  /// `story.md:3: …`, or `story.md: …` without a line.
  public var description: String { line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)" }
}
