/// The five fields of cron, as Vixie cron reads them (crontab(5)): lists, ranges, steps, names of months and days.
///
/// | field | numbers | names |
/// | --- | --- | --- |
/// | minute | 0 to 59 | |
/// | hour | 0 to 23 | |
/// | day of the month | 1 to 31 | |
/// | month | 1 to 12 | jan to dec |
/// | day of the week | 0 to 7, 0 and 7 being Sunday | sun to sat |
///
/// Where both days are restricted, either is enough; a field that begins with `*` is not restricted, and then both have to
/// be right (`0 8 */2 * mon` is the Mondays among the odd days).
extension Schedule {
  static func cron(_ words: [String]) throws(Unreadable) -> (DayRule, [WallTime]) {
    guard words.count == 5 else {
      throw Unreadable(
        "it has \(words.count) words: cron's fields are five (minute, hour, day of the month, month, day of the week); "
          + "seconds and years are none of them")
    }
    let minutes = try CronField.minute.read(words[0])
    let hours = try CronField.hour.read(words[1])
    var rule = DayRule.daily
    rule.monthDays = UInt32(truncatingIfNeeded: try CronField.monthDay.read(words[2]))
    rule.months = UInt32(truncatingIfNeeded: try CronField.month.read(words[3]))
    let fromSunday = try CronField.weekday.read(words[4])
    // Bits 0 and 7 are Sunday; ISO 8601 has it last.
    rule.weekdays = UInt32(truncatingIfNeeded: (fromSunday & 0x7E) | (fromSunday & 0x81 == 0 ? 0 : 0x80))
    rule.isEither = !words[2].hasPrefix("*") && !words[4].hasPrefix("*")
    var times: [WallTime] = []
    for hour in 0..<24 where hours & (1 << UInt64(hour)) != 0 {
      for minute in 0..<60 where minutes & (1 << UInt64(minute)) != 0 {
        times.append(WallTime(validHour: hour, minute: minute))
      }
    }
    return (rule, times)
  }
}

/// One field of a cron line: its name, its numbers, and the names of its numbers from the first on.
struct CronField {
  let name: String
  let range: ClosedRange<Int>
  var names: [String] = []

  static let minute = CronField(name: "minute", range: 0...59)
  static let hour = CronField(name: "hour", range: 0...23)
  static let monthDay = CronField(name: "day of the month", range: 1...31)
  static let month = CronField(
    name: "month", range: 1...12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
  static let weekday = CronField(
    name: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])

  /// The numbers it takes, as bits.
  func read(_ text: String) throws(Schedule.Unreadable) -> UInt64 {
    var numbers: UInt64 = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count <= 2, let base = halves.first else { throw wrong(part) }
      let span = try span(base, in: part)
      var step = 1
      if halves.count == 2 {
        guard base == "*" || base.contains("-") else {
          throw Schedule.Unreadable(
            "“\(part)” in the \(name) has a step and no range: write “\(base)-\(range.upperBound)/\(halves[1])”")
        }
        guard let number = Schedule.number(halves[1]), (1...range.upperBound).contains(number) else {
          throw Schedule.Unreadable("“\(halves[1])” is no step of the \(name): write 1 to \(range.upperBound)")
        }
        step = number
      }
      for number in stride(from: span.lowerBound, through: span.upperBound, by: step) { numbers |= 1 << UInt64(number) }
    }
    return numbers
  }

  private func span(_ text: Substring, in part: Substring) throws(Schedule.Unreadable) -> ClosedRange<Int> {
    // Not 0 to 7: a step would count Sunday twice.
    if text == "*" { return range.lowerBound...(range.upperBound == 7 ? 6 : range.upperBound) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = ends.first, let last = ends.last else { throw wrong(part) }
    guard let from = number(first), var to = number(last) else { throw wrong(part) }
    if to == 0, from > 0, range.upperBound == 7 { to = 7 }
    guard from <= to else {
      throw Schedule.Unreadable(
        "“\(text)” in the \(name) runs backwards: write “\(first)-\(range.upperBound),\(range.lowerBound)-\(last)”")
    }
    return from...to
  }

  private func number(_ text: Substring) -> Int? {
    if let index = names.firstIndex(of: String(text)) { return range.lowerBound + index }
    return Schedule.number(text).flatMap { range.contains($0) ? $0 : nil }
  }

  private func wrong(_ part: Substring) -> Schedule.Unreadable {
    if part.contains(where: { "lw#?".contains($0) }), names.isEmpty || !part.allSatisfy(\.isLetter) {
      return Schedule.Unreadable(
        "“\(part)” in the \(name) is of another cron: write “day last 08:00”, “last fri 09:00” or “2nd mon 09:00”")
    }
    let named = names.isEmpty ? "" : ", or \(names[0]) to \(names[names.count - 1])"
    return Schedule.Unreadable(
      "“\(part)” is no \(name): it may be \(range.lowerBound) to \(range.upperBound)\(named), with , - * and /")
  }
}
