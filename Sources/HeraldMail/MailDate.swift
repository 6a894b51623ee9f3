import Herald

/// The Date field (RFC 5322, section 3.3), always in UTC: `Mon, 23 Nov 2026 10:30:00 +0000`. Fractions of a second are
/// dropped; years 1900 to 9999.
enum MailDate {
  static func bytes(_ instant: Instant) throws(MailProblem) -> [UInt8] {
    let (day, second, _) = instant.utc
    guard day.year >= 1900, (Instant.first...Instant.last).contains(instant) else {
      throw .malformed(field: "Date", value: instant.description, reason: "the year must be 1900 to 9999")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity("Mon, 23 Nov 2026 10:30:00 +0000".utf8.count)
    bytes += weekdays[day.weekday - 1].utf8
    bytes += ", ".utf8
    if day.day >= 10 { bytes.append(digit(day.day / 10)) }
    bytes.append(digit(day.day))
    bytes += months[day.month - 1].utf8
    for power in [1_000, 100, 10, 1] { bytes.append(digit(day.year / power)) }
    for (mark, value) in zip(" ::".utf8, [second / 3_600, second / 60 % 60, second % 60]) {
      bytes.append(mark)
      bytes.append(digit(value / 10))
      bytes.append(digit(value))
    }
    bytes += " +0000".utf8
    return bytes
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(value % 10) }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
  ]
}
