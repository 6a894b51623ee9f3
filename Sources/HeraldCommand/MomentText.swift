import Foundation
import Herald

/// A moment as a person writes it on the command line, in the newsroom's zone unless it says otherwise.
enum MomentText {
  /// Reads `2026-11-24T09:00:00+05:00`, `2026-11-24 09:00`, `today 18:00`, `tomorrow 9:00`, `mon 09:00` (the next one)
  /// and `18:00` (the next one). Throws for anything else and for a moment that is past.
  static func read(_ text: String, now: Instant, zone: TimeZone) throws -> Instant {
    guard let instant = parse(text.trimmingCharacters(in: .whitespaces).lowercased(), now: now, zone: zone) else {
      throw Ending(
        .usage,
        "--at “\(text.shown())” is not a time: write 2026-11-24T09:00:00+05:00, \"2026-11-24 09:00\", "
          + "\"tomorrow 9:00\", \"mon 09:00\" or 18:00 (\(zone.identifier))")
    }
    guard instant > now else {
      throw Ending(.usage, "--at “\(text.shown())” is past (\(instant)): name a later time, or use --now")
    }
    return instant
  }

  private static func parse(_ text: String, now: Instant, zone: TimeZone) -> Instant? {
    if let instant = Instant(rfc3339: text.uppercased()) { return instant }
    let today = CalendarDay(now, in: zone)
    let words = text.split(whereSeparator: { $0 == " " || $0 == "t" && !text.hasPrefix("t") })
    if words.count == 1, let time = WallTime(words[0]) {
      let instant = today.instant(at: time, in: zone)
      return instant > now ? instant : today.adding(days: 1).instant(at: time, in: zone)
    }
    guard words.count == 2, let time = WallTime(words[1].prefix(5)) else { return nil }
    switch words[0] {
    case "today": return today.instant(at: time, in: zone)
    case "tomorrow": return today.adding(days: 1).instant(at: time, in: zone)
    default:
      if let day = CalendarDay(String(words[0])) { return day.instant(at: time, in: zone) }
      do {
        return try Schedule("\(words[0]) \(words[1])").next(after: now, in: zone)?.instant
      } catch {
        return nil
      }
    }
  }
}
