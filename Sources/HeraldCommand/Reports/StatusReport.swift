import Foundation
import Herald
import HeraldStore

/// What `status --json` prints. Fields are added, never renamed.
struct StatusReport: Encodable {
  struct Progress: Encodable {
    /// Jobs that are waiting and due.
    let due: Int
    /// All that this channel ever sent.
    let sent: Int
    /// Messages sent per second over the last minute; 0 when nothing was.
    let rate: Double
    /// Until what is due and in hand is sent, no faster than the channel's own rates; null while nothing moves.
    @OrNull var secondsLeft: Double?
    /// When the next may go by those rates; null when one may go now.
    @OrNull var nextPermit: Instant?
    /// The same for a person; nil while nothing moves.
    let left: String?

    private enum CodingKeys: CodingKey { case due, sent, rate, secondsLeft, nextPermit }
  }

  struct Edition: Encodable {
    let digest: String
    let number: Int
    let channel: String
    let owed: Int
    let ledger: Ledger
  }

  let channels: [String: Ledger]
  /// The sum of all channels.
  let all: Ledger
  /// The channels that have something due.
  let progress: [String: Progress]
  /// The editions with mails that wait, are in hand or are held.
  let editions: [Edition]
  /// Waiting jobs of each channel by how long they have been due: under a minute, 5 minutes, 20 minutes, 80 minutes,
  /// 6 hours, a day, and longer; then those not due yet.
  let ages: [String: [Int]]
  /// What needs a person.
  let alarms: [AlarmReport]
  /// Runs of each digest that were missed in the last seven days, and posts of each channel that missed their time.
  let missedRuns: [String: Int]
  let missedPosts: [String: Int]
  /// Why nothing leaves the store; null when it is not paused.
  @OrNull var paused: String?
  /// Channels and destinations that are closed by themselves.
  let closings: [ClosingReport]

  init(store: Store, newsroom: Newsroom, now: Instant) async throws {
    let names = newsroom.config.channels.map(\.name)
    let ledger = try await LedgerReport(store: store, channels: names)
    let ledgers = ledger.channels
    all = ledger.all
    let queue = try await store.progress(channels: ledgers.keys.sorted(), now: now)
    channels = ledgers
    ages = try await store.ages(now: now).reduce(into: [:]) { $0[$1.place] = $1.due + [$1.later] }
    alarms = try await newsroom.alarms(in: store, now: now).map(AlarmReport.init)
    missedRuns = try await store.missedRuns(
      since: ScheduleReport.weekAgo(now, newsroom.config.newsroom.timezone), now: now
    ).mapValues(\.count)
    missedPosts = try await store.misfires(since: now + ScheduleReport.week)
    _paused = OrNull(wrappedValue: try await store.pauseOfAll()?.detail)
    closings = try await store.closings().map(ClosingReport.init)
    var progress: [String: Progress] = [:]
    for (name, channel) in queue.channels where channel.due > 0 {
      let limits = newsroom.config.channels.first { $0.name == name }?.limits ?? .none
      let (ledger, seen) = (ledgers[name] ?? Ledger(), channel.rate(at: now) ?? 0)
      let pace = limits.isNone ? seen : min(seen, 1 / limits.longestGap.value)
      let rest = channel.due + ledger[.leased]
      let next = try await store.nextPermit(of: name, limits, now: now)
      progress[name] = Progress(
        due: channel.due, sent: ledger[.sent], rate: (seen * 10).rounded() / 10,
        secondsLeft: OrNull(wrappedValue: pace > 0 ? (Double(rest) / pace).rounded(.up) : nil),
        nextPermit: OrNull(wrappedValue: next > now ? next : nil), left: leftInWords(rest, rate: pace))
    }
    self.progress = progress
    editions = queue.editions.map {
      Edition(digest: $0.digest, number: $0.number, channel: $0.channel, owed: $0.owed, ledger: $0.ledger)
    }
  }

  static let ageHeads = ["due since", "<1m", "<5m", "<20m", "<80m", "<6h", "<1d", "longer", "later"]

  func show(in zone: TimeZone, now: Instant) {
    LedgerReport(channels: channels).show()
    if let paused { Terminal.say("paused: \(paused.shown()); `herald channels resume --all`") }
    for closing in closings {
      let place = [closing.channel, closing.destination].compactMap { $0 }.joined(separator: ", ")
      Terminal.say("\(place.shown()): \(closing.says(in: zone, now: now).shown())")
    }
    let aged = ages.sorted { $0.key < $1.key }.map { [$0.key] + $0.value.map { $0 == 0 ? "·" : "\($0)" } }
    if !aged.isEmpty {
      Terminal.say()
      for line in Terminal.table([Self.ageHeads] + aged) { Terminal.say(line) }
    }
    let moving = progress.sorted { $0.key < $1.key }.map { name, progress in
      [name, "\(progress.due) due", "sent \(progress.sent)", pace(of: name, progress, in: zone)]
    }
    let open = editions.map { edition in
      let others = [JobState.held, .failed, .cancelled, .skipped].filter { edition.ledger[$0] > 0 }
        .map { ", \(edition.ledger[$0]) \($0.rawValue)" }.joined()
      return ["\(edition.digest) \(edition.number)", "sent \(edition.ledger[.sent]) of \(edition.owed)\(others)"]
    }
    if !alarms.isEmpty { Terminal.say() }
    for alarm in alarms where paused == nil || alarm.cause != "paused/*" {
      Terminal.say("alarm: " + alarm.line(in: zone))
    }
    for rows in [moving, open, missed] where !rows.isEmpty {
      Terminal.say()
      for line in Terminal.table(rows) { Terminal.say(line) }
    }
  }

  private func pace(of channel: String, _ progress: Progress, in zone: TimeZone) -> String {
    if closings.contains(where: { $0.channel == channel && $0.destination == nil }) { return "closed, as said above" }
    if let next = progress.nextPermit { return "its rate is used up: the next goes \(next.shown(in: zone))" }
    return progress.left.map { "\(shownRate(progress.rate)), \($0) left" }
      ?? "nothing sent in the last minute: is `herald run` at work?"
  }

  private var missed: [[String]] {
    let runs = missedRuns.sorted { $0.key < $1.key }.map { name, count in
      [name, "\(counted(count, "run")) missed in the last seven days: `herald digest list \(name)`"]
    }
    return runs
      + missedPosts.sorted { $0.key < $1.key }.map { name, count in
        [
          name,
          "\(counted(count, "post")) missed \(count == 1 ? "its" : "their") time in the last seven days: `herald jobs list --channel \(name)`",
        ]
      }
  }
}
