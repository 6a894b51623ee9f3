import Herald

/// `rate:`, one or a list: `300 per 3h`, `[1 per 1s, 20 per 1m]`; `none` lifts what the kind of sender has by itself.
struct RateText: Decodable {
  let rates: [RateLimit]

  private static let none = "none"

  init(from decoder: any Decoder) throws {
    let values = try Several<One>(from: decoder).values
    let areNone = values.contains { $0.rate == nil }
    guard !areNone || values.count == 1 else { throw Wrong("`none` and another rate say different things") }
    rates = values.compactMap(\.rate)
  }

  private struct One: Decodable {
    /// Nil is `none`.
    let rate: RateLimit?

    init(from decoder: any Decoder) throws {
      let text = try decoder.singleValueContainer().decode(String.self)
      if text == RateText.none {
        rate = nil
        return
      }
      guard let match = text.wholeMatch(of: /([0-9]{1,7}) +per +([0-9]+[smhd])/), let count = Int(match.1),
        (1...1_000_000).contains(count), let span = TimeSpan(argument: String(match.2))
      else {
        throw Wrong("“\(text)” is not a rate: write it as 300 per 3h or 20 per 1m, at most 1,000,000 per 30d, or none")
      }
      rate = RateLimit(count, per: span.times(1))
    }
  }
}
