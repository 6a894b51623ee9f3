import HeraldSenders

extension NetworkCase {
  /// The sender that WritingASender.md walks through, held to the whole contract.
  static let board = NetworkCase(
    name: "board", kind: SenderKind(Board.self), fake: "board", network: .plain,
    settings: { server, _ in #"{ "server": "\#(server)", "token": { "file": "secret" } }"# },
    doubt: .stays, replies: .none, limits: [("30", 30), ("0", 1), ("1000000000", 86_400)])
}
