import Foundation
import Herald
import HeraldTransfer

/// When a far side says that it may be asked again.
///
/// | field | says | who writes it so |
/// | --- | --- | --- |
/// | `Retry-After` | seconds, or an HTTP date (RFC 9110, 10.2.3) | Slack, Discord, web servers |
/// | `X-RateLimit-Reset-After` | seconds, with a fraction | Discord |
/// | `RateLimit-Reset` | seconds since 1970; fewer than 10⁹ are seconds from now (the IETF's draft) | Bluesky |
/// | `X-RateLimit-Reset` | ISO 8601, or seconds since 1970 | Mastodon; Discord, X |
///
/// The first that can be read counts, in this order; before all of them what the body says. What a server may ask for is
/// 1 second to 24 hours; anything else becomes the nearer of the two.
enum RetryTime {
  static let shortest: Seconds = 1
  static let longest = Seconds.hours(24)

  /// - Parameter body: the seconds that the answer's body names (Telegram, Discord).
  /// - Returns: nil when the far side says nothing that can be read.
  static func of(_ answer: HTTPAnswer, body: Double? = nil, now: Instant) -> Instant? {
    if let body, !body.isNaN { return now + clamped(Seconds(body)) }
    for name in ["Retry-After", "X-RateLimit-Reset-After", "RateLimit-Reset", "X-RateLimit-Reset"] {
      guard let value = answer[name], let span = span(value, isSpan: !name.hasSuffix("-Reset"), now: now) else {
        continue
      }
      return now + clamped(span)
    }
    return nil
  }

  /// The time from now on; negative for a moment that is over.
  ///
  /// - Parameter isSpan: a number is a length of time, however large.
  private static func span(_ value: String, isSpan: Bool, now: Instant) -> Seconds? {
    if let number = Double(value) {
      guard !number.isNaN else { return nil }
      return isSpan || number < 1_000_000_000 ? Seconds(number) : Instant(microseconds: 0) + Seconds(number) - now
    }
    return (Instant(rfc3339: value) ?? httpDate(value)).map { $0 - now }
  }

  private static func clamped(_ span: Seconds) -> Seconds { min(max(span, shortest), longest) }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form that RFC 9110 (5.6.7) lets nobody but old servers deviate from.
  private static func httpDate(_ text: String) -> Instant? {
    guard let match = text.wholeMatch(of: /[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT/),
      let month = months.firstIndex(of: String(match.2))
    else { return nil }
    return Instant(rfc3339: "\(match.3)-\(month < 9 ? "0" : "")\(month + 1)-\(match.1)T\(match.4)Z")
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
