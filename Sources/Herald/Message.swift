/// What a sender carries: a frozen content, of which this job sends one part, in its envelope.
public struct Message: Hashable, Sendable {
  public let key: MessageKey
  public let channel: String
  public let network: Network
  public let content: Content
  public let envelope: Envelope
  /// What came back for the part before this one, in a thread.
  public let previous: Receipt?

  public init(
    key: MessageKey, channel: String, network: Network, content: Content, envelope: Envelope,
    previous: Receipt? = nil
  ) {
    self.key = key
    self.channel = channel
    self.network = network
    self.content = content
    self.envelope = envelope
    self.previous = previous
  }

  /// The text that this message carries.
  public var text: String { content.parts[key.part] }

  /// The card below this message: the content's, where this part has its link.
  public var card: LinkCard? { content.card.flatMap { text.contains($0.url.text) ? $0 : nil } }
}
