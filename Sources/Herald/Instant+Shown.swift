import Foundation

extension Instant {
  /// To the minute on the wall clock of a zone, with its offset: `2026-11-24 09:00 +01:00`; JSON keeps UTC and the
  /// microseconds.
  public func shown(in zone: TimeZone) -> String {
    let offset = Int64(zone.secondsFromGMT(for: date))
    let local = Instant(microseconds: microseconds) + Seconds(microseconds: offset * 1_000_000)
    let text = local.description
    let minutes = abs(offset) / 60
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) "
      + (offset < 0 ? "-" : "+") + Self.twoDigits(minutes / 60) + ":" + Self.twoDigits(minutes % 60)
  }

  private static func twoDigits(_ number: Int64) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
