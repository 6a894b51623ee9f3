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
      newsroom: config.newsroom.name, zone: config.newsroom.timezone,
      channels: Dictionary(config.channels.map { ($0.name, $0.limits.longestGap) }) { first, _ in first },
      digests: config.digests.map(\.name), overdue: config.alerts.overdue.times(1), tellsOver: config.alerts.whenOver)
  }

  /// What needs a person at this moment, whether anything is at work or not.
  func alarms(in store: Store, now: Instant) async throws -> [Alarm] {
    let rules = alarmRules
    let symptoms = try await store.symptoms(
      overdue: rules.overdue, channels: rules.channels, digests: rules.digests, now: now)
    let kept = try await store.alarms().filter { $0.over == nil }
    return symptoms.alarms(now: now).map { alarm in
      var alarm = alarm
      // Since it was found, where only that is known.
      if let known = kept.first(where: { $0.alarm.cause == alarm.cause }) { alarm.since = known.alarm.since }
      return alarm
    }
  }
}
