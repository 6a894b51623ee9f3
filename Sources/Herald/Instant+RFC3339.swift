/// Written and read without Foundation, whose format rounds to milliseconds, takes 24:61:61 for a time, and counts by the
/// Julian calendar before 1582.
extension Instant: Codable, CustomStringConvertible {
  /// `2026-11-23T09:54:00Z`, with three or six decimals where they are needed (RFC 3339, always UTC).
  public var description: String {
    let (day, second, fraction) = utc
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    let decimals =
      fraction == 0 ? "" : fraction % 1_000 == 0 ? "." + padded(fraction / 1_000, 3) : "." + padded(fraction, 6)
    let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(day)T\(time)\(decimals)Z"
  }

  /// Reads RFC 3339 with any offset and any number of decimals, of which the first six count; a space may stand for `T`. A
  /// leap second is the second after it. Nil for everything else, and outside the years 1 to 9999 in UTC.
  public init?(rfc3339 text: String) {
    var digits = DigitReader(text)
    guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
      let day = digits.number(2), let date = CalendarDay(year: year, month: month, day: day),
      digits.take("T") || digits.take("t") || digits.take(" "),
      let hour = digits.number(2), hour < 24, digits.take(":"), let minute = digits.number(2), minute < 60,
      digits.take(":"), let second = digits.number(2), second <= 60
    else { return nil }
    var fraction = 0
    if digits.take(".") {
      guard let read = digits.fraction(6) else { return nil }
      fraction = read
    }
    var offset = 0
    if !(digits.take("Z") || digits.take("z")) {
      let isWest = digits.take("-")
      guard isWest || digits.take("+"), let hours = digits.number(2), hours < 24, digits.take(":"),
        let minutes = digits.number(2), minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (isWest ? -60 : 60)
    }
    let seconds = date.dayNumber * 86_400 + hour * 3_600 + minute * 60 + second - offset
    // A leap second ends a day of UTC.
    guard digits.isAtEnd, second < 60 || seconds % 86_400 == 0 else { return nil }
    let years = Self.first.microseconds...Self.last.microseconds
    let microseconds = Int64(seconds) * 1_000_000 + Int64(fraction)
    guard years.contains(microseconds) else { return nil }
    self.init(microseconds: microseconds)
  }

  /// The day in UTC, the whole seconds since its midnight, and the microseconds since that second; outside the years 1 to 9999
  /// the day is the nearest one inside.
  public var utc: (day: CalendarDay, second: Int, microsecond: Int) {
    let ofDay = (microseconds % Self.day + Self.day) % Self.day
    let days = microseconds / Self.day - (microseconds % Self.day < 0 ? 1 : 0)
    return (CalendarDay(dayNumber: Int(days)), Int(ofDay / 1_000_000), Int(ofDay % 1_000_000))
  }

  private static let day: Int64 = 86_400_000_000

  /// 0001-01-01T00:00:00Z.
  public static let first = Instant(microseconds: -62_135_596_800_000_000)
  /// 9999-12-31T23:59:59.999999Z.
  public static let last = Instant(microseconds: 253_402_300_799_999_999)

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(rfc3339: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
    }
    self = instant
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Takes a text apart from its beginning, by ASCII characters only.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.utf8[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// One or more digits, as a number of so many decimals; further ones are dropped.
  mutating func fraction(_ places: Int) -> Int? {
    let digits = rest.prefix(while: isDigit)
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    let kept = digits.prefix(places)
    let number = kept.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return (kept.count..<places).reduce(number) { number, _ in number * 10 }
  }

  private func isDigit(_ octet: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) }
}
