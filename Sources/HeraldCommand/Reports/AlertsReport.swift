import Foundation
import Herald

/// What `alerts list` prints. Fields are added, never renamed.
struct AlertsReport: Encodable {
  struct Standing: Encodable {
    let alarm: AlarmReport
    /// When each way took it.
    let told: [String: Instant]
    /// Ways that may not carry it, because it is about the channel that they go through.
    let barred: [String]
  }

  struct Way: Encodable {
    let way: String
    /// Why it took nothing when it was last asked; null when it did, or was not asked yet.
    @OrNull var failure: String?
    @OrNull var failingSince: Instant?
    /// How often in a row; 0 when it works.
    let tries: Int
    @OrNull var next: Instant?
  }

  let alarms: [Standing]
  /// Those that the configuration names.
  let ways: [Way]

  /// - Parameters:
  ///   - alarms: those that stand now.
  ///   - kept: what the store knows of them.
  init(alarms: [Alarm], kept: [StandingAlarm], troubles: [AlarmTrouble], alerts: [any Alert]) {
    self.alarms = alarms.map { alarm in
      let known = kept.first { $0.over == nil && $0.alarm.cause == alarm.cause }
      let barred = alerts.filter { alarm.channel != nil && $0.channel == alarm.channel }.map(\.way)
      return Standing(alarm: AlarmReport(alarm), told: known?.toldBegan ?? [:], barred: barred)
    }
    ways = alerts.map { alert in
      let trouble = troubles.first { $0.way == alert.way }
      return Way(
        way: alert.way, failure: OrNull(wrappedValue: trouble?.failure),
        failingSince: OrNull(wrappedValue: trouble?.since), tries: trouble?.tries ?? 0,
        next: OrNull(wrappedValue: trouble?.next))
    }
  }

  func show(in zone: TimeZone) {
    if alarms.isEmpty { Terminal.say("nothing needs a person") }
    for standing in alarms {
      Terminal.say(standing.alarm.line(in: zone))
      let told = standing.told.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.shown(in: zone))" }
      Terminal.say("  told: \(told.isEmpty ? reasonNotTold(standing) : told.joined(separator: ", "))")
    }
    for way in ways {
      guard let failure = way.failure, let since = way.failingSince, let next = way.next else { continue }
      Terminal.say(
        "\(way.way) fails since \(since.shown(in: zone)), \(way.tries) times, again \(next.shown(in: zone)): \(failure)"
          .shown())
    }
  }

  private func reasonNotTold(_ standing: Standing) -> String {
    let open = ways.filter { !standing.barred.contains($0.way) }
    if ways.isEmpty { return "nobody, because `alerts:` names nobody" }
    if open.isEmpty { return "nobody, because \(standing.barred.joined(separator: ", ")) goes through this channel" }
    if open.allSatisfy({ $0.failure != nil }) { return "nobody yet: see below" }
    return "nobody yet: `herald run` tells"
  }
}
