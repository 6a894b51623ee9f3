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
  init(form: PostForm, style: PostStyle, source: PostSource) {
    self.form = form
    self.style = style
    title = source.title
    tags = source.tags
  }

  /// Leaves tags out, then cuts the title, until every part has room for what it says besides the text; false when there
  /// is no such way.
  mutating func fitTitle() -> Bool {
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
        sizes[role] = style.rules.measure(part("", role, number: 8, of: 8)).count
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
    let widest = style.parts < 10 ? 8 : 88
    return style.rules.measure(part(text, role, number: isAlone ? nil : widest, of: widest)).fits
  }

  /// One part as it is sent. `number` is nil when it is the only one.
  func part(
    _ text: String, _ role: ThreadPlan.Role, number: Int?, of count: Int
  ) -> String {
    form.text([
      "title": .text(title), "tags": .texts(tags), "text": .text(text), "first": role.isFirst ? "1" : "",
      "last": role.isLast ? "1" : "", "place": .text(number.map { "\($0)/\(count)" } ?? ""),
      "number": .text(number.map(String.init) ?? ""), "count": .text(number == nil ? "" : "\(count)"),
    ])
  }
}
