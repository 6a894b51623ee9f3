import Foundation
import Glibc
import Herald
import Testing

@Suite struct ScheduleSpeedTests {
  /// Of every form, one that comes each minute and one in four years among them. Ten seconds of this thread's processor
  /// time are for a build without optimisation on a busy machine; with it, it takes less than a tenth of one.
  @Test func aHundredRunsOfAThousandSchedulesAreFoundInTime() throws {
    let forms = [
      "mon 08:00", "mon-fri 09:00,17:30", "daily 2:30", "1st mon 09:00", "last fri 17:00", "day 1,15 08:00",
      "day last 08:00", "0 8 * * 1-5", "* * * * *", "0 8 29 2 *",
    ]
    let names = ["Europe/Berlin", "Asia/Almaty", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
    let zones = try names.map { try #require(TimeZone(identifier: $0)) }
    let start = try #require(Instant(rfc3339: "2026-11-23T12:00:00Z"))
    let schedules = try (0..<1_000).map { try Schedule(forms[$0 % forms.count]) }
    let before = processorTime()
    var count = 0
    for (number, schedule) in schedules.enumerated() {
      let zone = zones[number / forms.count % zones.count]
      for run in schedule.occurrences(after: start, in: zone).prefix(100) where run.instant > start { count += 1 }
    }
    let taken = processorTime() - before
    #expect(count == 100_000)
    #expect(taken < 10, "\(taken) s")
  }

  /// Of this thread, in seconds.
  private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }
}
