import Herald

/// What `check --json` prints. Fields are added, never renamed.
struct CheckReport: Encodable {
  struct Channel: Encodable {
    let name: String
    /// What its far side offers; null without `--online`, or when it could not be tried.
    @OrNull var offers: String?
    /// How long a post may be there, as its far side says; null where it does not.
    @OrNull var limit: Int?
    /// What speaks against sending now.
    @OrNull var failure: String?
  }

  /// A way by which alarms are told.
  struct Alert: Encodable {
    let way: String
    /// What its far side offers; null without `--online`, or when it could not be tried.
    @OrNull var offers: String?
    /// What speaks against telling now.
    @OrNull var failure: String?
  }

  /// The channels in the order of the configuration; none when that cannot be read.
  var channels: [Channel] = []
  /// Command, mail, webhook: those that the configuration names.
  var alerts: [Alert] = []
  /// What needs a person at this moment.
  var alarms: [AlarmReport] = []
  /// What is wrong elsewhere: in the configuration, the templates, the store.
  var problems: [String] = []
  /// What a person should look after; it stops nothing.
  var warnings: [String] = []

  var failures: [String] {
    channels.compactMap { channel in channel.failure.map { "channels.\(channel.name): \($0)" } }
      + alerts.compactMap { alert in alert.failure.map { "alerts.\(alert.way): \($0)" } }
  }
}
