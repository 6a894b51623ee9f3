/// How a channel of one kind is set up: what `herald channels add` asks, in order, and where each answer is found.
public struct Setup: Sendable {
  /// What goes there, in a few words: `posts to Mastodon and its like`.
  public var summary: String
  public var questions: [Question]

  public init(_ summary: String, _ questions: [Question] = []) { (self.summary, self.questions) = (summary, questions) }
}

/// One key of a channel's configuration, as a person is asked for it.
public struct Question: Sendable {
  public enum Kind: Sendable {
    /// One value on one line.
    case line
    /// A program and its arguments, parted by blanks: a list in the configuration.
    case words
    /// A token, a password, an address that is a secret: kept in a file of its own or in an environment variable.
    case secret
  }

  /// As the configuration has it.
  public var key: String
  public var kind: Kind
  /// What is asked: `the address of the server`.
  public var asks: String
  /// How an answer looks.
  public var example: String
  /// Where it is found, page and clicks, one line each. `{KEY}` stands for an earlier answer.
  public var steps: [String]
  /// Whether nothing may be said, and the key is left out then.
  public var isOptional: Bool
  /// Asked only where this key was answered.
  public var after: String?

  public init(
    _ key: String, _ kind: Kind = .line, _ asks: String, example: String, steps: [String] = [],
    isOptional: Bool = false,
    after: String? = nil
  ) {
    (self.key, self.kind, self.asks, self.example) = (key, kind, asks, example)
    (self.steps, self.isOptional, self.after) = (steps, isOptional, after)
  }
}
