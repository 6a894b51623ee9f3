import Foundation
import Herald
import HeraldTransfer

/// Posts to Mastodon and to servers that speak its interface (GoToSocial, Pleroma, Akkoma).
///
/// A repeat is harmless while the server remembers the `Idempotency-Key`, an hour after it took the post; Herald counts on 50
/// minutes of it. Whatever is in doubt is looked for in the account's own posts first; later than that, not found is no
/// proof, and a person decides. https://docs.joinmastodon.org/methods/statuses/#create
public struct Mastodon: Sender {
  public struct Settings: Decodable, Sendable {
    public enum Visibility: String, Sendable, CaseIterable { case `public`, unlisted, `private` }

    let server: ServerURL
    let token: Secret
    /// Who sees the posts; default `public`.
    public var visibility: Visibility
    /// A PEM file of certificates that are trusted instead of the system's.
    let ca: String?

    private enum CodingKeys: CodingKey { case server, token, visibility, ca }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let server = reader.need(ServerURL.self, .server, example: "https://social.example.org")
      let token = reader.need(Secret.self, .token, example: "{ env: MASTODON_TOKEN }")
      visibility = reader.take(Word<Visibility>.self, .visibility)?.value ?? .public
      ca = reader.take(Line.self, .ca)?.text
      try reader.finish()
      self.server = try reader.found(server, .server)
      self.token = try reader.found(token, .token)
    }
  }

  let settings: Settings
  let base: URL
  let means: NetworkMeans
  let authority: Authority?

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base) = (settings, base)
    authority = Authority(settings.ca, base: base)
    self.means = means.trusting(authority)
  }

  var token: KeptToken { KeptToken(secret: settings.token, base: base) }

  /// How long a repeat is harmless: Mastodon forgets a key after an hour (`PostStatusService`,
  /// `idempotency_given?`/`redis.setex(…, 3_600, …)`).
  static let window = Seconds.minutes(50)

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let envelope: PostEnvelope
    switch message.postEnvelope(for: "mastodon") {
    case .success(let found): envelope = found
    case .failure(let failure): return .rejected(failure)
    }
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
      .post, settings.server.text + "/api/v1/statuses",
      headers: [
        JSONOctets.header, Self.authorization(token),
        ("Idempotency-Key", message.globalKey(createdAt: envelope.createdAt).hex),
      ], body: body)
    return await means.post(
      request, gate: gate, note: { "\(means.now().microseconds)" },
      read: { read($0, token: token, isReply: message.previous != nil) })
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "mastodon").flatMap { _ in
      JSONOctets.of(
        Body(
          status: message.text, visibility: settings.visibility.rawValue,
          inReplyTo: message.previous.map { MastodonReceipt($0).id }))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    guard case .success(let envelope) = message.postEnvelope(for: "mastodon") else { return .absent }
    let found: Result<Receipt?, Failure>
    switch token.value {
    case .success(let token):
      found = await MastodonTimeline(self, token: token).find(message, since: envelope.createdAt)
    case .failure(let failure): found = .failure(failure)
    }
    if case .success(let receipt?) = found { return .sent(receipt) }
    let marked = note.flatMap(Int64.init).map(Instant.init(microseconds:))
    if let marked, means.now() - marked < Self.window { return .repeatable }
    switch found {
    case .failure(let failure):
      return .unknown(Failure("\(settings.server.host) may have it and cannot be asked: \(failure.text)"))
    case .success:
      return .unknown(
        Failure("\(settings.server.host) does not show it, and would not know a repeat any more: look there yourself"))
    }
  }

  static func authorization(_ token: String) -> (name: String, value: String) { ("Authorization", "Bearer \(token)") }

  // MARK: - The interface

  /// https://docs.joinmastodon.org/methods/statuses/#form-data-parameters
  private struct Body: Encodable {
    let status: String
    let visibility: String
    let inReplyTo: String?

    enum CodingKeys: String, CodingKey {
      case status, visibility
      case inReplyTo = "in_reply_to_id"
    }
  }

  /// https://docs.joinmastodon.org/entities/Error/
  struct Refusal: Decodable {
    let error: String
  }

  /// 200 with the status; 404 also says that the post replied to is gone.
  private func read(_ answer: HTTPAnswer, token: String, isReply: Bool) -> Outcome {
    if answer.status == 200 {
      if let status = answer.json(MastodonStatus.self) { return .sent(MastodonReceipt(status).receipt) }
      return .uncertain(words(answer, token).failure("answered what is no status of Mastodon's"))
    }
    if answer.status == 404, isReply, answer.json(Refusal.self) != nil {
      return .rejected(words(answer, token).failure("does not know the post before this one"))
    }
    return Outcome(refusal: answer, words(answer, token), now: means.now())
  }

  func words(_ answer: HTTPAnswer, _ token: String) -> FarWords {
    FarWords(answer.json(Refusal.self)?.error, status: answer.status, name: settings.server.host, secrets: [token])
  }
}
