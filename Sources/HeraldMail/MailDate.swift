import Herald

/// The Date field (RFC 5322, section 3.3), always in UTC: `Mon, 23 Nov 2026 10:30:00 +0000`. Fractions of a second are
/// dropped; years 1900 to 9999.
enum MailDate {
  static func text(_ instant: Instant) throws(MailProblem) -> String {
    let (seconds, _) = instant.microseconds.flooredQuotient(by: 1_000_000)
    let (days, second) = seconds.flooredQuotient(by: 86_400)
    let day = CalendarDay(dayNumber: Int(days))
    guard day.dayNumber == days, day.year >= 1900 else {
      throw .malformed(field: "Date", value: instant.description, reason: "the year must be 1900 to 9999")
    }
    let time = [second / 3_600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return weekdays[day.weekday - 1] + ", \(day.day) " + months[day.month - 1] + " \(day.year) "
      + time.joined(separator: ":") + " +0000"
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension Int64 {
  /// Towards minus infinity, so that times before 1970 count on from midnight too.
  fileprivate func flooredQuotient(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = (self % divisor + divisor) % divisor
    return ((self - remainder) / divisor, remainder)
  }
}
