import Herald
import Testing

@testable import HeraldWorker

@Suite struct OpeningTimesTests {
  private let start = Instant(microseconds: 1_790_000_000_000_000)

  /// What it says at each of these seconds after the start, asked in this order.
  private func answers(_ times: OpeningTimes, at seconds: [Double]) -> [Bool] {
    var times = times
    return seconds.map { times.isTime(start + Seconds($0)) }
  }

  @Test func untilATimeComesNothingIsLookedAt() {
    var times = OpeningTimes()
    #expect(answers(times, at: [0]) == [true] && times.isTime(of: "a", start), "nothing is known yet")
    times.set("a", to: start + 60)
    times.set("b", to: start + 120)
    times.settle()
    #expect(answers(times, at: [0, 59, 60]) == [false, false, true])
    #expect(times.isTime(of: "a", start + 60) && !times.isTime(of: "b", start + 60))
    times.set("a", to: nil)
    times.settle()
    #expect(answers(times, at: [60, 119, 120]) == [false, false, true])
    #expect(times.isTime(of: "c", start + 60), "one that is not known is looked at")
  }

  @Test func whenTheClockIsSetBackAllIsLookedAtAnew() {
    var times = OpeningTimes()
    times.set("a", to: start + 3_600)
    times.settle()
    #expect(answers(times, at: [10, 11, 10]) == [false, false, true])
  }
}
