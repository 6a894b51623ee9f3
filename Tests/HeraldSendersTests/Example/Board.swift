import Foundation
import Herald
import HeraldTransfer

@testable import HeraldSenders

/// Posts to a notice board. It keeps no key and shows nothing, so a lost answer stays in doubt, and a person looks.
public struct Board: ConfiguredSender {
  public struct Settings: Decodable, Sendable {
    let server: ServerURL
    let token: Secret

    private enum CodingKeys: CodingKey { case server, token }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let server = reader.need(ServerURL.self, .server, example: "https://board.example.org")
      let token = reader.need(Secret.self, .token, example: "{ env: BOARD_TOKEN }")
      try reader.finish()
      self.server = try reader.found(server, .server)
      self.token = try reader.found(token, .token)
    }
  }

  public static let kind = "board"
  public static let setup = Setup(
    "notices to a board",
    [
      Question("server", .line, "the board's address", example: "https://board.example.org"),
      Question("token", .secret, "the token", example: "BOARD_TOKEN", steps: ["Open {server}/tokens, and copy one."]),
    ])
  public static func destination(of settings: Settings) -> String { settings.server.host }

  private let server: ServerURL
  private let token: KeptToken
  private let means: NetworkMeans

  public init(settings: Settings, base: URL, means: NetworkMeans) {
    (server, self.means) = (settings.server, means)
    token = KeptToken(secret: settings.token, base: base)
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: Self.kind).flatMap { _ in JSONOctets.of(["text": message.text]) }
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .blocked(failure)
    }
    let request = HTTPRequest(
      .post, server.text + "/notices", headers: [JSONOctets.header, ("Authorization", "Bearer \(token)")], body: body)
    return await means.post(request, gate: gate) { answer in
      let words = FarWords(answer.json(Refusal.self)?.error, status: answer.status, name: server.host, secrets: [token])
      guard (200..<300).contains(answer.status) else { return Outcome(refusal: answer, words, now: means.now()) }
      guard let notice = answer.json(Notice.self) else { return .uncertain(words.failure("named no notice")) }
      return .sent(Receipt(id: notice.id))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    .unknown(Failure("the board may have it, and shows nothing: look there"))
  }

  public func check() async -> Failure? { token.obstacle }

  public func warnings() async -> [String] { token.warnings }

  public func probe() async -> Result<Offer, Failure> {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .failure(failure)
    }
    let request = HTTPRequest(.get, server.text + "/me", headers: [("Authorization", "Bearer \(token)")])
    return await means.ask(request).flatMap { answer in
      let words = FarWords(answer.json(Refusal.self)?.error, status: answer.status, name: server.host, secrets: [token])
      guard answer.status == 200 else { return .failure(words.failure("does not know us")) }
      return .success(Offer("\(server.host) knows us"))
    }
  }

  private struct Notice: Decodable { @PlainID var id: String }
  private struct Refusal: Decodable { let error: String }
}
