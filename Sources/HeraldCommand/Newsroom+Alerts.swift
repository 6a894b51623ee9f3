import Herald
import HeraldSenders
import HeraldStore
import HeraldWorker

extension Newsroom {
  /// The ways that the configuration names, in the order command, mail, webhook.
  var alerts: [any Alert] {
    var alerts: [any Alert] = []
    if let command = config.alerts.command { alerts.append(CommandAlert(settings: command, base: config.base)) }
    if let mail = config.alerts.mail, let channel = config.channels.first(where: { $0.name == mail.channel }),
      let smtp = channel.sender as? SMTP, let from = channel.from
    {
      alerts.append(MailAlert(channel: channel.name, smtp: smtp, from: from, to: mail.to))
    }
    if let webhook = config.alerts.webhook { alerts.append(WebhookAlert(settings: webhook, base: config.base)) }
    return alerts
  }

  var alarmRules: AlarmRules {
    AlarmRules(
      newsroom: config.newsroom.name, zone: config.newsroom.timezone, channels: config.channels.map(\.name),
      digests: config.digests.map(\.name), overdue: config.alerts.overdue.times(1), tellsOver: config.alerts.whenOver)
  }

  /// What needs a person at this moment, whether anything is at work or not. That a channel is blocked is known from what
  /// the last attempt found.
  func alarms(in store: Store, now: Instant) async throws -> [Alarm] {
    let rules = alarmRules
    var symptoms = try await store.symptoms(overdue: rules.overdue, digests: rules.digests, now: now)
    let kept = try await store.alarms().filter { $0.over == nil }
    for standing in kept where standing.alarm.kind == .blocked && standing.absentSince == nil {
      guard let channel = standing.alarm.channel, rules.channels.contains(channel) else { continue }
      symptoms.blocks[channel] = Symptoms.Block(since: standing.alarm.since, failure: standing.alarm.detail)
    }
    if let room = store.room, room.isLow {
      symptoms.disk = Symptoms.Disk(path: store.path, free: room.free, needed: room.needed)
    }
    return symptoms.alarms(now: now).map { alarm in
      var alarm = alarm
      // Since it was found, where only that is known.
      if let known = kept.first(where: { $0.alarm.cause == alarm.cause }) { alarm.since = known.alarm.since }
      return alarm
    }
  }
}
