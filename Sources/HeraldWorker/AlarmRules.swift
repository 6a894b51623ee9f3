import Foundation
import Herald

/// What a newsroom wants to know, and how it is told.
public struct AlarmRules: Sendable {
  /// How the notices name it; may be empty.
  public var newsroom: String
  public var zone: TimeZone
  /// The configured channels: only those can be blocked.
  public var channels: [String]
  /// The configured digests: only those can miss a run.
  public var digests: [String]
  /// A job that was due longer ago is overdue; default 15 minutes.
  public var overdue: Seconds
  /// Whether the end of an alarm is told too; default yes.
  public var tellsOver: Bool
  /// What comes within this time of the first is gathered into one notice; default 10 seconds.
  public var window: Seconds = 10
  /// How often the symptoms are looked for; default 5 seconds. When nothing has changed, a look costs next to nothing.
  public var interval: Duration = .seconds(5)
  /// How long the end of a drain waits for its notices to be taken; default 60 seconds.
  public var patience: Duration = .seconds(60)

  public init(
    newsroom: String, zone: TimeZone, channels: [String], digests: [String], overdue: Seconds = .minutes(15),
    tellsOver: Bool = true
  ) {
    self.newsroom = newsroom
    self.zone = zone
    self.channels = channels
    self.digests = digests
    self.overdue = overdue
    self.tellsOver = tellsOver
  }
}
