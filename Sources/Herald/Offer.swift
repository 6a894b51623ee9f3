/// What a far side says of itself when it is tried and nothing is sent.
public struct Offer: Hashable, Sendable {
  /// One line for a person: who we are there, what may be done.
  public var text: String
  /// How long a post may be there, in the network's own unit; nil where the far side does not say.
  public var limit: Int?
  /// What was found out and is likely to be a mistake, one line each; it stops nothing.
  public var warnings: [String]

  public init(_ text: String, limit: Int? = nil, warnings: [String] = []) {
    (self.text, self.limit, self.warnings) = (text, limit, warnings)
  }
}
