/// Why a text is no schedule, and what to write instead.
public struct ScheduleProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// A text that is too long to repeat is cut.
  init(_ text: String, _ reason: String) {
    let shown = text.count > Self.longest ? text.prefix(Self.longest) + "…" : text[...]
    description = "“\(shown)” is not a schedule: \(reason)"
  }

  private static let longest = 120
}
