import Foundation

/// What is told at once: the alarms that began and those that are over, gathered. Holds no secret, because no failure does.
public struct Notice: Hashable, Sendable {
  public struct Over: Hashable, Sendable {
    public var alarm: Alarm
    public var at: Instant

    public init(alarm: Alarm, at: Instant) { (self.alarm, self.at) = (alarm, at) }
  }

  /// May be empty.
  public var newsroom: String
  /// Times are shown in it.
  public var zone: TimeZone
  public var began: [Alarm]
  public var over: [Over]
  /// Nothing is wrong: a person tries whether alarms arrive.
  public var isTest: Bool

  public init(newsroom: String, zone: TimeZone, began: [Alarm] = [], over: [Over] = [], isTest: Bool = false) {
    (self.newsroom, self.zone, self.began, self.over, self.isTest) = (newsroom, zone, began, over, isTest)
  }

  /// So many alarms are written out; of more there is only the number.
  public static let most = 20

  /// One line: what a mail has as its subject.
  public var subject: String {
    let place = newsroom.isEmpty ? "" : " (\(newsroom))"
    if isTest { return "Test alarm\(place)" }
    switch (began.count, over.count) {
    case (1, 0): return "Alarm: \(began[0].title)\(place)"
    case (0, 1): return "Over: \(over[0].alarm.title)\(place)"
    case (0, let over): return "Over: \(over) alarms\(place)"
    case (let began, 0): return "\(began) alarms\(place)"
    case (let began, let over): return "\(began) alarm\(began == 1 ? "" : "s"), \(over) over\(place)"
    }
  }

  /// All of it for a person, in lines of plain text.
  public var text: String {
    if isTest {
      return """
        This is a test: `herald alerts test` was asked for. Nothing is wrong.
        Alarms of Herald come this way.

        """
    }
    let parts = began.prefix(Self.most).map(text(of:)) + over.prefix(Self.most).map(text(of:))
    let left = max(0, began.count - Self.most) + max(0, over.count - Self.most)
    let rest = left == 0 ? [] : ["And \(left) more: `herald alerts list`.\n"]
    return (parts + rest).joined(separator: "\n")
  }

  private func text(of alarm: Alarm) -> String {
    var lines = ["\(alarm.title), since \(alarm.since.shown(in: zone))"]
    if !alarm.detail.isEmpty { lines.append("  What happened: \(alarm.detail)") }
    lines.append("  What waits: \(alarm.waits)")
    lines.append("  What to do: \(alarm.remedy)")
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of over: Over) -> String {
    "Over: \(over.alarm.title). It began \(over.alarm.since.shown(in: zone)) and ended \(over.at.shown(in: zone)).\n"
  }

  /// The same for the same alarms, however often they are told: `msg_` and 32 hexadecimal digits. A test has a new one at
  /// each moment.
  public func id(at moment: Instant) -> String {
    var words = began.map { "began \($0.cause) \($0.since)" } + over.map { "over \($0.alarm.cause) \($0.at)" }
    if isTest { words.append("test \(moment)") }
    return "msg_" + SHA256Digest(of: words.joined(separator: "\n")).hex.prefix(32)
  }

  /// When the last of it happened; nil for a test.
  public var moment: Instant? { (began.map(\.since) + over.map(\.at)).max() }
}
