import Herald

/// The template of a thread, with the title and tags of one article, on which each part is written.
struct ThreadPage {
  let form: PostForm
  let style: PostStyle
  private(set) var title: String
  private(set) var tags: [String]
  /// Whether there is one part only, so that no number is shown.
  var isAlone = false
  private var sizes: [ThreadPlan.Role: Int] = [:]
  /// Why a part could not be written while one was looked for.
  var problem: CompositionProblem? { failure.problem }
  private let failure = Failure()

  /// The first problem of many tries.
  private final class Failure { var problem: CompositionProblem? }

  /// Values with which both flags hold.
  static let flags: [String: TemplateValues.Value] = ["first": "1", "last": "1"]

  init(form: PostForm, style: PostStyle, source: PostSource) throws(CompositionProblem) {
    self.form = form
    self.style = style
    title = source.title
    tags = source.tags
  }

  func showsTitle() throws(CompositionProblem) -> Bool { try form.shows("title", with: Self.flags) }

  /// Leaves tags out, then cuts the title, until every part has room for what it says besides the text; false when there
  /// is no such way.
  mutating func fitTitle() throws(CompositionProblem) -> Bool {
    if !holdsTitle { tags = [] }
    if !holdsTitle {
      let whole = title
      let cut = TitleCut.best(of: whole) { candidate in
        title = candidate
        return holdsTitle
      }
      guard let cut else { return false }
      title = cut
    }
    for isFirst in [true, false] {
      for isLast in [true, false] {
        let role = ThreadPlan.Role(isFirst: isFirst, isLast: isLast)
        sizes[role] = style.rules.measure(try part("", role, number: 8, of: 8)).count
      }
    }
    return true
  }

  private var holdsTitle: Bool {
    [(true, true), (true, false), (false, true)].allSatisfy { fits("", .init(isFirst: $0.0, isLast: $0.1)) }
  }

  /// The count of a part without text.
  func size(of role: ThreadPlan.Role) -> Int { sizes[role] ?? 0 }

  /// Whether a part with this text fits, whatever its number.
  func fits(_ text: String, _ role: ThreadPlan.Role) -> Bool {
    do throws(CompositionProblem) {
      let widest = style.parts < 10 ? 8 : 88
      return style.rules.measure(try part(text, role, number: isAlone ? nil : widest, of: widest)).fits
    } catch {
      if failure.problem == nil { failure.problem = error }
      return false
    }
  }

  /// One part as it is sent. `number` is nil when it is the only one.
  func part(
    _ text: String, _ role: ThreadPlan.Role, number: Int?, of count: Int
  ) throws(CompositionProblem) -> String {
    try form.text([
      "title": .text(title), "tags": .texts(tags), "text": .text(text), "first": role.isFirst ? "1" : "",
      "last": role.isLast ? "1" : "", "place": .text(number.map { "\($0)/\(count)" } ?? ""),
      "number": .text(number.map(String.init) ?? ""), "count": .text(number == nil ? "" : "\(count)"),
    ])
  }
}
