import Glibc
import Herald
import Synchronization

/// What a drain has done so far: counted always, shown as one moving line when standard error is a terminal.
final class Progress: Sendable {
  private struct Count {
    var sent = 0
    var others = 0
    var skipped = 0
    var shownAt: ContinuousClock.Instant?
  }

  private let total: Int
  private let isShown: Bool
  private let began = ContinuousClock.now
  private let count = Mutex(Count())

  init(total: Int, isShown: Bool) {
    self.total = total
    self.isShown = isShown
  }

  var sent: Int { count.withLock { $0.sent } }
  /// Mails whose readers have left the list.
  var skipped: Int { count.withLock { $0.skipped } }

  func note(_ outcome: Outcome) {
    let line: String? = count.withLock { count -> String? in
      if case .sent = outcome { count.sent += 1 } else { count.others += 1 }
      if case .withheld(.unsubscribed) = outcome { count.skipped += 1 }
      let now = ContinuousClock.now
      guard isShown, count.shownAt.map({ now - $0 > .milliseconds(100) }) ?? true else { return nil }
      count.shownAt = now
      return Self.line(count, total: total, elapsed: now - began)
    }
    if let line { Terminal.write("\r\(line)\u{1B}[K", to: 2) }
  }

  /// Clears the moving line.
  func end() {
    if isShown { Terminal.write("\r\u{1B}[K", to: 2) }
  }

  private static func line(_ count: Count, total: Int, elapsed: Duration) -> String {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let done = count.sent + count.others
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Int((Double(max(0, total - done)) / rate).rounded(.up)) : 0
    let others = count.others > 0 ? ", \(count.others) not sent" : ""
    return "sent \(count.sent) of \(total)\(others), \(Int(rate))/s, about \(left) s left"
  }
}
