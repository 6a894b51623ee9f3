/// Someone who gets a digest. One per list and address, whatever the case of the address.
public struct Subscriber: Hashable, Sendable, Identifiable {
  public enum State: String, Sendable, Codable, CaseIterable {
    case active
    /// Left, or was taken off; an import does not bring them back.
    case removed
  }

  public let id: Int64
  public var list: String
  public var mailbox: Mailbox
  public var state: State

  public init(id: Int64, list: String, mailbox: Mailbox, state: State) {
    self.id = id
    self.list = list
    self.mailbox = mailbox
    self.state = state
  }
}
