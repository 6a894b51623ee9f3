/// Why no post or digest could be composed: what is wrong, where, and what helps.
public struct CompositionProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, without a full stop: `the edition has no brief`.
  public let what: String
  /// Where it is: an article by its title, a template with its line, a digest by its name. Empty when `what` says it.
  public let place: String
  /// What a person can do about it: `add an article with briefs`.
  public let remedy: String

  public init(what: String, place: String = "", remedy: String) {
    self.what = what
    self.place = place
    self.remedy = remedy
  }

  /// A template that could not be rendered.
  public init(_ problem: TemplateProblem) {
    self.init(what: problem.what, place: problem.place, remedy: problem.remedy)
  }

  /// `PLACE: WHAT: REMEDY`, on one line.
  public var description: String { (place.isEmpty ? "" : place + ": ") + what + ": " + remedy }
}
