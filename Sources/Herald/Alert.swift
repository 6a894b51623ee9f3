/// One way to tell a person of alarms. It never throws and never retries; whoever calls it decides what is next.
public protocol Alert: Sendable {
  /// What the configuration calls it: `command`, `mail`, `webhook`.
  var way: String { get }

  /// The channel that it goes through: no alarm about that channel goes this way. Nil when it needs none.
  var channel: String? { get }

  /// Tells once, in bounded time. Nil when it was taken, else why not.
  func tell(_ notice: Notice) async -> Failure?

  /// What speaks against telling now, for `herald check`; nil when nothing does. Tells nobody.
  func check() async -> Failure?

  /// What a person should look after although it does not speak against telling, for `herald check`: one line each.
  func warnings() -> [String]

  /// Tries the way up to where something would be told, for `herald check --online`. Tells nobody.
  func probe() async -> Result<String, Failure>
}

extension Alert {
  public var channel: String? { nil }
  /// None.
  public func warnings() -> [String] { [] }
}
