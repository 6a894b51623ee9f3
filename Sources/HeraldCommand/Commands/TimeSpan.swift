import ArgumentParser
import Herald

/// A length of time as a person writes it: `90s`, `30m`, `2h`, `1d`, at most 30 days.
struct TimeSpan: ExpressibleByArgument {
  private let seconds: Int64

  init(seconds: Int64) { self.seconds = seconds }

  init?(argument: String) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let letter = argument.last, let unit = units[letter], let count = Int64(argument.dropLast()),
      (1...2_592_000).contains(count), count * unit <= 2_592_000
    else { return nil }
    seconds = count * unit
  }

  fileprivate static let form = "write it as 30m, 2h or 1d, at most 30 days"

  func times(_ count: Int) -> Seconds { Seconds(microseconds: seconds * Int64(count) * 1_000_000) }
}

extension TimeSpan: Decodable {
  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let span = TimeSpan(argument: text) else {
      throw Wrong("“\(text)” is not a length of time: \(Self.form)")
    }
    self = span
  }
}
