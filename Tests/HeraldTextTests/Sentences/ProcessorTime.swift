import Foundation

/// Time that this thread had a processor for: a bound on it holds on a busy machine too.
enum ProcessorTime {
  /// In seconds.
  static func of(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return now - start
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
