import Foundation

/// What a misbehaving server saw, in order.
public struct Record: Sendable {
  /// One line of the record; which values there are depends on `event`.
  public struct Event: Decodable, Sendable {
    public let event: String
    public let connection: Int
    /// Seconds since 1970.
    public let at: Double
    /// command: without its line end.
    public let line: String?
    /// command, accepted: whether TLS was on.
    public let isTLS: Bool
    /// command: it came before the reply to the one before.
    public let isEarly: Bool
    public let transaction: Int?
    /// accepted: RCPT's arguments.
    public let recipients: [String]
    public let mail: String?
    public let messageID: String?
    /// accepted: after the stuffing was taken off.
    public let message: [UInt8]
    public let user: String?
    /// ended: why.
    public let how: String?
    /// ended: what nobody read.
    public let unread: String?
    public let received: Int?
    public let sent: Int?
    /// broken: the server itself went wrong.
    public let problem: String?

    private enum CodingKeys: String, CodingKey {
      case event, connection, at, line, tls, early, transaction, recipients, mail, messageID, message, user, how, unread
      case received, sent, problem
    }

    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      event = try values.decode(String.self, forKey: .event)
      connection = try values.decode(Int.self, forKey: .connection)
      at = try values.decode(Double.self, forKey: .at)
      line = try values.decodeIfPresent(String.self, forKey: .line)
      isTLS = try values.decodeIfPresent(Bool.self, forKey: .tls) ?? false
      isEarly = try values.decodeIfPresent(Bool.self, forKey: .early) ?? false
      transaction = try values.decodeIfPresent(Int.self, forKey: .transaction)
      recipients = try values.decodeIfPresent([String].self, forKey: .recipients) ?? []
      mail = try values.decodeIfPresent(String.self, forKey: .mail)
      messageID = try values.decodeIfPresent(String.self, forKey: .messageID)
      message = Array(try values.decodeIfPresent(Data.self, forKey: .message) ?? Data())
      user = try values.decodeIfPresent(String.self, forKey: .user)
      how = try values.decodeIfPresent(String.self, forKey: .how)
      unread = try values.decodeIfPresent(String.self, forKey: .unread)
      received = try values.decodeIfPresent(Int.self, forKey: .received)
      sent = try values.decodeIfPresent(Int.self, forKey: .sent)
      problem = try values.decodeIfPresent(String.self, forKey: .problem)
    }
  }

  public let events: [Event]

  init(_ file: URL) throws {
    let decoder = JSONDecoder()
    events = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(Event.self, from: Data($0))
    }
  }

  /// Every message that the server took upon itself.
  public var accepted: [Event] { events.filter { $0.event == "accepted" } }

  public var connections: Int { events.count { $0.event == "connected" } }

  /// The server's own mistakes.
  public var problems: [String] { events.compactMap(\.problem) }

  /// Every line that was read as a command, in clear or not.
  public var commands: [Event] { events.filter { $0.event == "command" } }

  public func commands(_ verb: String) -> [Event] {
    commands.filter { $0.line?.uppercased().hasPrefix(verb) == true }
  }

  /// How each connection ended.
  public var endings: [Event] { events.filter { $0.event == "ended" } }
}
