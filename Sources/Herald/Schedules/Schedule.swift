import Foundation

/// When something recurs on a wall clock. The zone is the newsroom's and comes in as an argument.
///
/// | written | runs |
/// | --- | --- |
/// | `mon 08:00`, `mon-fri 09:00,17:30`, `tue,thu 9:00`, `daily 07:00` | on days of the week, at one or several times |
/// | `1st mon 09:00`, `2nd,4th fri 12:00`, `last fri 17:00` | on the first to fifth, or last, such day of the month |
/// | `day 1,15 08:00`, `day last 08:00` | on days of the month; a month without that day has no run |
/// | `0 8 * * 1-5` | as cron's five fields say: minute, hour, day of the month, month, day of the week |
///
/// Every form is a rule for days and the times on those days. A schedule that never comes is refused.
public struct Schedule: Hashable, Sendable, CustomStringConvertible {
  public let days: DayRule
  /// Ascending, each once, never empty.
  public let times: [WallTime]
  /// As it was written, in small letters with single spaces.
  public let description: String

  public init(_ text: String) throws(ScheduleProblem) {
    guard text.utf8.count <= Self.longest else {
      throw ScheduleProblem(text, "it has more than \(Self.longest) octets")
    }
    let words = text.lowercased().split(separator: " ").map(String.init)
    description = words.joined(separator: " ")
    do throws(Unreadable) {
      (days, times) = words.count >= 5 ? try Self.cron(words) : try Self.plain(words)
    } catch {
      throw ScheduleProblem(text, error.why)
    }
    guard days.comes else {
      throw ScheduleProblem(
        text, "it never comes: no month that it names has such a day; “day last 08:00” is the last of every month")
    }
  }

  private static let longest = 500

  /// What is wrong with a word of it.
  struct Unreadable: Error {
    let why: String
    init(_ why: String) { self.why = why }
  }

  /// The runs after `instant`, in order.
  public func occurrences(after instant: Instant, in zone: TimeZone) -> Occurrences {
    Occurrences(of: self, after: instant, in: zone)
  }

  /// The runs at or before `instant`, the latest first.
  public func occurrences(backFrom instant: Instant, in zone: TimeZone) -> Occurrences {
    Occurrences(of: self, backFrom: instant, in: zone)
  }

  /// The first run after `instant`; nil only at the end of the year 9998.
  public func next(after instant: Instant, in zone: TimeZone) -> Occurrence? {
    var runs = occurrences(after: instant, in: zone)
    return runs.next()
  }

  /// The last run at or before `instant`; nil only in the year 1.
  public func last(atOrBefore instant: Instant, in zone: TimeZone) -> Occurrence? {
    var runs = occurrences(backFrom: instant, in: zone)
    return runs.next()
  }
}
