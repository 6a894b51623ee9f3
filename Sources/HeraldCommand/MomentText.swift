import Foundation
import Herald

/// A moment as a person writes it on the command line, in the newsroom's zone unless it says otherwise.
enum MomentText {
  /// Reads `2026-11-24T09:00:00+05:00`, `2026-11-24 09:00`, `today 18:00`, `tomorrow 9:00`, `mon 09:00` (the next one)
  /// and `18:00` (the next one). A time that the clocks skip is the moment after the gap, and that is said. Throws for
  /// anything else and for a moment that is past.
  static func read(_ text: String, now: Instant, zone: TimeZone) throws(Ending) -> Instant {
    guard let instant = parse(text.trimmingCharacters(in: .whitespaces).lowercased(), now: now, zone: zone) else {
      throw Ending(
        .usage,
        "--at “\(text.shown())” is not a time: write 2026-11-24T09:00:00+05:00, \"2026-11-24 09:00\", "
          + "\"tomorrow 9:00\", \"mon 09:00\" or 18:00 (\(zone.identifier))")
    }
    guard instant > now else {
      throw Ending(
        .usage, "--at “\(text.shown())” is past (\(instant.shown(in: zone))): name a later time, or use --now")
    }
    if isSkipped(text, became: instant, zone: zone) {
      Terminal.warn(
        "--at “\(text.shown())”: the clocks skip that time (\(zone.identifier)): \(instant.shown(in: zone)) it is")
    }
    return instant
  }

  /// Whether a time without an offset is one that the clocks of its zone do not show that day.
  static func isSkipped(_ text: String, became instant: Instant, zone: TimeZone) -> Bool {
    let last = text.lowercased().split { $0 == " " || $0 == "t" }.last
    guard let written = last.flatMap(time) else { return false }
    return !instant.shown(in: zone).contains(" \(written) ")
  }

  private static func parse(_ text: String, now: Instant, zone: TimeZone) -> Instant? {
    if let instant = Instant(rfc3339: text.uppercased()) { return instant }
    let today = CalendarDay(now, in: zone)
    let words = text.split(separator: " ")
    if words.count == 1 {
      if let time = WallTime(words[0]) {
        let instant = today.instant(at: time, in: zone)
        return instant > now ? instant : today.adding(days: 1).instant(at: time, in: zone)
      }
      // 2026-11-24T09:00, without an offset.
      let halves = words[0].split(separator: "t", omittingEmptySubsequences: false)
      guard halves.count == 2, let day = CalendarDay(String(halves[0])) else { return nil }
      return time(halves[1]).map { day.instant(at: $0, in: zone) }
    }
    // 2026-11-24 09:00 +01:00, as lists show it.
    if words.count == 3, words[1].count == 5 { return Instant(rfc3339: "\(words[0])T\(words[1]):00\(words[2])") }
    guard words.count == 2, let time = time(words[1]) else { return nil }
    switch words[0] {
    case "today": return today.instant(at: time, in: zone)
    case "tomorrow": return today.adding(days: 1).instant(at: time, in: zone)
    default:
      if let day = CalendarDay(String(words[0])) { return day.instant(at: time, in: zone) }
      do {
        return try Schedule("\(words[0]) \(time)").next(after: now, in: zone)?.instant
      } catch {
        return nil
      }
    }
  }

  /// `9:00`, or `9:00:00` as copied from elsewhere.
  private static func time(_ text: Substring) -> WallTime? {
    WallTime(text.hasSuffix(":00") && text.count > 5 ? text.dropLast(3) : text)
  }
}
