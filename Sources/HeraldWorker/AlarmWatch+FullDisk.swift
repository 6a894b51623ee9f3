import Herald
import HeraldStore

extension AlarmWatch {
  /// A look at a disk on which nothing may be written any more: it is told from memory, once by each way and process. A drain
  /// only logs it, because the next one would know nothing of it.
  func lookAtFullDisk(isLast: Bool) async throws {
    let now = now()
    let symptoms = try await symptoms(now: now)
    let found = symptoms.alarms(now: now)
    looked(symptoms, found)
    guard let alarm = found.first(where: { $0.kind == .disk }) else { return }
    let isNew = state.withLock { state in
      guard state.fullDisk == nil else { return false }
      state.fullDisk = FullDisk(alarm: alarm)
      return true
    }
    if isNew { say(alarm) }
    guard !isLast else { return }
    for alert in alerts where mayTell(alert) { begin(alert, alarm) }
  }

  /// There is room again: from here on alarms are kept as always.
  func leaveFullDisk() {
    guard state.withLock({ $0.fullDisk.take() }) != nil else { return }
    log.notice("alarm over", metadata: ["alarm": "the disk of the store is full"])
  }

  private func mayTell(_ alert: any Alert) -> Bool {
    let isDue = state.withLock { state in
      state.fullDisk.map { !$0.told.contains(alert.way) && $0.next <= .now } ?? false
    }
    return isDue && busy.begin(alert.way)
  }

  private func begin(_ alert: any Alert, _ alarm: Alarm) {
    let notice = Notice(newsroom: rules.newsroom, zone: rules.zone, began: [alarm])
    Task(executorPreference: globalConcurrentExecutor) { [self] in
      let failure = await alert.tell(notice)
      if let failure {
        log.warning("alarm not told", metadata: ["way": "\(alert.way)", "failure": "\(failure)"])
      }
      state.withLock { state in
        if failure == nil {
          state.fullDisk?.told.insert(alert.way)
        } else {
          state.fullDisk?.next = .now + .seconds(60)
        }
      }
      busy.end(alert.way)
    }
  }
}
