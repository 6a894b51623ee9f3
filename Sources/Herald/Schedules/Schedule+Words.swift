extension Schedule {
  /// As schedules have them, Monday first.
  public static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let ordinalNames = ["last", "1st", "2nd", "3rd", "4th", "5th"]

  /// Days, and times on them: `mon-fri 09:00,17:30`, `1st mon 09:00`, `day 1,15 08:00`.
  static func plain(_ words: [String]) throws(Unreadable) -> (DayRule, [WallTime]) {
    if let first = words.first, first.hasPrefix("@") { throw nickname(first) }
    guard words.count == 2 || words.count == 3, let last = words.last else {
      throw Unreadable(
        "it needs days and a time, as in “mon-fri 09:00”, or the five fields of cron, as in “0 9 * * 1-5”")
    }
    let times = try times(last)
    var rule = DayRule.daily
    if words.count == 2 {
      rule.weekdays = try weekdays(words[0])
    } else if words[0] == "day" {
      (rule.monthDays, rule.takesLastDay) = try monthDays(words[1])
    } else {
      rule.ordinals = try ordinals(words[0])
      guard words[1] != "daily" else {
        throw Unreadable("“\(words[0])” needs a day of the week, as in “1st mon 09:00”")
      }
      rule.weekdays = try weekdays(words[1])
    }
    return (rule, times)
  }

  private static func list(_ word: String) -> [String] {
    word.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func times(_ word: String) throws(Unreadable) -> [WallTime] {
    var times: Set<WallTime> = []
    for text in list(word) {
      guard let time = WallTime(text) else {
        throw Unreadable("“\(text)” is not a time of day from 00:00 to 23:59")
      }
      times.insert(time)
    }
    return times.sorted()
  }

  private static func weekdays(_ word: String) throws(Unreadable) -> UInt32 {
    var days: UInt32 = 0
    for range in list(word) {
      if range == "daily" {
        days |= DayRule.daily.weekdays
        continue
      }
      let ends = range.split(separator: "-", omittingEmptySubsequences: false)
      let numbers = ends.compactMap { weekdayNames.firstIndex(of: String($0)).map { $0 + 1 } }
      guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last, numbers.count <= 2 else {
        let known = weekdayNames.joined(separator: ", ")
        throw Unreadable("“\(range)” is not a day or a range of days (\(known), daily)")
      }
      var day = first
      days |= 1 << UInt32(day)
      while day != last {
        day = day % 7 + 1
        days |= 1 << UInt32(day)
      }
    }
    return days
  }

  private static func ordinals(_ word: String) throws(Unreadable) -> UInt32 {
    var ordinals: UInt32 = 0
    for text in list(word) {
      guard let number = ordinalNames.firstIndex(of: text) else {
        throw Unreadable("“\(text)” is not which one of the month: write 1st, 2nd, 3rd, 4th, 5th or last")
      }
      ordinals |= 1 << UInt32(number)
    }
    return ordinals
  }

  private static func monthDays(_ word: String) throws(Unreadable) -> (days: UInt32, last: Bool) {
    var (days, last): (UInt32, Bool) = (0, false)
    for text in list(word) {
      if text == "last" {
        last = true
      } else if let day = number(text), (1...31).contains(day) {
        days |= 1 << UInt32(day)
      } else {
        throw Unreadable("“\(text)” is not a day of the month: write 1 to 31, or last")
      }
    }
    return (days, last)
  }

  /// One or two ASCII digits.
  static func number(_ text: some StringProtocol) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// cron's nicknames hide their time, and a span has no place on a wall clock.
  private static func nickname(_ word: String) -> Unreadable {
    let instead = [
      "@hourly": "0 * * * *", "@daily": "daily 07:00", "@midnight": "daily 00:00", "@weekly": "mon 08:00",
      "@monthly": "day 1 08:00", "@yearly": "0 8 1 1 *", "@annually": "0 8 1 1 *",
    ]
    if let instead = instead[word] { return Unreadable("say at which time, as in “\(instead)”") }
    if word.hasPrefix("@every") {
      return Unreadable(
        "it says a span, not a time of day: for every hour write “0 * * * *”, for every day “daily 07:00”")
    }
    return Unreadable("nothing begins with @: write days and a time, as in “mon-fri 09:00”")
  }
}
