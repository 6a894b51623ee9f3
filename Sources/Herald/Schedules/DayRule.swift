/// Which days a schedule runs on: a set of months, of days of the month, and of days of the week.
public struct DayRule: Hashable, Sendable {
  /// Bits 1 to 12.
  var months: UInt32 = 0x1FFE
  /// Bits 1 to 31.
  var monthDays: UInt32 = 0xFFFF_FFFE
  var takesLastDay = false
  /// Bits 1 (Monday) to 7 (Sunday), as ISO 8601 numbers them.
  var weekdays: UInt32 = 0xFE
  /// Bits 1 to 5: the first to fifth such day of the week in its month; bit 0: the last. None is any of them.
  var ordinals: UInt32 = 0
  /// A day of the month or a day of the week is enough; else both have to be right.
  var isEither = false

  public static let daily = DayRule()

  /// Whether it has a day at all. The calendar repeats itself after 400 years.
  var comes: Bool {
    for year in 2000..<2400 {
      for month in 1...12 where days(of: month, in: year) != 0 { return true }
    }
    return false
  }

  public func takes(_ day: CalendarDay) -> Bool { days(of: day.month, in: day.year) & (1 << UInt32(day.day)) != 0 }

  /// Its days in a month, as bits 1 to 31.
  func days(of month: Int, in year: Int) -> UInt32 {
    guard months & (1 << UInt32(month)) != 0 else { return 0 }
    let length = CalendarDay.length(of: month, in: year)
    let inMonth: UInt32 = (0xFFFF_FFFF >> UInt32(31 - length)) & 0xFFFF_FFFE
    var byDay = monthDays
    if takesLastDay { byDay |= 1 << UInt32(length) }
    let byWeekday = weekdays == 0xFE && ordinals == 0 ? inMonth : daysOfWeek(of: month, in: year, length: length)
    return (isEither ? byDay | byWeekday : byDay & byWeekday) & inMonth
  }

  private func daysOfWeek(of month: Int, in year: Int, length: Int) -> UInt32 {
    let first = CalendarDay(validYear: year, month: month, day: 1).weekday
    var days: UInt32 = 0
    for weekday in 1...7 where weekdays & (1 << UInt32(weekday)) != 0 {
      let earliest = 1 + (weekday - first + 7) % 7
      var day = earliest
      while day <= length {
        let isLast = day + 7 > length
        let ordinal = UInt32((day - earliest) / 7 + 1)
        if ordinals == 0 || ordinals & (1 << ordinal) != 0 || (isLast && ordinals & 1 != 0) { days |= 1 << UInt32(day) }
        day += 7
      }
    }
    return days
  }
}
