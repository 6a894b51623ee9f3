import Herald
import HeraldStore

extension AlarmWatch {
  /// Lets each way tell what it has not told, in a task of its own. Whether something is left to be told later.
  ///
  /// Alarms that are over, and of whose end nobody is to be told any more, are forgotten.
  func tell(_ alarms: [StandingAlarm], atOnce: Bool, now: Instant) async throws -> Bool {
    guard !alarms.isEmpty else { return false }
    let troubles = try await store.alarmTroubles()
    var isPending = false
    var wanted: Set<Int64> = []
    let limit = atOnce ? now : now + Self.startingTime
    for alert in alerts {
      let news = AlarmNews(of: alarms, for: alert, tellsOver: rules.tellsOver, overdueUntil: limit)
      wanted.formUnion(news.over.map(\.id))
      guard let first = news.first else { continue }
      isPending = true
      // A clock that was set back must not make it wait.
      let isGathered = atOnce || now - first >= rules.window || now < first
      let trouble = troubles.first { $0.way == alert.way }
      let mayTry = trouble.map { now >= $0.next || now < $0.since } ?? true
      if isGathered, mayTry { begin(alert, trouble, overdueUntil: limit) }
    }
    if busy.all.isEmpty {
      try await store.forget(alarms.filter { $0.over != nil && !wanted.contains($0.id) }.map(\.id))
    }
    return isPending
  }

  /// What was overdue when a process began is told when it still is a minute later.
  private static let startingTime = Seconds.minutes(-1)

  /// In no group of the worker's, which would wait for it, and not on the thread that carries the transfers.
  private func begin(_ alert: any Alert, _ trouble: AlarmTrouble?, overdueUntil limit: Instant) {
    guard busy.begin(alert.way) else { return }
    Task(executorPreference: globalConcurrentExecutor) { [self] in
      do {
        // As it is now that nobody else tells this way.
        let news = AlarmNews(
          of: try await store.alarms(), for: alert, tellsOver: rules.tellsOver, overdueUntil: limit)
        if !news.isEmpty { try await tell(news, by: alert, trouble) }
      } catch {
        log.warning(
          "alarm not recorded", metadata: ["way": "\(alert.way)", "failure": "\(error): it may be told once more"])
      }
      busy.end(alert.way)
    }
  }

  private func tell(_ news: AlarmNews, by alert: any Alert, _ trouble: AlarmTrouble?) async throws {
    let notice = Notice(
      newsroom: rules.newsroom, zone: rules.zone, began: news.began.map(\.alarm),
      over: news.over.map { Notice.Over(alarm: $0.alarm, at: $0.over ?? $0.changed) })
    let failure = await alert.tell(notice)
    if store.room?.isFull == true {
      log.warning("alarm not recorded", metadata: ["way": "\(alert.way)", "failure": "the disk is full"])
      return
    }
    if let failure {
      let next = AlarmTrouble(way: alert.way, failure: failure, before: trouble, now: now())
      if trouble?.failure != next.failure {
        log.warning("alarm not told", metadata: ["way": "\(alert.way)", "failure": "\(failure)"])
      }
      try await store.note(next)
    } else {
      try await store.told(alert.way, began: news.began.map(\.id), over: news.over.map(\.id), now: now())
      log.notice(
        "alarm told",
        metadata: ["way": "\(alert.way)", "began": "\(news.began.count)", "over": "\(news.over.count)"])
    }
  }
}
