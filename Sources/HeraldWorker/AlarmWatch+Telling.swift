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
    for alert in alerts {
      let news = AlarmNews(of: alarms, for: alert, tellsOver: rules.tellsOver)
      wanted.formUnion(news.over.map(\.id))
      guard let first = news.first else { continue }
      isPending = true
      // A clock that was set back must not make it wait.
      let isGathered = atOnce || now - first >= rules.window || now < first
      let trouble = troubles.first { $0.way == alert.way }
      let mayTry = trouble.map { now >= $0.next || now < $0.since } ?? true
      if isGathered, mayTry { begin(alert, news, trouble) }
    }
    let busy = state.withLock { !$0.busy.isEmpty }
    if !busy { try await store.forget(alarms.filter { $0.over != nil && !wanted.contains($0.id) }.map(\.id)) }
    return isPending
  }

  private func begin(_ alert: any Alert, _ news: AlarmNews, _ trouble: AlarmTrouble?) {
    guard state.withLock({ $0.busy.insert(alert.way).inserted }) else { return }
    let notice = Notice(
      newsroom: rules.newsroom, zone: rules.zone, began: news.began.map(\.alarm),
      over: news.over.map { Notice.Over(alarm: $0.alarm, at: $0.over ?? $0.changed) })
    // In no group of the worker's, which would wait for it, and not on the thread that carries the transfers.
    Task(executorPreference: globalConcurrentExecutor) { [self] in
      let failure = await alert.tell(notice)
      await record(failure, of: alert, news, trouble)
      _ = state.withLock { $0.busy.remove(alert.way) }
    }
  }

  private func record(_ failure: Failure?, of alert: any Alert, _ news: AlarmNews, _ trouble: AlarmTrouble?) async {
    do {
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
    } catch {
      log.warning(
        "alarm not recorded", metadata: ["way": "\(alert.way)", "failure": "\(error): it may be told once more"])
    }
  }
}
