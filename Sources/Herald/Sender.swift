/// The code that speaks to one kind of channel. It never throws and never retries; whoever calls it decides what is next.
public protocol Sender: Sendable {
  /// Makes one attempt, and passes the gate at most once, just before its point of no return.
  func send(_ message: Message, gate: Gate) async -> Outcome

  /// Finds out what became of an attempt at this message that passed the gate and brought no clear answer. `note` is
  /// what the attempt kept at its mark. Sends nothing.
  func settle(_ message: Message, note: String?) async -> Settlement

  /// The octets that an attempt at this message would put on the wire, for a person to look at; for a network that is
  /// spoken to in several requests, the one past the gate. Holds no secret. Pure: the same as `send` would write.
  func wire(_ message: Message) -> Result<[UInt8], Failure>

  /// What speaks against sending now, for `herald check`; nil when nothing does. Sends and changes nothing.
  func check() async -> Failure?

  /// What a person should look after although it does not speak against sending, for `herald check`: one line each.
  func warnings() async -> [String]

  /// Tries the far side up to where a message could be handed over, for `herald check --online`; sends and changes
  /// nothing. Answers what it offers, or why nothing could be handed over.
  func probe() async -> Result<Offer, Failure>

  /// Lets go of connections that are kept for a next message; called when a worker ends.
  func close() async
}

extension Sender {
  /// None.
  public func warnings() async -> [String] { [] }

  public func close() async {}
}
