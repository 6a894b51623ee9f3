/// What a look at the symptoms changes of the alarms that are known.
public enum AlarmChange: Hashable, Sendable {
  case began(Alarm)
  /// Its count, job or detail is another.
  case grew(Int64, Alarm)
  /// Its cause is not found; it may come back.
  case vanished(Int64)
  /// Its cause is found again, so it was never over.
  case returned(Int64, Alarm)
  case ended(Int64)

  /// How long a cause has to be away until its alarm is over: one that comes and goes is told once.
  public static let calm = Seconds.minutes(2)
  /// A count that rises with every job is not written more often than this.
  static let rest = Seconds.minutes(1)

  /// What changes when these alarms are found and those are known.
  ///
  /// - Parameter known: those that are not over.
  public static func all(found: [Alarm], known: [StandingAlarm], now: Instant) -> [AlarmChange] {
    var open = Dictionary(known.filter { $0.over == nil }.map { ($0.alarm.cause, $0) }) { first, _ in first }
    var changes: [AlarmChange] = []
    for alarm in found {
      guard let standing = open.removeValue(forKey: alarm.cause) else {
        changes.append(.began(alarm))
        continue
      }
      if standing.absentSince != nil {
        changes.append(.returned(standing.id, alarm))
      } else if !standing.alarm.says(alarm), now - standing.changed >= rest || now < standing.changed {
        changes.append(.grew(standing.id, alarm))
      }
    }
    for standing in open.values.sorted(by: { $0.id < $1.id }) {
      if let since = standing.absentSince {
        // A clock that was set back must not keep it for ever.
        if now - since >= calm || now < since { changes.append(.ended(standing.id)) }
      } else {
        changes.append(.vanished(standing.id))
      }
    }
    return changes
  }
}

extension Alarm {
  /// Whether a person would read the same, but for the time.
  fileprivate func says(_ other: Alarm) -> Bool {
    count == other.count && job == other.job && detail == other.detail
  }
}
