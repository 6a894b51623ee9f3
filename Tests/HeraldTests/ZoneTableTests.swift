import Foundation
import Herald
import Servers
import Testing

/// Runs in every zone that Foundation knows, 2020 to 2040, against a table that Python's zoneinfo computes on its own: for
/// each local day the instant at which a wall clock first shows the time or, when it skips it, is past it.
///
/// Python prints the days, and for each zone the runs at which the distance between wall time and UTC changes, which says the same as
/// the whole table. The same tz data has to be in both: Foundation carries its own, Python's is the system's (tzdata).
@Suite(.timeLimit(.minutes(15)), .enabled(if: Python.isAvailable, "\(Python.absence)")) struct ZoneTableTests {
  private static let isLong = ProcessInfo.processInfo.environment["HERALD_LONG"] == "1"
  private static let zones = TimeZone.knownTimeZoneIdentifiers

  /// Those whose clocks do something unusual, and one that does nothing.
  private static let unusual = [
    "UTC", "Europe/Berlin", "Europe/Dublin", "Europe/Chisinau", "Europe/Volgograd", "Africa/Casablanca", "Africa/Cairo",
    "Africa/El_Aaiun", "Africa/Juba", "Asia/Almaty", "Asia/Amman", "Asia/Beirut", "Asia/Gaza", "Asia/Jerusalem",
    "Asia/Kathmandu", "Asia/Qyzylorda", "Asia/Tehran", "America/Asuncion", "America/Ciudad_Juarez", "America/Havana",
    "America/Mexico_City", "America/New_York", "America/Nuuk", "America/Santiago", "America/Scoresbysund",
    "America/St_Johns", "Antarctica/Troll", "Antarctica/Vostok", "Australia/Lord_Howe", "Pacific/Apia",
    "Pacific/Chatham", "Pacific/Easter", "Pacific/Fiji", "Pacific/Kiritimati", "Pacific/Norfolk",
  ]

  @Test func halfPastTwoRunsOnceEachLocalDayInEveryZone() throws {
    try check("daily 2:30", "True", "2:30", zones: Self.zones)
  }

  /// Midnight is skipped or shown twice in other zones than half past two.
  @Test func midnightRunsOnceEachLocalDay() throws {
    try check("daily 0:00", "True", "0:00", zones: Self.isLong ? Self.zones : Self.unusual)
  }

  @Test(arguments: [
    ("sun 2:30", "day.isoweekday() == 7"), ("mon-fri 2:30", "day.isoweekday() <= 5"),
    ("1st sun 2:30", "day.isoweekday() == 7 and day.day <= 7"),
    ("last sun 2:30", "day.isoweekday() == 7 and (day + datetime.timedelta(7)).month != day.month"),
    ("2nd,5th fri 2:30", "day.isoweekday() == 5 and (8 <= day.day <= 14 or day.day >= 29)"),
    ("day 1,15 2:30", "day.day in (1, 15)"),
    ("day last 2:30", "(day + datetime.timedelta(1)).day == 1"), ("day 31 2:30", "day.day == 31"),
    ("30 2 29 2 *", "day.month == 2 and day.day == 29"),
    ("30 2 1-7 3,10-11 sun", "day.month in (3, 10, 11) and (day.day <= 7 or day.isoweekday() == 7)"),
    ("30 2 */3 * 1,7", "day.day % 3 == 1 and day.isoweekday() in (1, 7)"),
  ])
  func weeklyAndMonthlyRunWherePythonHasThem(_ schedule: String, _ days: String) throws {
    try check(schedule, days, "2:30", zones: Self.isLong ? Self.zones : Self.unusual)
  }

  /// Kazakhstan went to one zone on 1 March 2024: half past eleven of the evening before was shown twice.
  @Test func almatyGoesAnHourBackOnTheFirstOfMarch2024() throws {
    let zone = try #require(TimeZone(identifier: "Asia/Almaty"))
    let start = try #require(Instant(rfc3339: "2024-02-28T12:00:00Z"))
    let runs = try Schedule("daily 23:30,0:00,8:00").occurrences(after: start, in: zone).prefix(7)
    #expect(
      runs.map { "\($0.nominal) \($0.instant)" } == [
        "2024-02-28 23:30 2024-02-28T17:30:00Z", "2024-02-29 00:00 2024-02-28T18:00:00Z",
        "2024-02-29 08:00 2024-02-29T02:00:00Z", "2024-02-29 23:30 2024-02-29T17:30:00Z",
        "2024-03-01 00:00 2024-02-29T19:00:00Z", "2024-03-01 08:00 2024-03-01T03:00:00Z",
        "2024-03-01 23:30 2024-03-01T18:30:00Z",
      ])
    #expect(runs.map { $0.showing(in: zone) } == [.once, .once, .once, .twice, .once, .once, .once])
  }

  // MARK: - Tables

  private func check(_ schedule: String, _ days: String, _ time: String, zones: [String]) throws {
    var tables = try pythonTables(days: days, time: time, zones: zones)
    let days = try #require(tables.removeValue(forKey: "days")?.first).split(separator: " ").compactMap { Int($0) }
    try #require(days.count >= 6)
    let schedule = try Schedule(schedule)
    var differing: [String] = []
    for name in zones {
      let zone = try #require(TimeZone(identifier: name))
      let (table, runs) = table(of: schedule, in: zone)
      if runs != days { differing.append("\(name): \(runs.count) runs here, \(days.count) there") }
      let theirs = try #require(tables[name], "Python's zoneinfo has no \(name): install tzdata")
      if table != theirs {
        let first = zip(table, theirs).first { $0 != $1 }.map { "\($0) here, \($1) there" }
        differing.append("\(name): \(first ?? "\(table.count) changes here, \(theirs.count) there")")
      }
    }
    let data = "tz data \(TimeZone.timeZoneDataVersion) here"
    #expect(differing.isEmpty, "\(differing.count) zones differ (\(data)): \(differing.prefix(5))")
  }

  /// The runs at which the distance between wall time and UTC changes, and the days of all of them.
  private func table(of schedule: Schedule, in zone: TimeZone) -> (changes: [String], runs: [Int]) {
    var changes: [String] = []
    var distance: Int64 = .min
    var runs: [Int] = []
    // The time is half past two or midnight; all begin after the last moment of 2019 somewhere on Earth.
    for run in schedule.occurrences(after: Instant(microseconds: 1_577_750_000_000_000), in: zone) {
      if run.day.year < 2020 { continue }
      if run.day.year > 2040 { break }
      runs.append(run.day.dayNumber)
      let seconds = run.time.description == "02:30" ? Int64(9_000) : 0
      let now = Int64(run.day.dayNumber) * 86_400 + seconds - run.instant.microseconds / 1_000_000
      if now != distance { changes.append("\(run.nominal) \(now)") }
      distance = now
    }
    return (changes, runs)
  }

  private func pythonTables(days: String, time: String, zones: [String]) throws -> [String: [String]] {
    let script = """
      import datetime, zoneinfo
      utc = datetime.timezone.utc
      hour, minute = map(int, "\(time)".split(":"))
      day, walls = datetime.date(2020, 1, 1), []
      while day.year < 2041:
          if \(days):
              walls.append(datetime.datetime(day.year, day.month, day.day, hour, minute))
          day += datetime.timedelta(days=1)
      print("days", *(wall.toordinal() - 719163 for wall in walls))
      for name in \(zones):
          zone = zoneinfo.ZoneInfo(name)
          last = None
          for wall in walls:
              local = wall.replace(tzinfo=zone)
              first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
              distance = first
              if first < second:
                  # Skipped: go back to the first minute whose wall clock is past it.
                  instant = (wall - first).replace(tzinfo=utc)
                  step = datetime.timedelta(minutes=1)
                  while (instant - step).astimezone(zone).replace(tzinfo=None) >= wall:
                      instant -= step
                  distance = wall - instant.replace(tzinfo=None)
              if distance != last:
                  print(name, wall.strftime("%Y-%m-%d %H:%M"), int(distance.total_seconds()))
                  last = distance
      """
    return try Python.run(script).split(separator: "\n").reduce(into: [:]) { tables, line in
      let parts = line.split(separator: " ", maxSplits: 1)
      tables[String(parts[0]), default: []].append(String(parts[1]))
    }
  }
}
