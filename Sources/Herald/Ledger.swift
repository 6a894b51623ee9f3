/// The count of everything owed, by state. It always adds up:
/// `owed = waiting + leased + sent + held + failed + cancelled + skipped`.
public struct Ledger: Hashable, Sendable {
  private var counts: [JobState: Int] = [:]

  public init() {}

  public subscript(state: JobState) -> Int {
    get { counts[state] ?? 0 }
    set { counts[state] = newValue }
  }

  public var owed: Int { counts.values.reduce(0, +) }

  public static func + (left: Ledger, right: Ledger) -> Ledger {
    var sum = left
    for state in JobState.allCases { sum[state] += right[state] }
    return sum
  }
}

extension Ledger: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// An object with `owed` and one number for every state, also for those at zero.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(owed, forKey: Key(stringValue: "owed"))
    for state in JobState.allCases { try container.encode(self[state], forKey: Key(stringValue: state.rawValue)) }
  }
}
