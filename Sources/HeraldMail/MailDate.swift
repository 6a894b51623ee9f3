import Herald

/// The Date field (RFC 5322, section 3.3), always in UTC: `Mon, 23 Nov 2026 10:30:00 +0000`. Fractions of a second are
/// dropped; years 1900 to 9999.
enum MailDate {
  static func text(_ instant: Instant) throws(MailProblem) -> String {
    let (day, second, _) = instant.utc
    guard day.year >= 1900, (Instant.first...Instant.last).contains(instant) else {
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
