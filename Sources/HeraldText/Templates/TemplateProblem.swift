/// One thing that is wrong with one template, and what helps.
public struct TemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path, or the name of a template that travels in the binary (`post.mustache`).
  public let file: String
  /// 1 is the first line; nil when the whole file is meant.
  public let line: Int?
  /// In characters, 1 is the first; nil when the whole line or file is meant.
  public let column: Int?
  /// What is wrong, without a full stop.
  public let what: String
  /// What a person can do about it.
  public let remedy: String

  public init(file: String, line: Int? = nil, column: Int? = nil, what: String, remedy: String) {
    self.file = file
    self.line = line
    self.column = column
    self.what = what
    self.remedy = remedy
  }

  /// `FILE:LINE:COLUMN`, as far as it is known.
  public var place: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }

  /// `FILE:LINE:COLUMN: WHAT: REMEDY`, on one line.
  public var description: String { "\(place): \(what): \(remedy)" }
}

/// Everything that is wrong with a folder of templates, in the order of files and lines. Never empty.
public struct TemplateProblems: Error, Hashable, Sendable, CustomStringConvertible {
  public let problems: [TemplateProblem]

  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
