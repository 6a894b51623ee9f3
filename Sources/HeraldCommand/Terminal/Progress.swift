import Herald
import HeraldText
import Synchronization

/// What a drain has done so far, how fast, and how long it may still take.
final class Progress: Sendable {
  private struct Count {
    var sent = 0
    /// Attempts that ended in any other way; a job may have several.
    var others = 0
    var skipped = 0
    var pace = Pace()
  }

  private let due: Int
  private let count = Mutex(Count())

  /// - Parameter due: jobs that were due at the beginning.
  init(due: Int) { self.due = due }

  var sent: Int { count.withLock { $0.sent } }
  /// Mails whose readers have left the list.
  var skipped: Int { count.withLock { $0.skipped } }

  func note(_ outcome: Outcome) {
    count.withLock { count in
      if case .sent = outcome { count.sent += 1 } else { count.others += 1 }
      if case .withheld(.unsubscribed) = outcome { count.skipped += 1 }
    }
  }

  /// How it stands at a moment, which is not before the one of an earlier call.
  func state(at moment: ContinuousClock.Instant) -> State {
    count.withLock { count in
      let done = count.sent + count.others
      count.pace.note(done, at: moment)
      return State(sent: count.sent, others: count.others, of: max(due, done), rate: count.pace.rate)
    }
  }

  struct State: Hashable {
    let sent: Int
    let others: Int
    /// What was due at the beginning; more when attempts had to be repeated.
    let of: Int
    /// Attempts per second over the last seconds; nil in the first moment.
    let rate: Double?

    /// Nil while nothing moves.
    var timeLeft: String? { rate.flatMap { leftInWords(of - sent - others, rate: $0) } }

    var line: String {
      let others = others > 0 ? ", \(others) not sent" : ""
      let rate = rate.map { ", \(shownRate($0))" } ?? ""
      return "sent \(sent) of \(of)\(others)\(rate)" + (timeLeft.map { ", \($0) left" } ?? "")
    }
  }
}

/// The speed of a counter over the last seconds.
struct Pace {
  private var samples: [(moment: ContinuousClock.Instant, count: Int)] = []
  /// Long enough to be steady, short enough to show a change.
  static let span = Duration.seconds(5)

  mutating func note(_ count: Int, at moment: ContinuousClock.Instant) {
    samples.append((moment, count))
    // The oldest that is kept is the last one before the span.
    while samples.count > 2, moment - samples[1].moment >= Self.span { samples.removeFirst() }
  }

  /// Per second; nil before two moments are known.
  var rate: Double? {
    guard let first = samples.first, let last = samples.last, last.moment > first.moment else { return nil }
    return Double(last.count - first.count) / ((last.moment - first.moment) / .seconds(1))
  }
}

/// `812/s`, `0.4/s`.
func shownRate(_ rate: Double) -> String {
  let tenths = Int((min(rate, 1e12) * 10).rounded())
  return tenths >= 100 || tenths % 10 == 0 ? "\((tenths + 5) / 10)/s" : "\(tenths / 10).\(tenths % 10)/s"
}

/// `about 5 minutes`, rounded up; nil when nothing moves, an empty rest is `nothing`.
func leftInWords(_ rest: Int, rate: Double) -> String? {
  guard rest > 0 else { return "nothing" }
  guard rate > 0 else { return nil }
  let seconds = Int((min(Double(rest) / rate, 1e12)).rounded(.up))
  let minutes = (seconds + 59) / 60
  return switch seconds {
  case ...59: "about \(counted(seconds, "second"))"
  case ..<5_400: "about \(counted(minutes, "minute"))"
  case ..<172_800: "about \(counted((minutes + 59) / 60, "hour"))"
  default: "about \(counted((seconds + 86_399) / 86_400, "day"))"
  }
}
