/// Where a thread's parts begin and end.
///
/// Of all ways that fit, the one that reads best: parts that are well filled, begin with a paragraph rather than inside
/// one, and leave no orphan of a few words. Everything is taken when it fits into the parts that there may be; else as
/// much as possible, ending with a paragraph where that loses little.
struct ThreadPlan {
  let units: [ThreadUnit]
  /// The most parts.
  let most: Int
  /// Whether the first part says the title, so that it may stand there alone.
  let titleIsSaid: Bool
  /// About how full a part with these units is, from 0 to 1.
  let fill: (Range<Int>, Role) -> Double
  /// Whether a part with these units fits.
  let fits: (Range<Int>, Role) -> Bool

  /// Which part it is, as far as its template asks.
  struct Role: Hashable {
    var isFirst: Bool
    var isLast: Bool
  }

  init(
    units: [ThreadUnit], most: Int, titleIsSaid: Bool, fill: @escaping (Range<Int>, Role) -> Double,
    fits: @escaping (Range<Int>, Role) -> Bool
  ) {
    self.units = units
    self.most = most
    self.titleIsSaid = titleIsSaid
    self.fill = fill
    self.fits = fits
  }

  /// By where a part begins: the last place where it may end. Every try is rendered and counted, so each is made once.
  private var reaches: [Role: [Int: Int]] = [:]

  private struct Step {
    var cost: Double
    var from: Int
  }

  /// The best plan; nil when there is none. Linear in the number of units, times the parts, times the units of a part.
  mutating func best() -> [Range<Int>]? {
    // steps[k][i]: the cheapest way to have the units before i in k parts, none of them the last.
    var steps: [[Int: Step]] = [[0: Step(cost: 0, from: 0)]]
    var finals: [(cost: Double, parts: Int, last: Range<Int>)] = []
    for parts in 0..<most {
      var next: [Int: Step] = [:]
      for (start, step) in steps[parts].sorted(by: { $0.key < $1.key }) {
        for end in ends(from: start, Role(isFirst: parts == 0, isLast: true)) where end > start {
          guard !units[end - 1].goesOn else { continue }
          let cost = step.cost + cost(of: start..<end, Role(isFirst: parts == 0, isLast: true))
          finals.append((cost, parts, start..<end))
        }
        guard parts + 1 < most else { continue }
        for end in ends(from: start, Role(isFirst: parts == 0, isLast: false)) where end < units.count {
          let cost = step.cost + cost(of: start..<end, Role(isFirst: parts == 0, isLast: false)) + breakCost(at: end)
          if next[end].map({ cost < $0.cost }) ?? true { next[end] = Step(cost: cost, from: start) }
        }
      }
      steps.append(next)
    }
    guard let final = preferred(finals) else { return nil }
    var plan = [final.last]
    var end = final.last.lowerBound
    for parts in stride(from: final.parts, to: 0, by: -1) {
      guard let step = steps[parts][end] else { return nil }
      plan.insert(step.from..<end, at: 0)
      end = step.from
    }
    return plan
  }

  /// Where a part that begins at `start` may end. A piece of a sentence ends its part.
  private mutating func ends(from start: Int, _ role: Role) -> Range<Int> {
    let least = role.isFirst && titleIsSaid && !role.isLast ? start : start + 1
    if let reach = reaches[role]?[start] { return least..<max(least, reach + 1) }
    var end = likelyEnd(from: start, role)
    if end > start, !fits(start..<end, role) { end = start }
    while end < units.count, end == start || !units[end - 1].goesOn, fits(start..<(end + 1), role) { end += 1 }
    reaches[role, default: [:]][start] = end
    return least..<max(least, end + 1)
  }

  /// Where a part is nearly full by what its units count alone, so that few of them have to be tried.
  private func likelyEnd(from start: Int, _ role: Role) -> Int {
    var end = start
    while end < units.count, end == start || !units[end - 1].goesOn, fill(start..<(end + 1), role) < 0.95 { end += 1 }
    return end
  }

  private func cost(of part: Range<Int>, _ role: Role) -> Double {
    let room = 1 - min(1, fill(part, role))
    var cost = 15 + 100 * room * room
    if part.isEmpty {
      cost += 40
    } else if words(in: part) < 8, !(role.isFirst && titleIsSaid) {
      cost += 300
    }
    return cost
  }

  private func words(in part: Range<Int>) -> Int { units[part].reduce(0) { $0 + $1.words } }

  private func breakCost(at unit: Int) -> Double { unit == 0 ? 0 : units[unit].breakCost }

  /// The cheapest of those that take everything; where none does, of those that take nearly as much as any.
  private func preferred(
    _ finals: [(cost: Double, parts: Int, last: Range<Int>)]
  ) -> (cost: Double, parts: Int, last: Range<Int>)? {
    guard let most = finals.map(\.last.upperBound).max() else { return nil }
    let lengths = units.map { Double($0.text.utf8.count) }
    let whole = lengths[..<most].reduce(0, +)
    func loss(_ end: Int) -> Double {
      if end == units.count { return 0 }
      let lost = lengths[end..<most].reduce(0, +) / whole
      return 400 * lost + (units[end].opensParagraph ? 0 : 40)
    }
    return finals.filter { most < units.count || $0.last.upperBound == most }
      .min { $0.cost + loss($0.last.upperBound) < $1.cost + loss($1.last.upperBound) }
  }
}
