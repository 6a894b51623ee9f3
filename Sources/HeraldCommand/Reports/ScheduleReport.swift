import Foundation
import Herald
import HeraldStore

/// What `schedule --json` prints. Fields are added, never renamed.
struct ScheduleReport: Encodable {
  /// A run of a digest, or a slot of a channel.
  struct Coming: Encodable {
    /// On the newsroom's clock, by which it is named: `2026-11-23 08:00`.
    let run: String
    let at: Instant
    /// Whether clocks show that time: once, skipped or twice.
    let clock: Occurrence.Showing
    @OrNull var digest: String?
    @OrNull var channel: String?
    /// The post that has the slot; null for a digest and for a slot that is free.
    @OrNull var job: Job.ID?
    @OrNull var title: String?
  }

  /// A run of a digest that was decided.
  struct Decided: Encodable {
    let digest: String
    let run: String
    /// `opened`, `empty`, `few` or `missed`.
    let became: String
    /// The edition that opened; null where none did.
    @OrNull var edition: Int?
    let decided: Instant
  }

  /// IANA name.
  let zone: String
  /// Which tz data the offsets come from.
  let zoneData: String
  let coming: [Coming]
  /// The latest first.
  let decided: [Decided]
  /// Runs of digests that were missed in the last seven days.
  let missed: [String: Int]

  init(store: Store, newsroom: Newsroom, count: Int, now: Instant) async throws {
    let zone = newsroom.config.newsroom.timezone
    self.zone = zone.identifier
    zoneData = TimeZone.timeZoneDataVersion
    coming = try await Self.coming(store, newsroom, count: count, now: now)
    decided = try await store.decidedRuns(limit: count, now: now).map { run in
      Decided(
        digest: run.digest, run: run.nominal, became: run.passed?.rawValue ?? "opened",
        edition: OrNull(wrappedValue: run.edition), decided: run.decided)
    }
    missed = try await store.missedRuns(since: Self.weekAgo(now, zone), now: now).mapValues(\.count)
  }

  /// Missed runs are shown so long.
  static let week = Seconds.hours(-7 * 24)

  /// As a run of that moment would be named.
  static func weekAgo(_ now: Instant, _ zone: TimeZone) -> String { String((now + week).shown(in: zone).prefix(16)) }

  private static func coming(
    _ store: Store, _ newsroom: Newsroom, count: Int, now: Instant
  ) async throws -> [Coming] {
    let zone = newsroom.config.newsroom.timezone
    var runs: [(run: Occurrence, digest: String?, channel: String?, job: Job.ID?)] = []
    for digest in newsroom.config.digests {
      guard let schedule = digest.schedule else { continue }
      // An edition that opened by a clock that was ahead has taken its run.
      let next = Array(schedule.occurrences(after: now, in: zone).prefix(count))
      let undecided = try await store.undecided(digest: digest.name, among: next.map(\.nominal), now: now)
      for run in next where undecided.contains(run.nominal) { runs.append((run, digest.name, nil, nil)) }
    }
    for channel in newsroom.config.channels where !channel.slots.isEmpty {
      let taken = try await store.slots(of: channel.name, from: CalendarDay(now, in: zone))
      for slot in Slots(channel.slots, in: zone).occurrences(after: now).prefix(count) {
        runs.append((slot, nil, channel.name, taken[slot.nominal]))
      }
    }
    runs.sort {
      ($0.run.instant, $0.run.nominal, $0.digest ?? $0.channel ?? "")
        < ($1.run.instant, $1.run.nominal, $1.digest ?? $1.channel ?? "")
    }
    let first = runs.prefix(count)
    let titles = try await store.titles(of: first.compactMap(\.job))
    return first.map { run, digest, channel, job in
      Coming(
        run: run.nominal, at: run.instant, clock: run.showing(in: zone), digest: OrNull(wrappedValue: digest),
        channel: OrNull(wrappedValue: channel), job: OrNull(wrappedValue: job),
        title: OrNull(wrappedValue: job.flatMap { titles[$0] }))
    }
  }

  func show(in zone: TimeZone) {
    if coming.isEmpty {
      Terminal.say("nothing is on a schedule: give a digest `every:`, or a channel `slots:`")
    } else {
      let rows = coming.map { run in
        [
          run.at.weekday(in: zone) + " " + run.at.shown(in: zone), run.at.inUTC(beside: zone),
          run.digest.map { "digest \($0)" } ?? run.channel ?? "", says(run),
        ]
      }
      for line in Terminal.table([["local", "UTC", "what", ""]] + rows, fitting: true) { Terminal.say(line) }
    }
    guard !decided.isEmpty else { return }
    Terminal.say()
    let rows = decided.map { run in
      [run.run, "digest \(run.digest)", run.edition.map { "opened edition \($0)" } ?? run.became]
    }
    for line in Terminal.table([["run", "what", "became"]] + rows) { Terminal.say(line) }
    for (digest, count) in missed.sorted(by: { $0.key < $1.key }) {
      Terminal.say("\(digest): \(counted(count, "run")) missed in the last seven days")
    }
  }

  private func says(_ run: Coming) -> String {
    let post =
      run.job.map { "job \($0)" + (run.title.map { " · \($0.shown())" } ?? "") } ?? (run.channel == nil ? "" : "free")
    switch run.clock {
    case .once: return post
    case .skipped: return "clocks skip \(run.run.suffix(5)); \(post)".trimmedEnd
    case .twice: return "first \(run.run.suffix(5)) of two; \(post)".trimmedEnd
    }
  }
}

extension Instant {
  fileprivate func weekday(in zone: TimeZone) -> String {
    Schedule.weekdayNames[CalendarDay(self, in: zone).weekday - 1]
  }

  /// To the minute, `08:00Z`; with its day, `11-23 20:00Z`, where that is another than in `zone`.
  fileprivate func inUTC(beside zone: TimeZone) -> String {
    let text = shown(in: .gmt)
    let isOtherDay = text.prefix(10) != shown(in: zone).prefix(10)
    return text.prefix(16).dropFirst(isOtherDay ? 5 : 11) + "Z"
  }
}

extension String {
  fileprivate var trimmedEnd: String { hasSuffix("; ") ? String(dropLast(2)) : self }
}
