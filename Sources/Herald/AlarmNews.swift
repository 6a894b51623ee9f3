/// What one way still has to tell.
public struct AlarmNews: Hashable, Sendable {
  public var began: [StandingAlarm]
  public var over: [StandingAlarm]

  public var isEmpty: Bool { began.isEmpty && over.isEmpty }

  /// Beginnings that this way may carry and has not told, and the ends of those that it told. An alarm that was over before
  /// it was told is not told at all.
  public init(of alarms: [StandingAlarm], for alert: any Alert, tellsOver: Bool) {
    let mine = alarms.filter { $0.mayGo(by: alert) }
    began = mine.filter { $0.over == nil && $0.absentSince == nil && $0.toldBegan[alert.way] == nil }
    over = mine.filter { standing in
      tellsOver && standing.alarm.kind.endIsNews && standing.over != nil && standing.toldBegan[alert.way] != nil
        && standing.toldOver[alert.way] == nil
    }
  }

  /// When the first of it was found.
  public var first: Instant? { (began.map(\.noticed) + over.compactMap(\.over)).min() }
}
