/// What one way still has to tell.
public struct AlarmNews: Hashable, Sendable {
  public var began: [StandingAlarm]
  public var over: [StandingAlarm]

  public var isEmpty: Bool { began.isEmpty && over.isEmpty }

  /// Beginnings that this way may carry and has not told, and the ends of those that it told. An alarm that was over before
  /// it was told is not told at all.
  ///
  /// - Parameter limit: what was found overdue after it has time: a process that has just begun works it off at once.
  public init(of alarms: [StandingAlarm], for alert: any Alert, tellsOver: Bool, overdueUntil limit: Instant) {
    let mine = alarms.filter { $0.mayGo(by: alert) }
    began = mine.filter { standing in
      standing.over == nil && standing.absentSince == nil && standing.toldBegan[alert.way] == nil
        && (standing.alarm.kind != .overdue || standing.noticed <= limit)
    }
    over = mine.filter { standing in
      tellsOver && standing.alarm.kind.endIsNews && standing.over != nil && standing.toldBegan[alert.way] != nil
        && standing.toldOver[alert.way] == nil
    }
  }

  /// When the first of it was found.
  public var first: Instant? { (began.map(\.noticed) + over.compactMap(\.over)).min() }
}
