/// An alarm as the store keeps it: found at a moment, told by some ways, perhaps over already.
public struct StandingAlarm: Hashable, Sendable, Identifiable {
  public let id: Int64
  public var alarm: Alarm
  public var noticed: Instant
  /// When count and detail were last written.
  public var changed: Instant
  /// Since when its cause is not found any more.
  public var absentSince: Instant?
  /// When it was over: its cause had been away for long enough.
  public var over: Instant?
  /// When its beginning was told, by way.
  public var toldBegan: [String: Instant]
  /// When its end was told, by way.
  public var toldOver: [String: Instant]

  public init(
    id: Int64, alarm: Alarm, noticed: Instant, changed: Instant, absentSince: Instant? = nil, over: Instant? = nil,
    toldBegan: [String: Instant] = [:], toldOver: [String: Instant] = [:]
  ) {
    self.id = id
    self.alarm = alarm
    self.noticed = noticed
    self.changed = changed
    self.absentSince = absentSince
    self.over = over
    self.toldBegan = toldBegan
    self.toldOver = toldOver
  }

  /// Whether a way may carry it: never through the channel at fault.
  public func mayGo(by alert: any Alert) -> Bool { alarm.channel == nil || alarm.channel != alert.channel }
}
